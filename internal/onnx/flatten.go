package onnx

import (
	"fmt"
	"slices"
)

// Flatten makes of a model one plain graph: functions are written out, constants are among the initializers, inputs that
// repeat an initializer are gone, every node knows the version of its operators, and nodes come after what they read. The
// model stays as it is.
func (m *Model) Flatten() (*Graph, error) {
	in := newInliner(m)
	nodes, err := in.all(m.Graph.Nodes, m.Opsets, 0)
	if err != nil {
		return nil, err
	}
	g := &Graph{Name: m.Graph.Name, Doc: m.Graph.Doc, Outputs: m.Graph.Outputs, Values: m.Graph.Values}
	g.Initializers = slices.Clone(m.Graph.Initializers)
	if g.Nodes, err = g.takeConstants(nodes); err != nil {
		return nil, err
	}
	if err := g.takeInputs(m.Graph.Inputs); err != nil {
		return nil, err
	}
	if err := g.sort(); err != nil {
		return nil, err
	}
	return g, g.outputs()
}

// takeConstants makes initializers of the Constant nodes, and returns the others.
func (g *Graph) takeConstants(nodes []*Node) (rest []*Node, err error) {
	for _, n := range nodes {
		if n.Op != "Constant" || n.Domain != Standard {
			rest = append(rest, n)
			continue
		}
		if len(n.Outputs) != 1 || len(n.Attrs) != 1 {
			return nil, n.Refuse("a constant has one output and one attribute")
		}
		t, err := n.Attrs[0].tensor()
		if err != nil {
			return nil, n.Refuse("%v", err)
		}
		t.Name = n.Outputs[0]
		g.Initializers = append(g.Initializers, t)
	}
	return rest, nil
}

// tensor is the value of the only attribute of a Constant.
func (a *Attr) tensor() (*Tensor, error) {
	switch a.Name {
	case "value":
		if a.T != nil {
			t := *a.T
			return &t, nil
		}
	case "value_float":
		return &Tensor{Elem: Float, Dims: []int{}, Floats: []float64{a.F}}, nil
	case "value_floats":
		return &Tensor{Elem: Float, Dims: []int{len(a.Floats)}, Floats: a.Floats}, nil
	case "value_int":
		return &Tensor{Elem: Int64, Dims: []int{}, Ints: []int64{a.I}}, nil
	case "value_ints":
		return &Tensor{Elem: Int64, Dims: []int{len(a.Ints)}, Ints: a.Ints}, nil
	case "value_string":
		return &Tensor{Elem: String, Dims: []int{}, Strings: []string{a.S}}, nil
	case "value_strings":
		return &Tensor{Elem: String, Dims: []int{len(a.Strings)}, Strings: a.Strings}, nil
	}
	return nil, fmt.Errorf("a constant given as %s is not understood: a dense tensor, a number or a text would be", a.Name)
}

// takeInputs keeps the inputs that are no initializers.
func (g *Graph) takeInputs(inputs []*Value) error {
	constant := map[string]bool{}
	for _, t := range g.Initializers {
		if t.Name == "" || constant[t.Name] {
			return fmt.Errorf("two constants are called %q", t.Name)
		}
		constant[t.Name] = true
	}
	for _, v := range inputs {
		if !constant[v.Name] {
			g.Inputs = append(g.Inputs, v)
		}
	}
	return nil
}

// sort puts the nodes in an order in which each comes after what it reads, and otherwise as in the file.
func (g *Graph) sort() error {
	s := sorter{from: map[string]int{}, nodes: g.Nodes, state: make([]int, len(g.Nodes))}
	for _, v := range g.Inputs {
		if err := s.define(v.Name, given); err != nil {
			return err
		}
	}
	for _, t := range g.Initializers {
		if err := s.define(t.Name, given); err != nil {
			return err
		}
	}
	for i, n := range g.Nodes {
		for _, out := range n.Outputs {
			if out == "" {
				continue
			}
			if err := s.define(out, i); err != nil {
				return err
			}
		}
	}
	for i := range g.Nodes {
		if err := s.visit(i); err != nil {
			return err
		}
	}
	g.Nodes = s.sorted
	return nil
}

// given marks a value that no node computes.
const given = -1

// sorter walks from each node to those it reads.
type sorter struct {
	from   map[string]int // value → node
	nodes  []*Node
	state  []int // 0: not seen, 1: on the way, 2: done
	sorted []*Node
}

func (s *sorter) define(name string, node int) error {
	if _, twice := s.from[name]; twice {
		return fmt.Errorf("the value %q is defined twice", name)
	}
	s.from[name] = node
	return nil
}

// visit appends node i after those that it reads. It keeps its own stack: a chain may be as long as the file.
func (s *sorter) visit(i int) error {
	for stack := []int{i}; len(stack) > 0; {
		i := stack[len(stack)-1]
		if s.state[i] == 2 {
			stack = stack[:len(stack)-1]
			continue
		}
		pending, err := s.pending(i)
		if err != nil {
			return err
		}
		if len(pending) == 0 {
			s.state[i] = 2
			s.sorted = append(s.sorted, s.nodes[i])
			continue
		}
		if s.state[i] == 1 {
			return s.nodes[i].Refuse("it reads what is computed from its own output")
		}
		s.state[i] = 1
		stack = append(stack, pending...)
	}
	return nil
}

// pending lists the nodes that have to come before node i, the first last.
func (s *sorter) pending(i int) (list []int, err error) {
	for _, in := range slices.Backward(s.nodes[i].Inputs) {
		if in == "" {
			continue
		}
		from, known := s.from[in]
		if !known {
			return nil, s.nodes[i].Refuse("it reads %q, which nothing computes", in)
		}
		if from != given && s.state[from] != 2 {
			list = append(list, from)
		}
	}
	return list, nil
}

// outputs reports an output that nothing computes, and one that is there twice.
func (g *Graph) outputs() error {
	known := map[string]bool{}
	for _, v := range g.Inputs {
		known[v.Name] = true
	}
	for _, t := range g.Initializers {
		known[t.Name] = true
	}
	for _, n := range g.Nodes {
		for _, out := range n.Outputs {
			known[out] = true
		}
	}
	if len(g.Outputs) == 0 {
		return fmt.Errorf("the graph has no outputs")
	}
	for i, v := range g.Outputs {
		if v.Name == "" || !known[v.Name] {
			return fmt.Errorf("the output %q is computed by nothing", v.Name)
		}
		if slices.ContainsFunc(g.Outputs[:i], func(o *Value) bool { return o.Name == v.Name }) {
			return fmt.Errorf("the output %q is there twice", v.Name)
		}
	}
	return nil
}
