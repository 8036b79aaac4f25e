package vector

import "slices"

// code gives every node a place. Only the last step, but for a sum, writes the result, which may lie where an operand does.
func (c *compiler) code(result bool) *Code {
	code := &Code{Filled: c.filled, Operands: c.operands}
	for n := range c.numbers {
		code.Numbers = append(code.Numbers, n)
	}
	slices.Sort(code.Numbers)
	place := make([]Place, len(c.nodes))
	var free []int
	last := len(c.nodes) - 1
	if result && c.nodes[last].kernel == Sum {
		last--
	}
	for i, n := range c.nodes {
		s := Step{Kernel: n.kernel, Is: n.is}
		for _, a := range n.args {
			s.Args = append(s.Args, a.place(place))
		}
		for k, a := range n.args {
			if a.kind == Held && !slices.Contains(n.args[:k], a) && !c.readAfter(a.node, i) {
				free = append(free, place[a.node].Index)
			}
		}
		switch {
		case n.kernel == Sum:
		case result && i == last:
			s.Dst = Place{Kind: Result}
		case len(free) > 0:
			s.Dst = Place{Kind: Held, Index: slices.Min(free)}
			free = slices.DeleteFunc(free, func(k int) bool { return k == s.Dst.Index })
		default:
			s.Dst = Place{Kind: Held, Index: code.Held}
			code.Held++
		}
		place[i] = s.Dst
		code.Steps = append(code.Steps, s)
	}
	return code
}

// readAfter reports whether a node after the one at i reads the result of another.
func (c *compiler) readAfter(of, i int) bool {
	return slices.ContainsFunc(c.nodes[i+1:], func(n node) bool {
		return slices.ContainsFunc(n.args, func(a value) bool { return a.kind == Held && a.node == of })
	})
}

func (v value) place(of []Place) Place {
	switch v.kind {
	case Held:
		return of[v.node]
	case Filled:
		return Place{Kind: Filled, Index: v.node}
	case Number:
		return Place{Kind: Number, Value: v.num}
	}
	return Place{Kind: Operand, Name: v.name}
}
