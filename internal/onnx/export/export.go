package export

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// Version is the opset of exported files: the first that has a layer normalization, which most runtimes know by now.
const Version = 17

// Model writes the network of a spec. The tensors are those of its weights file, by name.
func Model(s *spec.Spec, tensors map[string][]float64) (*onnx.Model, error) {
	w := &writer{spec: s, tensors: tensors, elem: onnx.Float, graph: &onnx.Graph{Name: s.Model, Doc: s.Description}, values: map[string]string{}, consts: map[string]string{}}
	if s.Precision == spec.Float64 {
		w.elem = onnx.Double
	}
	if err := w.write(); err != nil {
		return nil, err
	}
	m := &onnx.Model{IR: 8, Producer: "nngen", Opsets: []onnx.Opset{{Domain: onnx.Standard, Version: Version}}, Graph: w.graph}
	for _, h := range s.Outputs() {
		m.Metadata = append(m.Metadata, onnx.Pair{Key: prefix(h) + "task", Value: h.Task.Name})
		if len(h.Labels) > 0 {
			m.Metadata = append(m.Metadata, onnx.Pair{Key: prefix(h) + "labels", Value: labels(h)})
		}
	}
	return m, nil
}

// prefix begins what belongs to one of several heads.
func prefix(h *spec.Output) string {
	if h.Text == "" {
		return ""
	}
	return h.Text + "."
}

