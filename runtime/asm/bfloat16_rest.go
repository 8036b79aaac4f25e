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
	left, odd, name := g.kernel.gp("k"), g.kernel.GP64(), g.name+"rest"
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

// pieces is a vector to be stored in pieces, up to the numbers that are left. A masked store would not be forwarded to
// the loads that follow.
type pieces struct {
	kernel      kernel
	vector      reg.VecVirtual
	left, place reg.GPVirtual
}

func (k kernel) pieces() pieces { return pieces{k, k.vector(), k.GP64(), k.GP64()} }

func (p pieces) store(name string) {
	x := p.vector.AsX()
	store := map[int]func(){
		16: func() { p.kernel.VMOVUPS(p.vector, operand.Mem{Base: p.place}) },
		8:  func() { p.kernel.VMOVUPS(p.vector.AsY(), operand.Mem{Base: p.place}) },
		4:  func() { p.kernel.VMOVUPS(x, operand.Mem{Base: p.place}) },
		2:  func() { p.kernel.VMOVLPS(x, operand.Mem{Base: p.place}) },
		1:  func() { p.kernel.VMOVSS(x, operand.Mem{Base: p.place}) },
	}
	for n := p.kernel.lanes(); n > 0; n /= 2 {
		next := p.kernel.label(name + "piece")
		p.kernel.TESTQ(operand.U32(n), p.left)
		p.kernel.JE(operand.LabelRef(next))
		store[n]()
		p.kernel.ADDQ(operand.Imm(uint64(n*p.kernel.size())), p.place)
		p.drop(n)
		p.kernel.Label(next)
	}
}

// drop moves the lanes that follow the first n to the front.
func (p pieces) drop(n int) {
	x, y := p.vector.AsX(), p.vector.AsY()
	switch {
	case n == 8 && p.kernel.wide:
		p.kernel.VEXTRACTF32X8(operand.Imm(1), p.vector, y)
	case n == 4 && p.kernel.wide:
		p.kernel.VEXTRACTF32X4(operand.Imm(1), y, x)
	case n == 4:
		p.kernel.VEXTRACTF128(operand.Imm(1), y, x)
	case n == 2:
		p.kernel.VMOVHLPS(x, x, x)
	}
}
