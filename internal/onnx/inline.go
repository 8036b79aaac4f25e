package onnx

import (
	"fmt"
	"slices"
)

// Bounds of what functions may become: they may call each other, and so grow beyond any size.
const (
	maxCalls = 32
	maxNodes = 1 << 16
)

// operator is how a node names a function.
type operator struct{ domain, name, overload string }

// inliner writes functions out where they are called.
type inliner struct {
	functions map[operator]*Function
	calls     int // how many there were, for names
	nodes     int
}

func newInliner(m *Model) *inliner {
	in := &inliner{functions: map[operator]*Function{}}
	for _, f := range m.Functions {
		in.functions[operator{f.Domain, f.Name, f.Overload}] = f
	}
	return in
}

// all writes out the functions that the nodes call, and sets the version of each node.
func (in *inliner) all(nodes []*Node, opsets []Opset, depth int) (list []*Node, err error) {
	for _, n := range nodes {
		c := *n
		f := in.functions[operator{n.Domain, n.Op, n.Overload}]
		if f == nil {
			if in.nodes++; in.nodes > maxNodes {
				return nil, n.Refuse("the graph has more than %d nodes when its functions are written out", maxNodes)
			}
			if err := c.setVersion(opsets); err != nil {
				return nil, err
			}
			list = append(list, &c)
			continue
		}
		if depth == maxCalls {
			return nil, n.Refuse("functions call each other more than %d deep", maxCalls)
		}
		body, err := in.call(&c, f)
		if err != nil {
			return nil, err
		}
		if body, err = in.all(body, f.opsets(opsets), depth+1); err != nil {
			return nil, err
		}
		list = append(list, body...)
	}
	return list, nil
}

// opsets are those of the function, else those of the model.
func (f *Function) opsets(model []Opset) []Opset { return slices.Concat(f.Opsets, model) }

// setVersion finds the version of the operators of the node's domain. A domain may be listed twice, with one version.
func (n *Node) setVersion(opsets []Opset) error {
	for _, o := range opsets {
		if o.Domain == n.Domain {
			n.Version = o.Version
			break
		}
	}
	if n.Version == 0 {
		return n.Refuse("the file does not say which version of the operators of %q it uses", n.Domain)
	}
	if n.Domain == Standard && (n.Version < MinOpset || n.Version > MaxOpset) {
		return n.Refuse("it is of opset %d; %d to %d are understood", n.Version, MinOpset, MaxOpset)
	}
	return nil
}

// call is the body of a function with the values and attributes of the node that calls it.
func (in *inliner) call(n *Node, f *Function) ([]*Node, error) {
	if len(n.Inputs) > len(f.Inputs) || len(n.Outputs) > len(f.Outputs) {
		return nil, n.Refuse("it has more inputs or outputs than the function that it calls")
	}
	in.calls++
	c := caller{node: n, function: f, prefix: fmt.Sprintf("%s#%d/", f.Name, in.calls), names: map[string]string{"": ""}}
	for i, name := range f.Inputs {
		c.names[name] = n.Input(i)
	}
	for i, name := range f.Outputs {
		if i < len(n.Outputs) && n.Outputs[i] != "" {
			if _, through := c.names[name]; through {
				return nil, n.Refuse("the function that it calls returns its own input; an Identity would be needed")
			}
			c.names[name] = n.Outputs[i]
		}
	}
	var body []*Node
	for _, inner := range f.Nodes {
		b, err := c.instance(inner)
		if err != nil {
			return nil, err
		}
		body = append(body, b)
	}
	return body, nil
}

// caller renames what a function says to what its caller says.
type caller struct {
	node     *Node
	function *Function
	prefix   string
	names    map[string]string
}

func (c *caller) instance(inner *Node) (*Node, error) {
	n := *inner
	n.Name = c.prefix + n.Name
	n.Inputs, n.Outputs = c.rename(inner.Inputs), c.rename(inner.Outputs)
	n.Attrs = nil
	for _, a := range inner.Attrs {
		if a.Kind == KindGraph {
			return nil, n.Refuse("an operator with a graph inside a function is not understood")
		}
		if a = c.attr(a); a != nil {
			n.Attrs = append(n.Attrs, a)
		}
	}
	return &n, nil
}

func (c *caller) rename(names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		outer, ok := c.names[name]
		if !ok {
			outer = c.prefix + name
			c.names[name] = outer
		}
		list[i] = outer
	}
	return list
}

// attr is the attribute, or the one of the caller that it stands for; nil where the caller leaves that out.
func (c *caller) attr(a *Attr) *Attr {
	if a.Ref == "" {
		return a
	}
	given := c.node.Attr(a.Ref)
	if given == nil {
		given = (&Node{Attrs: c.function.Defaults}).Attr(a.Ref)
	}
	if given == nil {
		return nil
	}
	named := *given
	named.Name = a.Name
	return &named
}
