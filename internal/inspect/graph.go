package inspect

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/spec"
)

// edge is what a head reads.
type edge struct {
	head, task string
	from       []string // several, where it is the mean of an ensemble
}

func heads(s *spec.Spec) []edge {
	var list []edge
	for _, out := range s.Outputs() {
		name := out.Text
		if name == "" {
			name = "output"
		}
		list = append(list, edge{clean(name), out.Task.Name, sources(s, out)})
	}
	return list
}

// sources names what a head reads.
func sources(s *spec.Spec, out *spec.Output) (list []string) {
	for _, from := range out.Reads() {
		list = append(list, s.SourceName(from))
	}
	return list
}

// reads says what a head reads.
func reads(sources []string) string {
	if len(sources) == 1 {
		return sources[0]
	}
	return "mean of " + strings.Join(sources, ", ")
}

// title is the number of a layer, and its name where it has one.
func (l *Layer) title() string {
	if l.Name == "" {
		return strconv.Itoa(l.Index)
	}
	return fmt.Sprintf("%d %s", l.Index, l.Name)
}

// key is how others name the layer.
func (l *Layer) key() string {
	if l.Name != "" {
		return l.Name
	}
	return strconv.Itoa(l.Index)
}

// graphRows is a line for each layer of a network that is no chain, and for each head.
func (r *Report) graphRows() [][]string {
	rows := [][]string{{"layer", "kind", "takes", "activation", "init", "shape", "parameters", "multiply-adds", "bytes", "computed", "because"}}
	for i := range r.Layers {
		l := &r.Layers[i]
		rows = append(rows, []string{l.title(), l.Kind, strings.Join(l.Takes, ", "), l.activation(), call(l.Initializer, l.InitializerAttributes), l.Shape.String(),
			strconv.Itoa(l.Parameters), strconv.Itoa(l.MultiplyAdds), strconv.Itoa(l.Bytes), l.Kernel, l.because()})
	}
	for _, h := range r.heads {
		rows = append(rows, []string{h.head, h.task, reads(h.from), "", "", "", "", "", ""})
	}
	t := r.Totals
	rows = append(rows, []string{"total", "", "", "", "", "", strconv.Itoa(t.Parameters), strconv.Itoa(t.MultiplyAdds), strconv.Itoa(t.Bytes)})
	for _, column := range []int{6, 7, 8} {
		alignRight(rows, column)
	}
	return rows
}

// box is an input, a layer or a head in a drawing.
type box struct {
	id     string
	lines  []string
	takes  []string // keys of other boxes
	key    string
	column int
	style  style
}

// boxes lists what is drawn, each after what it takes.
func (r *Report) boxes() []*box {
	var list []*box
	if len(r.Inputs.Shapes) == 0 {
		list = append(list, &box{id: "input", key: "input", style: inputStyle, lines: []string{"input", words.Count(r.Inputs.Count, "value")}})
	}
	for i, p := range r.Inputs.Shapes {
		list = append(list, &box{id: fmt.Sprintf("input%d", i+1), key: p.Name, style: inputStyle, lines: []string{p.Name, p.Shape.String()}})
	}
	for i := range r.Layers {
		l := &r.Layers[i]
		b := &box{id: fmt.Sprintf("layer%d", l.Index), key: l.key(), takes: l.Takes, style: hiddenStyle, lines: []string{"layer " + l.title(), l.Kind + " " + l.Shape.String()}}
		if text := l.activation(); text != "" {
			b.lines = append(b.lines, text)
		}
		if l.Parameters > 0 {
			b.lines = append(b.lines, words.Count(l.Parameters, "parameter"))
		}
		list = append(list, b)
	}
	for i, h := range r.heads {
		list = append(list, &box{id: fmt.Sprintf("head%d", i+1), takes: h.from, style: outputStyle, lines: []string{h.head, h.task}})
	}
	place(list)
	return list
}

// place puts each box into the column after the last of what it takes.
func place(list []*box) {
	columns := map[string]int{}
	for _, b := range list {
		for _, k := range b.takes {
			b.column = max(b.column, columns[k]+1)
		}
		if b.key != "" {
			columns[b.key] = b.column
		}
	}
}

// graphDOT writes a network that is no chain in the language of graphviz.
func (r *Report) graphDOT(w io.Writer) error {
	var g strings.Builder
	fmt.Fprintf(&g, "digraph %s {\n", dotString(r.Model))
	fmt.Fprintf(&g, "\tgraph [rankdir=LR, labelloc=t, label=%s];\n", dotString(r.Model, r.facts()))
	g.WriteString("\tnode [shape=box, style=rounded];\n")
	ids := map[string]string{}
	for _, b := range r.boxes() {
		fmt.Fprintf(&g, "\t%s [label=%s];\n", b.id, dotString(b.lines...))
		for _, k := range b.takes {
			fmt.Fprintf(&g, "\t%s -> %s;\n", ids[k], b.id)
		}
		if b.key != "" {
			ids[b.key] = b.id
		}
	}
	g.WriteString("}\n")
	_, err := io.WriteString(w, g.String())
	return err
}
