package onnx

import (
	"fmt"

	"github.com/nngen/nngen/internal/words"
)

// Args reads the attributes of a node for those who know its operator. What they do not ask for is refused by Done: an
// attribute that is not understood may change what the node means.
type Args struct {
	node *Node
	used map[string]bool
	err  error
}

// Args starts to read the attributes of a node.
func (n *Node) Args() *Args { return &Args{node: n, used: map[string]bool{}} }

// get returns the attribute if it is there, and is of the kind.
func (a *Args) get(name string, kind Kind) *Attr {
	a.used[name] = true
	at := a.node.Attr(name)
	if at == nil {
		return nil
	}
	if at.Kind != kind || at.Ref != "" {
		a.err = a.node.Refuse("the attribute %s is of another kind than the operator's", name)
		return nil
	}
	return at
}

// Has reports whether the node has the attribute.
func (a *Args) Has(name string) bool { return a.node.Attr(name) != nil }

// Int returns an attribute, or its default.
func (a *Args) Int(name string, def int64) int64 {
	if at := a.get(name, KindInt); at != nil {
		return at.I
	}
	return def
}

// Float returns an attribute, or its default.
func (a *Args) Float(name string, def float64) float64 {
	if at := a.get(name, KindFloat); at != nil {
		return at.F
	}
	return def
}

// Text returns an attribute, or its default.
func (a *Args) Text(name, def string) string {
	if at := a.get(name, KindString); at != nil {
		return at.S
	}
	return def
}

// Ints returns an attribute, or nil.
func (a *Args) Ints(name string) []int64 {
	if at := a.get(name, KindInts); at != nil {
		return at.Ints
	}
	return nil
}

// Floats returns an attribute, or nil.
func (a *Args) Floats(name string) []float64 {
	if at := a.get(name, KindFloats); at != nil {
		return at.Floats
	}
	return nil
}

// Texts returns an attribute, or nil.
func (a *Args) Texts(name string) []string {
	if at := a.get(name, KindStrings); at != nil {
		return at.Strings
	}
	return nil
}

// Tensor returns an attribute, or nil.
func (a *Args) Tensor(name string) *Tensor {
	if at := a.get(name, KindTensor); at != nil {
		return at.T
	}
	return nil
}

// Skip marks attributes that do not change what the operator means here.
func (a *Args) Skip(names ...string) {
	for _, n := range names {
		a.used[n] = true
	}
}

// Done reports what was wrong with an attribute, and one that nobody asked for.
func (a *Args) Done() error {
	if a.err != nil {
		return a.err
	}
	for _, at := range a.node.Attrs {
		if !a.used[at.Name] {
			return a.node.Refuse("its attribute %s is not understood", at.Name)
		}
	}
	return nil
}

// Arity refuses a node with fewer or more inputs than its operator has.
func (n *Node) Arity(low, high int) error {
	if len(n.Inputs) < low || len(n.Inputs) > high {
		return n.Refuse("it has %s, but the operator takes %s", words.Count(len(n.Inputs), "input"), span(low, high))
	}
	return nil
}

func span(low, high int) string {
	if low == high {
		return fmt.Sprint(low)
	}
	return fmt.Sprintf("%d to %d", low, high)
}
