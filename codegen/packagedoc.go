package codegen

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/words"
)

// packageDoc prints what the network is: its description and the table of its layers.
func (g *generator) packageDoc(f *jen.File) {
	f.PackageComment(fmt.Sprintf("// Package %s is a neural network: %s, %s, %s.",
		g.face.Package, words.Count(g.prog.Input.Size(), "input"), words.Count(len(g.face.Layers), "layer"), words.Count(g.prog.Output.Size(), "output")))
	paragraph(f, comment(g.face.Description))
	paragraph(f, g.membersText())
	f.PackageComment("//")
	if lines := g.portsTable(); len(lines) > 0 {
		f.PackageComment("//\tinputs  " + strings.Join(lines, ", "))
		f.PackageComment("//")
	}
	for _, line := range g.layerTable() {
		f.PackageComment("//\t" + line)
	}
	paragraph(f, g.tensorsText())
	if g.face.Weights == nil {
		return
	}
	paragraph(f, g.trainedText())
	paragraph(f, "All callers of Pretrained share one model. What learns takes a copy:")
	f.PackageComment("//")
	pkg := g.face.Package
	for _, line := range []string{
		"model := %s.Pretrained().Clone()", "trainer := %s.NewTrainer(model)",
		"loss := trainer.Step(xs, ts) // a batch of []%[1]s.Input and []%[1]s.Target", `err := model.Save("%s.safetensors")`,
	} {
		f.PackageComment("//\t" + fmt.Sprintf(line, pkg))
	}
}

// paragraph adds one to the documentation of the package, unless it is empty.
func paragraph(f *jen.File, text string) {
	if text == "" {
		return
	}
	f.PackageComment("//")
	for _, line := range wrap(text, 116) {
		f.PackageComment("// " + line)
	}
}

// longList is the number of tensors from which on only the first are named.
const longList = 16

// tensorsText names the tensors of weights files.
func (g *generator) tensorsText() string {
	var names []string
	for _, p := range g.prog.Params() {
		names = append(names, comment(p.Saved.Tensor))
	}
	for _, c := range g.held() {
		if c.Saved.Fill.Values == nil || c.Saved.Threshold {
			names = append(names, comment(c.Saved.Tensor))
			continue
		}
		for _, p := range c.Saved.Parts {
			names = append(names, comment(p.Tensor))
		}
	}
	if n := len(names); n > longList {
		return fmt.Sprintf("Weights files hold %d tensors: %s and so on.", n, strings.Join(names[:longList], ", "))
	}
	return "Weights files hold " + strings.Join(names, ", ") + "."
}

// trainedText says where the embedded weights come from.
func (g *generator) trainedText() string {
	t := g.face.Trained
	if t == nil {
		return ""
	}
	return fmt.Sprintf("The embedded weights were trained on %s and have %s %.3f on the rows of its %s part.", comment(t.Data), comment(t.Metric), t.Score, comment(t.Part))
}

// longTable is the number of layers from which the middle of the table is left out.
const longTable = 40

func (g *generator) layerTable() []string {
	var buf strings.Builder
	w := tabwriter.NewWriter(&buf, 0, 8, 2, ' ', 0)
	chain := g.face.Chain
	if chain {
		fmt.Fprintln(w, "layer\tkind\tactivation\tW\tb\tparameters")
	} else {
		fmt.Fprintln(w, "layer\tkind\ttakes\tactivation\tshape\tparameters")
	}
	layers := g.face.Layers
	for i, l := range layers {
		if n := len(layers); n > longTable && i == longTable/2 {
			fmt.Fprintf(w, "…\t%d more\n", n-longTable)
		} else if n > longTable && i > longTable/2 && i < n-longTable/2 {
			continue
		}
		shapes, size := [2]string{}, 0
		for k, p := range g.paramsOf(l) {
			shapes[min(k, 1)] = p.Shape()
			size += p.Size()
		}
		if chain {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%d\n", l.Index, l.Kind, comment(l.Activation), shapes[0], shapes[1], size)
		} else {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\n", layerTitle(l), l.Kind, strings.Join(l.Takes, ", "), comment(l.Activation), ir.Dims(l.Dims), size)
		}
	}
	fmt.Fprintf(w, "total\t\t\t\t\t%d\n", g.prog.NumParams())
	w.Flush()
	lines := strings.Split(strings.TrimRight(buf.String(), "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return lines
}

// paramsOf are the parameters of a layer, the weights first.
func (g *generator) paramsOf(l Layer) []*ir.Buffer {
	return slices.DeleteFunc(g.prog.Params(), func(p *ir.Buffer) bool { return p.Layer != l.Index })
}

// layerTitle is the number of a layer, and its name where it has one.
func layerTitle(l Layer) string {
	if l.Name == "" {
		return fmt.Sprint(l.Index)
	}
	return fmt.Sprintf("%d %s", l.Index, l.Name)
}
