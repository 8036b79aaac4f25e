package codegen

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/words"
)

// packageDoc prints what the network is: its description and the table of its layers.
func (g *generator) packageDoc(f *jen.File) {
	f.PackageComment(fmt.Sprintf("// Package %s is a neural network: %s, %s, %s.",
		g.spec.Package, words.Count(g.spec.NumInputs, "input"), words.Count(g.spec.NumLayers(), "layer"), words.Count(g.spec.NumOutputs(), "output")))
	if text := comment(g.spec.Description); text != "" {
		f.PackageComment("//")
		for _, line := range wrap(text, 116) {
			f.PackageComment("// " + line)
		}
	}
	f.PackageComment("//")
	for _, line := range g.layerTable() {
		f.PackageComment("//\t" + line)
	}
}

// longTable is the number of layers from which the middle of the table is left out.
const longTable = 40

func (g *generator) layerTable() []string {
	var buf strings.Builder
	w := tabwriter.NewWriter(&buf, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "layer\tkind\tactivation\tW\tb\tparameters")
	layers := g.spec.Weighted()
	for i, l := range layers {
		if n := len(layers); n > longTable && i == longTable/2 {
			fmt.Fprintf(w, "…\t%d more\n", n-longTable)
		} else if n > longTable && i > longTable/2 && i < n-longTable/2 {
			continue
		}
		p := l.Kind.Params(&l.Layer)
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%d\n", l.Index, l.Kind.Name, comment(l.Activation.Entry.Title()), shape(p[0].Dims), shape(p[1].Dims), l.NumParams())
	}
	fmt.Fprintf(w, "total\t\t\t\t\t%d\n", g.spec.NumParams())
	w.Flush()
	lines := strings.Split(strings.TrimRight(buf.String(), "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return lines
}

// shape prints dimensions in the notation of the field.
func shape(dims []int) string { return (&ir.Buffer{Dims: dims}).Shape() }
