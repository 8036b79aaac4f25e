package lower

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

type elem = onnx.Elem

// Graph lowers a graph. Rows along the first axis of all inputs are a batch where every node treats them apart; else, where
// all sizes are fixed, the shapes of the file are those of one row.
func Graph(g *onnx.Graph) (*Network, error) { return graph(g, false) }

// Smooth is Graph, but what quantizes only keeps numbers within the range of its integers and a step more: nothing is rounded.
func Smooth(g *onnx.Graph) (*Network, error) { return graph(g, true) }

func graph(g *onnx.Graph, smooth bool) (*Network, error) {
	if isTable(g) {
		return lower(g, free, true, smooth)
	}
	batch, err := batchOf(g)
	if err == nil {
		net, problem := lower(g, batch, true, smooth)
		if problem == nil {
			return net, nil
		}
		err = problem
	}
	if batch == free {
		return nil, err
	}
	if net, single := lower(g, 0, false, smooth); single == nil {
		return net, nil
	} else if batch == none {
		return nil, single
	}
	return nil, err
}

// Batches that are not a number of rows.
const (
	free = 0  // the file leaves it open
	none = -1 // the first axes of the inputs differ
)

// batchOf is the size of the first axis of all inputs.
func batchOf(g *onnx.Graph) (int, error) {
	batch, open := -2, false
	for _, v := range g.Inputs {
		if len(v.Dims) == 0 {
			return none, fmt.Errorf("the input %q has no axis for the batch", v.Name)
		}
		size := int(max(v.Dims[0].Size, 0))
		if batch != -2 && size != batch {
			return none, fmt.Errorf("the first axes of the inputs differ: %d and %d", batch, size)
		}
		batch, open = size, open || size <= 0
	}
	if open || batch == -2 {
		return free, nil
	}
	return batch, nil
}

// builder makes the network.
type builder struct {
	net     *Network
	values  map[string]*value
	batched bool
	views   map[string]*Layer
	ids     map[*Layer]int
	zero    *Layer // 0, of which constants are made
	uses    map[string]int
	node    *onnx.Node
	smooth  bool                  // nothing is rounded to integers that stand for steps
	bounds  map[*Layer][2]float64 // what layers were kept within by that
}

func lower(g *onnx.Graph, batch int, batched, smooth bool) (net *Network, err error) {
	b := &builder{net: &Network{Batch: batch, Single: !batched}, values: map[string]*value{}, batched: batched, views: map[string]*Layer{}, ids: map[*Layer]int{},
		smooth: smooth, bounds: map[*Layer][2]float64{}}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case failure:
			net, err = nil, b.refusal(string(e))
		default:
			net, err = nil, b.refusal(fmt.Sprintf("internal error: %v; please report this with the file", e))
		}
	}()
	if isTable(g) {
		b.columnInputs(g)
	} else {
		b.inputs(g)
	}
	for _, t := range g.Initializers {
		b.values[t.Name] = &value{elem: t.Elem, dims: t.Dims, known: t}
	}
	needed := b.needed(g)
	for _, n := range needed {
		b.node = n
		b.lowerNode(n)
	}
	b.node = nil
	b.heads(g)
	b.net.tidy()
	if b.net.Columns != nil {
		b.net.settle()
	}
	if classes, ok := classesOf(g); ok {
		return b.net, b.net.classify(b.net.Heads[0], classes)
	}
	return b.net, nil
}

// failure ends the lowering; lower makes an error of it.
type failure string

func fail(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }

func need(ok bool, format string, args ...any) {
	if !ok {
		fail(format, args...)
	}
}

// reason is what a refusal says without its node.
func reason(err error) string {
	if r, ok := errors.AsType[*onnx.Refusal](err); ok {
		return r.Reason
	}
	return err.Error()
}

func (b *builder) refusal(reason string) error {
	if b.node == nil {
		return fmt.Errorf("%s", reason)
	}
	return b.node.Refuse("%s", reason)
}

// inputs makes a layer of each input of the graph.
func (b *builder) inputs(g *onnx.Graph) {
	for _, v := range g.Inputs {
		need(v.Type == onnx.TensorType && v.Elem.Known(), "the input %q is no tensor of numbers", v.Name)
		need(v.Elem != onnx.String, "the input %q holds texts: input types of the spec would be needed", v.Name)
		need(v.Shaped, "the shape of the input %q is not in the file", v.Name)
		var dims []int
		for i, d := range v.Dims {
			if i == 0 && b.batched {
				continue
			}
			need(d.Size > 0 && d.Size <= 1<<24, "axis %d of the input %q has no fixed size", i, v.Name)
			dims = append(dims, int(d.Size))
		}
		l := &Layer{Kind: "input", Name: v.Name, Dims: atLeast1(dims)}
		need(size(l.Dims) <= 1<<24, "the input %q is too large", v.Name)
		b.ids[l] = len(b.ids)
		b.net.Inputs = append(b.net.Inputs, l)
		b.values[v.Name] = &value{elem: v.Elem, dims: dims, batched: b.batched, layer: l}
	}
}

func atLeast1(dims []int) []int {
	if len(dims) == 0 {
		return []int{1}
	}
	return dims
}

// size is the number of entries of a shape, or where that is more than an int32 holds the largest one.
func size(dims []int) int {
	n := 1
	for _, d := range dims {
		if d > 0 && n > math.MaxInt32/d {
			return math.MaxInt32
		}
		n *= d
	}
	return n
}

