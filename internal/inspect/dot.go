package inspect

import (
	"fmt"
	"github.com/nngen/nngen/internal/words"
	"io"
	"strings"
)

// DOT writes the layers as a directed graph in the language of graphviz.
func (r *Report) DOT(w io.Writer) error {
	if !r.chain {
		return r.graphDOT(w)
	}
	var g strings.Builder
	fmt.Fprintf(&g, "digraph %s {\n", dotString(r.Model))
	fmt.Fprintf(&g, "\tgraph [rankdir=LR, labelloc=t, label=%s];\n", dotString(r.Model, r.facts()))
	g.WriteString("\tnode [shape=box, style=rounded];\n")
	fmt.Fprintf(&g, "\tlayer0 [label=%s];\n", dotString("input", words.Count(r.Inputs.Count, "value")))
	for i := range r.Layers {
		l := &r.Layers[i]
		fmt.Fprintf(&g, "\tlayer%d [label=%s];\n", l.Index, dotString(
			fmt.Sprintf("layer %d", l.Index), fmt.Sprintf("%s %d", l.Kind, l.Units), l.activation(), words.Count(l.Parameters, "parameter")))
		fmt.Fprintf(&g, "\tlayer%d -> layer%d [label=%s];\n", l.Index-1, l.Index, dotString("W "+l.W.String()))
	}
	g.WriteString("}\n")
	_, err := io.WriteString(w, g.String())
	return err
}

// dotString quotes lines of text.
func dotString(lines ...string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(strings.Join(lines, "\n")) + `"`
}
