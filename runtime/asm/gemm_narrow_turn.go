package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// turn copies B, of which n rows are columns, to the frame, where each column begins at a vector. It reads the rows in
// pieces of 16 bytes.
func (g *narrowGemm) turn(frame reg.GPVirtual) {
	loop, end, to, left, each := g.kernel.label("turn"), g.kernel.GP64(), g.kernel.GP64(), g.kernel.gp("k"), 16/g.kernel.size()
	g.kernel.LEAQ(operand.Mem{Base: g.n, Disp: -1}, end)
	g.kernel.IMULQ(g.ldb, end)
	g.kernel.ADDQ(g.b, end)
	g.kernel.MOVQ(frame, to)
	g.kernel.Label(loop)
	for i, v := range g.kernel.turned(g.pieces(end, left)) {
		g.kernel.do("VMOVU", v, operand.Mem{Base: to, Disp: i * g.kernel.width()})
	}
	g.kernel.ADDQ(operand.Imm(16), g.b)
	g.kernel.ADDQ(operand.Imm(16), end)
	g.kernel.ADDQ(operand.I32(each*g.kernel.width()), to)
	g.kernel.SUBQ(operand.Imm(uint64(each)), left)
	g.kernel.JG(operand.LabelRef(loop))
	g.kernel.MOVQ(frame, g.b)
	g.kernel.MOVQ(operand.I32(g.kernel.width()), g.ldb)
}

// pieces loads 16 bytes of each row, no more than the numbers that are left in it. Rows with the same remainder stand in
// one vector, and the last row stands for those that are not there.
func (g *narrowGemm) pieces(end, left reg.GPVirtual) []reg.VecVirtual {
	place, next, each := g.kernel.GP64(), g.kernel.GP64(), 16/g.kernel.size()
	masks := g.pieceMasks(left)
	g.kernel.MOVQ(g.b, place)
	pieces := make([]reg.VecVirtual, each)
	for j := range g.kernel.lanes() {
		lane, at := j/each, operand.Mem{Base: place}
		switch {
		case lane == 0:
			pieces[j] = g.piece(at, masks[0])
		case g.kernel.wide:
			g.broadcastPiece(at, masks[lane], pieces[j%each])
		default:
			v := pieces[j%each]
			g.kernel.VINSERTF128(operand.Imm(1), g.piece(at, masks[0]).AsX(), v, v)
		}
		g.kernel.LEAQ(operand.Mem{Base: place, Index: g.ldb, Scale: 1}, next)
		g.kernel.CMPQ(place, end)
		g.kernel.CMOVQCS(next, place)
	}
	return pieces
}

// piece loads 16 bytes under a mask.
func (g *narrowGemm) piece(m operand.Mem, mask reg.Register) reg.VecVirtual {
	v := g.kernel.vector()
	if g.kernel.wide {
		g.kernel.do("VMOVU_Z", m, mask, v.AsX())
	} else {
		g.kernel.do("VMASKMOV", m, mask, v.AsX())
	}
	return v
}

// broadcastPiece loads 16 bytes into the lanes of a mask.
func (g *narrowGemm) broadcastPiece(m operand.Mem, mask, v reg.Register) {
	if g.kernel.double {
		g.kernel.VBROADCASTF64X2(m, mask, v)
	} else {
		g.kernel.VBROADCASTF32X4(m, mask, v)
	}
}

// pieceMasks returns the masks of the numbers left, up to 16 bytes of them, for each 16 bytes of a vector.
func (g *narrowGemm) pieceMasks(left reg.GPVirtual) []reg.Register {
	each, n, most := 16/g.kernel.size(), g.kernel.GP64(), g.kernel.GP64()
	g.kernel.MOVQ(left, n)
	g.kernel.MOVQ(operand.I32(each), most)
	g.kernel.CMPQ(n, most)
	g.kernel.CMOVQGT(most, n)
	if !g.kernel.wide {
		return []reg.Register{g.kernel.lanesBelow(n).(reg.VecVirtual).AsX()}
	}
	bits := g.kernel.GP64()
	g.kernel.MOVQ(operand.I32(-1), bits)
	g.kernel.BZHIQ(n, bits, bits)
	masks := make([]reg.Register, g.kernel.width()/16)
	for i := range masks {
		masks[i] = g.kernel.K()
		g.kernel.KMOVW(bits.As32(), masks[i])
		g.kernel.SHLQ(operand.Imm(uint64(each)), bits)
	}
	return masks
}

// turned returns the transpose of each matrix that the vectors hold in their 16 bytes.
func (k kernel) turned(v []reg.VecVirtual) []reg.VecVirtual {
	if k.double {
		return k.unpacked("PD", v[0], v[1])
	}
	even, odd := k.unpacked("PS", v[0], v[1]), k.unpacked("PS", v[2], v[3])
	return append(k.unpacked("PD", even[0], odd[0]), k.unpacked("PD", even[1], odd[1])...)
}

// unpacked returns the numbers of a and b in turn: those from the lower half of each 16 bytes, and those from the upper.
func (k kernel) unpacked(suffix string, a, b reg.Register) []reg.VecVirtual {
	low, high := k.vector(), k.vector()
	k.append("VUNPCKL", suffix, []operand.Op{b, a, low})
	k.append("VUNPCKH", suffix, []operand.Op{b, a, high})
	return []reg.VecVirtual{low, high}
}