// needed lists the nodes that outputs depend on, and counts how often each value is read by them.
func (b *builder) needed(g *onnx.Graph) []*onnx.Node {
	uses := map[string]int{}
	for _, v := range wanted(g) {
		uses[v.Name]++
	}
	var list []*onnx.Node
	for _, n := range slices.Backward(g.Nodes) {
		if !slices.ContainsFunc(n.Outputs, func(o string) bool { return o != "" && uses[o] > 0 }) {
			continue
		}
		list = append(list, n)
		for _, in := range n.Inputs {
			uses[in]++
		}
	}
	slices.Reverse(list)
	b.uses = uses
	return list
}

// lowerNode gives the outputs of a node their values.
func (b *builder) lowerNode(n *onnx.Node) {
	in := make([]*value, len(n.Inputs))
	for i, name := range n.Inputs {
		in[i] = b.values[name]
	}
	out := b.outputs(n, in)
	for i, name := range n.Outputs {
		if name == "" || b.uses[name] == 0 {
			continue
		}
		need(i < len(out) && out[i] != nil, "its output %d (%s) is not understood", i, name)
		v := out[i]
		if v.uses > 0 || v.layer != nil { // another name of the same value, or of the same layer
			c := *v
			v = &c
		}
		v.uses = b.uses[name]
		if v.layer != nil && v.layer.Name == "" {
			v.layer.Name = name
		}
		b.values[name] = v
	}
}

func (b *builder) outputs(n *onnx.Node, in []*value) []*value {
	if allKnown(in) {
		out := b.compute(n, in)
		b.remember(n, in, out)
		return out
	}
	r, ok := rules[n.Operator()]
	if !ok {
		fail("specs have no words for this operator")
	}
	if err := n.Arity(r.low, r.high); err != nil {
		fail("%s", reason(err))
	}
	for i := range r.low {
		need(in[i] != nil, "its input %d is left out", i)
	}
	c := &call{Args: n.Args(), b: b, n: n, in: in}
	out := c.inSteps(r.f)
	if out == nil {
		out = r.f(c)
	}
	if err := c.Done(); err != nil {
		fail("%s", reason(err))
	}
	return out
}

// rule is how an operator is lowered, and how many inputs it takes.
type rule struct {
	low, high int
	f         func(c *call) []*value
}

// call is one node that is lowered.
type call struct {
	*onnx.Args
	b  *builder
	n  *onnx.Node
	in []*value
}

func (c *call) opt(i int) *value {
	if i < len(c.in) {
		return c.in[i]
	}
	return nil
}

func (c *call) before(version int64) bool { return c.n.Version < version }

// constant returns an input that has to be known.
func (c *call) constant(i int) *eval.Tensor {
	v := c.in[i]
	need(v.known != nil && !v.batched, "its input %d is computed; a constant is needed", i)
	return v.known
}

// ints reads integers from an attribute, or since a version from an input that has to be known; nil where they are left out.
func (c *call) ints(name string, i int, since int64) []int64 {
	if c.before(since) {
		return c.Ints(name)
	}
	if c.opt(i) == nil {
		return nil
	}
	t := c.constant(i)
	need(t.Elem.IsInt(), "its input %d holds %v", i, t.Elem)
	return t.Ints
}

// axis makes of an axis of the graph one of a row.
func (c *call) axis(v *value, a int64) int {
	rank := int64(v.rank())
	need(a >= -rank && a < rank, "axis %d is outside of rank %d", a, rank)
	if a < 0 {
		a += rank
	}
	if !v.batched {
		return int(a)
	}
	need(a > 0, "it works across rows, along the axis of the batch")
	return int(a) - 1
}

func one(v *value) []*value { return []*value{v} }

// add appends a layer to the network.
func (b *builder) add(l *Layer) *Layer {
	need(len(b.net.Layers) < 1000, "the network has more than 1000 layers")
	need(size(l.Dims) <= 1<<24, "a value of shape %v is too large", l.Dims)
	if l.Nodes == nil {
		l.Nodes = b.noted(nil)
	}
	b.ids[l] = len(b.ids)
	b.net.Layers = append(b.net.Layers, l)
	return l
}

// result is the value that a layer computes, with the dimensions that it has in the graph.
func (b *builder) result(like *value, l *Layer, dims []int) *value {
	need(!slices.Contains(dims, 0), "a shape %v is empty", dims)
	return &value{elem: like.elem, dims: dims, batched: like.batched, layer: l}
}

// view shows a layer in another shape.
func (b *builder) view(l *Layer, dims []int) *Layer {
	dims = atLeast1(dims)
	if slices.Equal(l.Dims, dims) {
		return l
	}
	for l.Kind == "reshape" || l.Kind == "flatten" {
		l = l.From[0]
	}
	if slices.Equal(l.Dims, dims) {
		return l
	}
	key := fmt.Sprint(b.ids[l], dims)
	if v := b.views[key]; v != nil {
		return v
	}
	v := &Layer{Kind: "flatten", From: []*Layer{l}, Dims: dims}
	if len(dims) > 1 {
		v.Kind, v.Attrs = "reshape", []Attr{{"shape", dims}}
	}
	b.views[key] = b.add(v)
	return v
}

// shaped is the layer that computes a value, in the shape of the graph.
func (b *builder) shaped(v *value) *Layer { return b.view(b.layer(v), v.dims) }
