package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// input loads the input so many places on into all lanes.
func (g bgemvPanel) input(i int) reg.VecVirtual {
	return g.broadcast(operand.Mem{Base: g.x, Disp: i * g.size()})
}

// rest adds the pairs whose vectors do not lie within W, and the input that has no other.
func (g bgemvPanel) rest() {
	left, odd, name := g.gp("k"), g.GP64(), g.name+"rest"
	g.MOVQ(left, odd)
	g.SHRQ(operand.Imm(1), left)
	g.SUBQ(g.address(g.Param("whole")), left)
	g.JE(operand.LabelRef(name + "odd"))
	g.Label(name)
	x := [2]reg.VecVirtual{g.input(0), g.input(1)}
	for v, s := range g.sums {
		g.addPairs(g.load(operand.Mem{Base: g.w}, v), x, s)
	}
	g.ADDQ(g.ld, g.w)
	g.ADDQ(operand.Imm(8), g.x)
	g.tally(left, name)
	g.Label(name + "odd")
	g.TESTQ(operand.U32(1), odd)
	g.JE(operand.LabelRef(name + "end"))
	x[0] = g.input(0)
	for v, s := range g.sums {
		g.do("VFMADD231", g.first(g.load(operand.Mem{Base: g.w}, v)), x[0], s)
	}
	g.Label(name + "end")
}

// pieces is a vector to be stored in pieces, up to the numbers that are left. A masked store would not be forwarded to
// the loads that follow.
type pieces struct {
	kernel
	vector      reg.VecVirtual
	left, place reg.GPVirtual
}

func (k kernel) pieces() pieces { return pieces{k, k.vector(), k.GP64(), k.GP64()} }

func (p pieces) store(name string) {
	x := p.vector.AsX()
	store := map[int]func(){
		16: func() { p.VMOVUPS(p.vector, operand.Mem{Base: p.place}) },
		8:  func() { p.VMOVUPS(p.vector.AsY(), operand.Mem{Base: p.place}) },
		4:  func() { p.VMOVUPS(x, operand.Mem{Base: p.place}) },
		2:  func() { p.VMOVLPS(x, operand.Mem{Base: p.place}) },
		1:  func() { p.VMOVSS(x, operand.Mem{Base: p.place}) },
	}
	for n := p.lanes(); n > 0; n /= 2 {
		next := p.label(name + "piece")
		p.TESTQ(operand.U32(n), p.left)
		p.JE(operand.LabelRef(next))
		store[n]()
		p.ADDQ(operand.Imm(uint64(n*p.size())), p.place)
		p.drop(n)
		p.Label(next)
	}
}

// drop moves the lanes that follow the first n to the front.
func (p pieces) drop(n int) {
	x, y := p.vector.AsX(), p.vector.AsY()
	switch {
	case n == 8 && p.wide:
		p.VEXTRACTF32X8(operand.Imm(1), p.vector, y)
	case n == 4 && p.wide:
		p.VEXTRACTF32X4(operand.Imm(1), y, x)
	case n == 4:
		p.VEXTRACTF128(operand.Imm(1), y, x)
	case n == 2:
		p.VMOVHLPS(x, x, x)
	}
}
