package codegen

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// minReuse is from how many entries on an array takes the place of one that nothing reads any more: Go clears each array, and the more
// there are, the fewer weights stay in a near cache.
const minReuse = 16

// arrays are those that Forward declares.
type arrays struct {
	declared map[*ir.Buffer]bool
	holders  []*ir.Buffer       // those with memory of their own
	until    map[*ir.Buffer]int // the number of the last call that uses what a holder holds
	last     map[*ir.Buffer]int // the number of the last call that uses a buffer
	order    map[*ir.Call]int   // the numbers of calls
}

func (g *generator) newArrays() *arrays {
	a := &arrays{declared: map[*ir.Buffer]bool{}, until: map[*ir.Buffer]int{}, last: map[*ir.Buffer]int{}, order: map[*ir.Call]int{}}
	for i, c := range g.prog.Calls.One {
		a.order[c] = i
		for _, in := range c.Instrs {
			a.last[in.Dst.Memory()] = i
			for _, b := range in.Args {
				a.last[b.Memory()] = i
			}
		}
	}
	return a
}

// declare declares the array that a call writes to, or lets it take the place of another.
func (r *row) declare(c *ir.Call) {
	b, a := c.Last().Dst.Memory(), r.arrays
	if b.Role != ir.Temp || b == r.prog.Output || r.apart || a.declared[b] {
		return
	}
	a.declared[b] = true
	free := func(h *ir.Buffer) bool { return h.Size() == b.Size() && a.until[h] < a.order[c] }
	if k := slices.IndexFunc(a.holders, free); k >= 0 && b.Size() >= minReuse {
		h := a.holders[k]
		r.Id(b.Name).Op(":=").Op("&").Id(h.Name).Comment("// which is not read any more")
		a.until[h] = a.last[b]
		return
	}
	r.Var().Id(b.Name).Add(r.array(b.Size()))
	a.holders, a.until[b] = append(a.holders, b), a.last[b]
}