// labels is a JSON list of the classes.
func labels(h *spec.Output) string {
	var list []string
	for _, l := range h.Labels {
		list = append(list, l.Text)
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return string(b)
}

// writer appends nodes to a graph.
type writer struct {
	spec    *spec.Spec
	tensors map[string][]float64
	elem    onnx.Elem
	graph   *onnx.Graph
	layer   string            // that is written, for names of nodes
	values  map[string]string // by what they are of
	consts  map[string]string // by what they hold
	count   int
}

func (w *writer) write() error {
	outs := make([]string, len(w.spec.Layers))
	inputs := w.inputs()
	value := func(from spec.Source) string {
		if from.FromInput() {
			return inputs[from.Input]
		}
		return outs[from.Layer]
	}
	var err error
	for i := range w.spec.Layers {
		l := &w.spec.Layers[i]
		w.layer = fmt.Sprintf("layer%d", l.Index)
		if l.Name != "" {
			w.layer = l.Name
		}
		var from []string
		for _, f := range l.From {
			from = append(from, value(f))
		}
		if outs[i], err = w.writeLayer(l, from); err != nil {
			return err
		}
	}
	for i, h := range w.spec.Outputs() {
		w.head(i, h, w.mean(h, value))
	}
	return nil
}

// inputs writes the inputs of the graph and their normalization, and returns what layers take.
func (w *writer) inputs() (list []string) {
	norms := w.spec.Norms()
	if len(w.spec.Ports) == 0 {
		w.graph.Inputs = append(w.graph.Inputs, w.value("input", []int{w.spec.NumInputs}))
		if w.spec.Typed() {
			return []string{w.encoded("input", w.spec)}
		}
		return []string{w.normalized("input", norms[0], 1)}
	}
	for i := range w.spec.Ports {
		p := &w.spec.Ports[i]
		w.graph.Inputs = append(w.graph.Inputs, w.value(p.Text, p.Dims))
		list = append(list, w.normalized(p.Text, norms[i], len(p.Dims)))
	}
	return list
}

// value describes an input or output of rows of a shape.
func (w *writer) value(name string, dims []int) *onnx.Value {
	v := &onnx.Value{Name: name, Type: onnx.TensorType, Elem: w.elem, Shaped: true, Dims: []onnx.Dim{{Size: -1, Name: "N"}}}
	for _, d := range dims {
		v.Dims = append(v.Dims, onnx.Dim{Size: int64(d)})
	}
	return v
}

// normalized is (x − offset)/scale, squashed where that is robust.
func (w *writer) normalized(x string, n spec.Norm, rank int) string {
	if n.How == "none" {
		return x
	}
	w.layer = n.Tensor
	dims := perChannel(n.Size, rank)
	d := w.node("Sub", []string{x, w.tensor(n.Tensor+".offset", dims)})
	y := w.node("Div", []string{d, w.tensor(n.Tensor+".scale", dims)})
	if n.How == "robust" {
		y = w.expression(expr.MustParse(op.Squash, "x"), []string{y})
	}
	return y
}

// perChannel is the shape of a vector laid along the channels, the first axis of a row.
func perChannel(n, rank int) []int {
	return append([]int{n}, slices.Repeat([]int{1}, rank-1)...)
}

// mean is what a head reads: of an ensemble the mean.
func (w *writer) mean(h *spec.Output, value func(spec.Source) string) string {
	if h.Alone() {
		return value(h.From)
	}
	w.layer = "ensemble"
	var members []string
	for _, from := range h.Reads() {
		members = append(members, value(from))
	}
	return w.node("Mean", members)
}

// head writes an output of the graph, in the units of the targets.
func (w *writer) head(i int, h *spec.Output, x string) {
	w.layer = "output"
	name := "output"
	if h.Text != "" {
		w.layer, name = h.Text, h.Text
	}
	norms := w.spec.Norms()
	n := norms[len(norms)-len(w.spec.Outputs())+i]
	dims := w.spec.Shape(h.From)
	if n.How != "none" {
		x = w.node("Mul", []string{x, w.tensor(n.Tensor+".scale", dims)})
		x = w.node("Add", []string{x, w.tensor(n.Tensor+".offset", dims)})
	}
	if n.Log1p {
		x = w.expression(expr.MustParse("expm1(x)", "x"), []string{x})
	}
	if n.Clip { // Clip takes one bound for all outputs
		x = w.node("Max", []string{x, w.tensor(n.Tensor+".low", dims)})
		x = w.node("Min", []string{x, w.tensor(n.Tensor+".high", dims)})
	}
	for slices.ContainsFunc(w.graph.Inputs, func(v *onnx.Value) bool { return v.Name == name }) {
		name += "_out"
	}
	w.emit(&onnx.Node{Op: "Identity", Inputs: []string{x}, Outputs: []string{name}})
	w.graph.Outputs = append(w.graph.Outputs, w.value(name, dims))
}

// node appends a node and returns its output.
func (w *writer) node(name string, inputs []string, attrs ...*onnx.Attr) string {
	out := fmt.Sprintf("%s/%s_%d", w.layer, name, w.count)
	w.emit(&onnx.Node{Op: name, Inputs: inputs, Outputs: []string{out}, Attrs: attrs})
	return out
}

func (w *writer) emit(n *onnx.Node) {
	n.Name = fmt.Sprintf("%s/%s_%d", w.layer, n.Op, w.count)
	w.count++
	w.graph.Nodes = append(w.graph.Nodes, n)
}

// tensor is an initializer with the numbers of the weights file.
func (w *writer) tensor(name string, dims []int) string {
	if w.values[name] == "" {
		w.values[name] = name
		w.graph.Initializers = append(w.graph.Initializers, &onnx.Tensor{Name: name, Elem: w.elem, Dims: dims, Floats: w.tensors[name]})
	}
	return name
}

// numbers is an initializer with constants of the spec.
func (w *writer) numbers(dims []int, list ...float64) string {
	return w.constant(&onnx.Tensor{Elem: w.elem, Dims: dims, Floats: list})
}

func (w *writer) ints(list ...int) string {
	t := &onnx.Tensor{Elem: onnx.Int64, Dims: []int{len(list)}, Ints: []int64{}}
	for _, i := range list {
		t.Ints = append(t.Ints, int64(i))
	}
	return w.constant(t)
}

// constant adds an initializer, once for all that are equal.
func (w *writer) constant(t *onnx.Tensor) string {
	key := fmt.Sprint(t.Elem, t.Dims, t.Floats, t.Ints)
	if w.consts[key] == "" {
		t.Name = fmt.Sprintf("constant_%d", len(w.consts))
		w.consts[key] = t.Name
		w.graph.Initializers = append(w.graph.Initializers, t)
	}
	return w.consts[key]
}

func attrInt(name string, x int) *onnx.Attr {
	return &onnx.Attr{Name: name, Kind: onnx.KindInt, I: int64(x)}
}

func attrFloat(name string, x float64) *onnx.Attr {
	return &onnx.Attr{Name: name, Kind: onnx.KindFloat, F: x}
}

func attrInts(name string, list []int) *onnx.Attr {
	a := &onnx.Attr{Name: name, Kind: onnx.KindInts}
	for _, i := range list {
		a.Ints = append(a.Ints, int64(i))
	}
	return a
}
