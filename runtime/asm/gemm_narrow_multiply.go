package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// steps adds the products of A's columns and B's rows, four at a time: moving pointers takes the places of additions.
func (g *narrowGemm) steps(name string, a rows, sets [][]reg.VecVirtual) {
	b, k, ones, end := g.kernel.GP64(), g.kernel.gp("k"), name+"ones", name+"end"
	at := g.kernel.four(b, g.ldb)
	g.kernel.MOVQ(g.b, b)
	g.kernel.SUBQ(operand.Imm(4), k)
	g.kernel.JL(operand.LabelRef(ones))
	g.kernel.Label(name)
	g.fourSteps(a, at, sets)
	g.kernel.LEAQ(operand.Mem{Base: b, Index: g.ldb, Scale: 4}, b)
	a.advance(g.kernel, operand.Imm(uint64(4*g.kernel.size())))
	g.kernel.SUBQ(operand.Imm(4), k)
	g.kernel.JGE(operand.LabelRef(name))
	g.kernel.Label(ones)
	g.kernel.ADDQ(operand.Imm(4), k)
	g.kernel.JE(operand.LabelRef(end))
	g.kernel.Label(ones + "more")
	g.step(a, 0, g.row(at[0]), sets[0])
	g.kernel.ADDQ(g.ldb, b)
	a.advance(g.kernel, operand.Imm(uint64(g.kernel.size())))
	g.kernel.tally(k, ones+"more")
	g.kernel.Label(end)
}

// fourSteps adds the products of the first four columns of A and the rows of B. Of the numbers that a pair is multiplied
// by 16 bytes are loaded at a time: there are more places for shuffles than for loads.
func (g *narrowGemm) fourSteps(a rows, at []operand.Mem, sets [][]reg.VecVirtual) {
	var b []reg.VecVirtual
	for p, m := range at {
		b = append(b, g.row(m))
		if !g.pairs {
			g.step(a, p, b[p], sets[p%len(sets)])
		}
	}
	for i, sum := range sets[0] {
		if !g.pairs {
			break
		}
		for p := 0; p < 4; p += 16 / g.kernel.size() {
			x := g.kernel.vector()
			g.kernel.VBROADCASTF128(a.at(2*i, p*g.kernel.size()), x)
			if !g.isSingle(i) {
				g.kernel.VINSERTF128(operand.Imm(1), a.at(2*i+1, p*g.kernel.size()), x, x)
			}
			for q := range 16 / g.kernel.size() {
				g.kernel.do("VFMADD231", b[p+q], g.kernel.spreadLane(x, q), sum)
			}
		}
	}
}

// spreadLane returns number i of each 16 bytes in all lanes of these.
func (k kernel) spreadLane(x reg.VecVirtual, i int) reg.VecVirtual {
	v, each := k.vector(), 0x55
	if k.double {
		each = 0xf
	}
	k.do("VPERMIL", operand.Imm(uint64(i*each)), x, v)
	return v
}

// step adds the product of column p of A and a row of B.
func (g *narrowGemm) step(a rows, p int, b reg.VecVirtual, sums []reg.VecVirtual) {
	p *= g.kernel.size()
	for i, s := range sums {
		switch {
		case g.pairs:
			x := g.kernel.broadcast(a.at(2*i, p))
			if !g.isSingle(i) {
				g.kernel.broadcastTo(a.at(2*i+1, p), g.upper, x)
			}
			g.kernel.do("VFMADD231", b, x, s)
		case g.kernel.wide:
			g.kernel.do("VFMADD231_BCST", a.at(i, p), b, s)
		default:
			g.kernel.do("VFMADD231", b, g.kernel.broadcast(a.at(i, p)), s)
		}
	}
}
