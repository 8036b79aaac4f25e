package lower

import (
	"fmt"
	"strings"
)

// Options say what the spec of a network is called and where it came from.
type Options struct {
	Model   string // the name of the model
	File    string // the name of the file that it came from, without folders
	Maker   string // what wrote that file
	Opset   int64
	Float64 bool
}

// Spec is the text of a spec and the tensors of its weights file, by name.
type Spec struct {
	Text    string
	Tensors map[string]Param
}

// Spec writes the network as a spec. The network is tidied for it and must not be written again.
func (n *Network) Spec(o Options) *Spec {
	w := &specWriter{net: n, names: map[*Layer]string{}, taken: map[string]bool{"previous": true, "input": true}, tensors: map[string]Param{}}
	if n.table() && n.Columns == nil {
		w.normalize()
	}
	n.ensureLayer()
	w.name()
	w.origin(o)
	w.line("version: 1")
	w.line("model: %s", o.Model)
	if o.Float64 {
		w.line("precision: float64")
	}
	w.inputs()
	w.layers()
	w.heads()
	w.line("weights: %s.safetensors", o.Model)
	return &Spec{w.text.String(), w.tensors}
}

type specWriter struct {
	net        *Network
	names      map[*Layer]string
	taken      map[string]bool
	tensors    map[string]Param
	normalized bool
	text       strings.Builder
}

func (w *specWriter) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }

// table reports whether there is one input, of numbers in a row: in specs a list of names, or a number.
func (n *Network) table() bool { return len(n.Inputs) == 1 && len(n.Inputs[0].Dims) == 1 }

// origin says in comments where the spec came from and how the shapes of the graph are to be read.
func (w *specWriter) origin(o Options) {
	w.line("# Imported by nngen from %s (%s, opset %d).", comment(o.File), comment(o.Maker), o.Opset)
	for i, c := range w.net.Columns {
		if c.At == 0 {
			n := 1
			for _, other := range w.net.Columns[i+1:] {
				if other.Input == c.Input {
					n++
				}
			}
			w.line("#   input  %s [N, %d]", comment(c.Graph), n)
		}
	}
	for _, in := range w.net.Inputs {
		if w.net.Columns != nil {
			break
		}
		w.line("#   input  %s %s", comment(in.Name), w.shape(in.Dims))
	}
	for _, h := range w.net.Heads {
		w.line("#   output %s %s", comment(h.Name), w.shape(h.Dims))
	}
	switch {
	case w.net.Single:
		w.line("# Nothing in the file is a batch: a row is all that it computes at once.")
	case w.net.Batch > 0:
		w.line("# The file computes %d at once. Its rows do not depend on each other, so here there may be any number of them.", w.net.Batch)
	}
}

// shape writes a shape as the graph has it.
func (w *specWriter) shape(dims []int) string {
	var list []string
	if !w.net.Single {
		list = append(list, "N")
	}
	for _, d := range dims {
		list = append(list, fmt.Sprint(d))
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// comment makes a name fit to stand in a comment.
func comment(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffd {
			return '?'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 80 {
		return string(r[:77]) + "..."
	}
	return s
}

// maxNamed is how many inputs of a row get a name each.
const maxNamed = 64

func (w *specWriter) inputs() {
	in := w.net.Inputs
	switch {
	case w.net.Columns != nil:
		w.columnLines()
	case w.net.table() && in[0].Dims[0] > maxNamed:
		w.line("inputs: %d", in[0].Dims[0])
	case w.net.table():
		w.line("inputs: %s", wrapped(w.columns(in[0]), len("inputs: [")))
	default:
		w.line("inputs:")
		for _, p := range in {
			w.line("  %s: %s", w.names[p], portShape(p.Dims))
		}
	}
	if w.normalized {
		w.line("normalize: standard")
	}
}

func portShape(dims []int) string {
	if len(dims) == 1 {
		return fmt.Sprint(dims[0])
	}
	return list(dims)
}

// columns names the numbers of a row: X_0, X_1, after the input X of the graph.
func (w *specWriter) columns(in *Layer) (names []string) {
	name := legal(in.Name)
	for i := range in.Dims[0] {
		names = append(names, fmt.Sprintf("%s_%d", name, i))
	}
	return names
}

// wrapped writes a list in lines that can be read.
func wrapped(items []string, indent int) string {
	var b strings.Builder
	b.WriteString("[")
	col := indent
	for i, s := range items {
		if i > 0 {
			b.WriteString(",")
			if col++; col+len(s) > 110 {
				b.WriteString("\n" + strings.Repeat(" ", indent))
				col = indent
			} else {
				b.WriteString(" ")
				col++
			}
		}
		b.WriteString(s)
		col += len(s)
	}
	return b.String() + "]"
}

func list[T any](items []T) string {
	var texts []string
	for _, x := range items {
		texts = append(texts, literal(x))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// literal writes the value of a key.
func literal(v any) string {
	switch v := v.(type) {
	case float64:
		return number(v)
	case []float64:
		if v = short(v); len(v) == 1 {
			return number(v[0])
		}
		return list(v)
	case []int:
		return list(v)
	case [][]int:
		var pairs []string
		for _, p := range v {
			pairs = append(pairs, list(p))
		}
		return "[" + strings.Join(pairs, ", ") + "]"
	case string:
		if simple(v) {
			return v
		}
		return `"` + v + `"`
	}
	return fmt.Sprint(v)
}

// short has one number where all are equal.
func short(list []float64) []float64 {
	for _, x := range list {
		if x != list[0] {
			return list
		}
	}
	return list[:1]
}

func simple(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == ""
}
