package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// pair makes the vectors hold two rows each.
func (g *narrowGemm) pair() {
	each := g.kernel.lanes()
	g.pairs, g.kernel.bytes = true, 32
	both, low, high := g.kernel.GP64(), g.kernel.GP64(), g.kernel.GP64()
	g.kernel.LEAQ(operand.Mem{Base: g.n, Index: g.n, Scale: 1}, both)
	g.both = g.kernel.lanesBelow(both)
	g.kernel.MOVQ(operand.I32(-1), low)
	g.kernel.BZHIQ(g.n, low, low)
	g.kernel.MOVQ(low, high)
	g.kernel.SHLQ(operand.Imm(uint64(each)), high)
	g.kernel.ORQ(high, low)
	g.mask, g.upper = g.kernel.K(), g.kernel.K()
	g.kernel.KMOVW(low.As32(), g.mask)
	g.kernel.KMOVW(high.As32(), g.upper)
}

// row loads a row of B, or the bias.
func (g *narrowGemm) row(m operand.Mem) reg.VecVirtual {
	if !g.pairs {
		return g.load(m, 0)
	}
	v := g.kernel.vector()
	if g.kernel.double {
		g.kernel.VBROADCASTF64X2_Z(m, g.mask, v)
	} else {
		g.kernel.VBROADCASTF32X4_Z(m, g.mask, v)
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

// begun returns the sets of sums of the rows, the first of which begin with the bias.
func (g *narrowGemm) begun(height int) [][]reg.VecVirtual {
	var sums []reg.VecVirtual
	for i := 0; i < height; i += g.each() {
		sums = append(sums, g.kernel.copy(g.bias))
	}
	return append([][]reg.VecVirtual{sums}, g.kernel.zeros(g.sets()-1, height)...)
}

// isSingle reports whether sum i of a tile has the last row alone, though it is of pairs.
func (g *narrowGemm) isSingle(i int) bool { return g.pairs && 2*i+1 == g.height }

// finish raises what is below the floor, and stores the sums. The second row of a pair moves to where the first ends.
func (g *narrowGemm) finish(sums []reg.VecVirtual) {
	g.raise(sums)
	each := g.each()
	for i, s := range sums {
		at := operand.Mem{Base: g.c}
		if i%2 == 1 {
			at.Index, at.Scale = g.rowC, uint8(each)
		}
		switch {
		case g.isSingle(i):
			g.kernel.do("VMOVU", s.AsX(), g.mask, at) // nothing comes after it
		case g.pairs:
			g.kernel.do("VCOMPRESS_Z", s, g.mask, s)
			g.kernel.do("VMOVU", s, g.both, at)
		default:
			g.store(s, at, 0)
		}
		if i%2 == 1 {
			g.kernel.LEAQ(operand.Mem{Base: g.c, Index: g.rowC, Scale: uint8(2 * each)}, g.c)
		}
	}
	if len(sums)%2 == 1 {
		g.kernel.LEAQ(operand.Mem{Base: g.c, Index: g.rowC, Scale: uint8(each)}, g.c)
	}
}

// raise raises what is below the floor, if there is one: an addition would fit in the place of each maximum.
func (g *narrowGemm) raise(sums []reg.VecVirtual) {
	at, unbounded := g.kernel.address(g.kernel.Param("floor")), g.kernel.label("unbounded")
	if g.kernel.double {
		bits := g.kernel.GP64()
		g.kernel.MOVQ(operand.U64(math.Float64bits(math.Inf(-1))), bits)
		g.kernel.CMPQ(bits, at)
	} else {
		g.kernel.CMPL(at, operand.U32(math.Float32bits(float32(math.Inf(-1)))))
	}
	g.kernel.JE(operand.LabelRef(unbounded))
	floor := g.kernel.floor()
	for _, s := range sums {
		g.kernel.do("VMAX", s, floor, s)
	}
	g.kernel.Label(unbounded)
}
