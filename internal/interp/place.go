package interp

import "github.com/nngen/nngen/internal/ir"

// place computes D = 0 and then D[to] += A[from] for all entries of all blocks.
func (m *Machine) place(in *ir.Instr, dst *value, args []*value) {
	examples := 1
	if in.Dst.Batched {
		examples = m.examples
	}
	fill(dst.data, 0)
	for j := range examples {
		d := dst.example(j)
		for _, b := range in.Op.(*ir.Place).Blocks {
			a := args[b.Arg].example(j)
			b.Each(func(to, from int) { d[to] += a[from] })
		}
	}
}
