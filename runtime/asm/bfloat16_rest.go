package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// input loads the input so many places on into all lanes.
func (g bgemvPanel) input(i int) reg.VecVirtual {
	return g.kernel.broadcast(operand.Mem{Base: g.x, Disp: i * g.kernel.size()})
}

// rest adds the pairs whose vectors do not lie within W, and the input that has no other.
func (g bgemvPanel) rest() {
	left, odd, name := g.k, g.kernel.GP64(), g.name+"rest"
	g.kernel.MOVQ(left, odd)
	g.kernel.SHRQ(operand.Imm(1), left)
	g.kernel.SUBQ(g.kernel.address(g.kernel.Param("whole")), left)
	g.kernel.JE(operand.LabelRef(name + "odd"))
	g.kernel.Label(name)
	x := [2]reg.VecVirtual{g.input(0), g.input(1)}
	for v, s := range g.sums {
		g.addPairs(g.load(operand.Mem{Base: g.w}, v), x, s)
	}
	g.kernel.ADDQ(g.ld, g.w)
	g.kernel.ADDQ(operand.Imm(8), g.x)
	g.kernel.tally(left, name)
	g.kernel.Label(name + "odd")
	g.kernel.TESTQ(operand.U32(1), odd)
	g.kernel.JE(operand.LabelRef(name + "end"))
	x[0] = g.input(0)
	for v, s := range g.sums {
		g.kernel.do("VFMADD231", g.kernel.first(g.load(operand.Mem{Base: g.w}, v)), x[0], s)
	}
	g.kernel.Label(name + "end")
}
