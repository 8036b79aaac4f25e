package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// pair makes the vectors hold two rows each.
func (g *narrowGemm) pair() {
	each := g.lanes()
	g.pairs, g.bytes = true, 32
	both, low, high := g.GP64(), g.GP64(), g.GP64()
	g.LEAQ(operand.Mem{Base: g.n, Index: g.n, Scale: 1}, both)
	g.both = g.lanesBelow(both)
	g.MOVQ(operand.I32(-1), low)
	g.BZHIQ(g.n, low, low)
	g.MOVQ(low, high)
	g.SHLQ(operand.Imm(uint64(each)), high)
	g.ORQ(high, low)
	g.mask, g.upper = g.K(), g.K()
	g.KMOVW(low.As32(), g.mask)
	g.KMOVW(high.As32(), g.upper)
}

// row loads a row of B, or the bias.
func (g *narrowGemm) row(m operand.Mem) reg.VecVirtual {
	if !g.pairs {
		return g.load(m, 0)
	}
	v := g.vector()
	if g.double {
		g.VBROADCASTF64X2_Z(m, g.mask, v)
	} else {
		g.VBROADCASTF32X4_Z(m, g.mask, v)
	}
	return v
}

// each is how many rows a vector holds.
func (g *narrowGemm) each() int {
	if g.pairs {
		return 2
	}
	return 1
}

// begun returns the sums of the rows, which begin with the bias.
func (g *narrowGemm) begun(height int) []reg.VecVirtual {
	sums := make([]reg.VecVirtual, height/g.each())
	for i := range sums {
		sums[i] = g.copy(g.bias)
	}
	return sums
}

// finish raises what is below the floor, and stores the sums. The second row of a pair moves to where the first ends.
func (g *narrowGemm) finish(sums []reg.VecVirtual) {
	g.raise(sums)
	each := g.each()
	for i, s := range sums {
		at := operand.Mem{Base: g.c}
		if i%2 == 1 {
			at.Index, at.Scale = g.rowC, uint8(each)
		}
		if g.pairs {
			g.do("VCOMPRESS_Z", s, g.mask, s)
			g.do("VMOVU", s, g.both, at)
		} else {
			g.store(s, at, 0)
		}
		if i%2 == 1 {
			g.LEAQ(operand.Mem{Base: g.c, Index: g.rowC, Scale: uint8(2 * each)}, g.c)
		}
	}
	if len(sums)%2 == 1 {
		g.ADDQ(g.rowC, g.c)
	}
}

// raise raises what is below the floor, if there is one: an addition would fit in the place of each maximum.
func (g *narrowGemm) raise(sums []reg.VecVirtual) {
	at, unbounded := g.address(g.Param("floor")), g.label("unbounded")
	if g.double {
		bits := g.GP64()
		g.MOVQ(operand.U64(math.Float64bits(math.Inf(-1))), bits)
		g.CMPQ(bits, at)
	} else {
		g.CMPL(at, operand.U32(math.Float32bits(float32(math.Inf(-1)))))
	}
	g.JE(operand.LabelRef(unbounded))
	floor := g.floor()
	for _, s := range sums {
		g.do("VMAX", s, floor, s)
	}
	g.Label(unbounded)
}
