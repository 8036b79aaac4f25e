package eval

import (
	"fmt"

	"github.com/nngen/nngen/internal/onnx"
)

// Tensor is a value.
type Tensor = onnx.Tensor

// Limits of what a graph may compute, in elements: of one value, and of all together. A small file may ask for more memory
// than there is.
const (
	maxElements = 1 << 24
	maxTotal    = 1 << 28
)

// Mode is what becomes of numbers where a graph rounds them to integers that stand for steps of a scale.
type Mode int

// The modes.
const (
	// AsIs rounds as runtimes do, after a division in float32.
	AsIs Mode = iota
	// InDouble rounds the quotient in float64, of which next to none lies between two integers.
	InDouble
	// Smooth keeps numbers within the range of the integers and a step more, and does not round them.
	Smooth
)

// Run computes the outputs of a graph, in its order. Each of its inputs must be given.
func Run(g *onnx.Graph, inputs map[string]*Tensor) ([]*Tensor, error) {
	return RunIn(AsIs, g, inputs)
}

// RunIn is Run in a mode.
func RunIn(mode Mode, g *onnx.Graph, inputs map[string]*Tensor) ([]*Tensor, error) {
	values := map[string]*Tensor{}
	for _, t := range g.Initializers {
		values[t.Name] = t
	}
	for _, v := range g.Inputs {
		t := inputs[v.Name]
		if t == nil {
			return nil, fmt.Errorf("the input %q is not given", v.Name)
		}
		values[v.Name] = t
	}
	total := 0
	for _, n := range g.Nodes {
		size, err := step(n, values, mode)
		if err != nil {
			return nil, err
		}
		if total += size; total > maxTotal {
			return nil, n.Refuse("the graph computes more than %d numbers", maxTotal)
		}
	}
	var outputs []*Tensor
	for _, v := range g.Outputs {
		outputs = append(outputs, values[v.Name])
	}
	return outputs, nil
}

// step computes one node and returns how many numbers it computed.
func step(n *onnx.Node, values map[string]*Tensor, mode Mode) (size int, err error) {
	var in []*Tensor
	for _, name := range n.Inputs {
		t := values[name]
		if t == nil && name != "" {
			return 0, n.Refuse("it reads %q, which is not computed", name)
		}
		in = append(in, t)
	}
	out, err := node(n, in, mode)
	if err != nil {
		return 0, err
	}
	for i, name := range n.Outputs {
		if name == "" {
			continue
		}
		if i >= len(out) || out[i] == nil {
			return 0, n.Refuse("its output %d (%s) is not computed by nngen", i, name)
		}
		values[name] = out[i]
		size += count(out[i].Dims)
	}
	return size, nil
}

// Known reports whether the operator of a node is understood.
func Known(n *onnx.Node) bool {
	_, ok := operators[n.Operator()]
	return ok
}

// Node computes one node from its inputs, nil for those that are left out.
func Node(n *onnx.Node, in []*Tensor) ([]*Tensor, error) { return node(n, in, AsIs) }

func node(n *onnx.Node, in []*Tensor, mode Mode) (out []*Tensor, err error) {
	op, ok := operators[n.Operator()]
	if !ok {
		return nil, n.Refuse("this operator is not understood")
	}
	if err := n.Arity(op.low, op.high); err != nil {
		return nil, err
	}
	c := &call{Args: n.Args(), node: n, in: in, mode: mode}
	for i := range op.low {
		if in[i] == nil {
			return nil, n.Refuse("its input %d is left out", i)
		}
	}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case failure:
			out, err = nil, n.Refuse("%s", e)
		default:
			out, err = nil, n.Refuse("internal error: %v; please report this with the file", e)
		}
	}()
	out = op.f(c)
	return out, c.Done()
}

// operator is how a node is computed, and how many inputs it takes.
type operator struct {
	low, high int
	f         func(c *call) []*Tensor
}

// many is the number of inputs of operators that take any number.
const many = 1 << 20

// call is one node that is computed.
type call struct {
	*onnx.Args
	node *onnx.Node
	in   []*Tensor
	mode Mode
}

func (c *call) smooth() bool { return c.mode == Smooth }

// failure ends the computation of a node; Node makes an error of it.
type failure string

// fail ends the computation of the node.
func fail(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }

// need ends the computation unless ok.
func need(ok bool, format string, args ...any) {
	if !ok {
		fail(format, args...)
	}
}

// opt returns input i, nil where it is left out.
func (c *call) opt(i int) *Tensor {
	if i < len(c.in) {
		return c.in[i]
	}
	return nil
}

// floats returns the numbers of an input that must be of floating point.
func (c *call) floats(i int) *Tensor {
	t := c.in[i]
	need(t.Elem.IsFloat(), "its input %d holds %v where numbers of floating point are needed", i, t.Elem)
	return t
}

// before reports whether the node is of an older version of the operators.
func (c *call) before(version int64) bool { return c.node.Version < version }

// axis reads an axis, counted from the end where negative, of a tensor of that rank; rank itself is allowed with one more.
func axis(a int64, rank int) int {
	need(a >= -int64(rank) && a < int64(rank), "axis %d is outside of rank %d", a, rank)
	if a < 0 {
		a += int64(rank)
	}
	return int(a)
}

// axes reads axes, each once.
func axes(list []int64, rank int) []int {
	var out []int
	seen := map[int]bool{}
	for _, a := range list {
		i := axis(a, rank)
		need(!seen[i], "axis %d is there twice", i)
		seen[i] = true
		out = append(out, i)
	}
	return out
}

func one(t *Tensor) []*Tensor { return []*Tensor{t} }
