package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// turn copies B, of which n rows are columns, to the frame, where each column begins at a vector. It reads the rows in
// pieces of 16 bytes.
func (g *narrowGemm) turn(frame reg.GPVirtual) {
	loop, end, to, left, each := g.label("turn"), g.GP64(), g.GP64(), g.gp("k"), 16/g.size()
	g.LEAQ(operand.Mem{Base: g.n, Disp: -1}, end)
	g.IMULQ(g.ldb, end)
	g.ADDQ(g.b, end)
	g.MOVQ(frame, to)
	g.Label(loop)
	for i, v := range g.turned(g.pieces(end, left)) {
		g.do("VMOVU", v, operand.Mem{Base: to, Disp: i * g.width()})
	}
	g.ADDQ(operand.Imm(16), g.b)
	g.ADDQ(operand.Imm(16), end)
	g.ADDQ(operand.I32(each*g.width()), to)
	g.SUBQ(operand.Imm(uint64(each)), left)
	g.JG(operand.LabelRef(loop))
	g.MOVQ(frame, g.b)
	g.MOVQ(operand.I32(g.width()), g.ldb)
}

// pieces loads 16 bytes of each row, no more than the numbers that are left in it. Rows with the same remainder stand in
// one vector, and the last row stands for those that are not there.
func (g *narrowGemm) pieces(end, left reg.GPVirtual) []reg.VecVirtual {
	place, next, each := g.GP64(), g.GP64(), 16/g.size()
	masks := g.pieceMasks(left)
	g.MOVQ(g.b, place)
	pieces := make([]reg.VecVirtual, each)
	for j := range g.lanes() {
		lane, at := j/each, operand.Mem{Base: place}
		switch {
		case lane == 0:
			pieces[j] = g.piece(at, masks[0])
		case g.wide:
			g.broadcastPiece(at, masks[lane], pieces[j%each])
		default:
			v := pieces[j%each]
			g.VINSERTF128(operand.Imm(1), g.piece(at, masks[0]).AsX(), v, v)
		}
		g.LEAQ(operand.Mem{Base: place, Index: g.ldb, Scale: 1}, next)
		g.CMPQ(place, end)
		g.CMOVQCS(next, place)
	}
	return pieces
}

// piece loads 16 bytes under a mask.
func (g *narrowGemm) piece(m operand.Mem, mask reg.Register) reg.VecVirtual {
	v := g.vector()
	if g.wide {
		g.do("VMOVU_Z", m, mask, v.AsX())
	} else {
		g.do("VMASKMOV", m, mask, v.AsX())
	}
	return v
}

// broadcastPiece loads 16 bytes into the lanes of a mask.
func (g *narrowGemm) broadcastPiece(m operand.Mem, mask, v reg.Register) {
	if g.double {
		g.VBROADCASTF64X2(m, mask, v)
	} else {
		g.VBROADCASTF32X4(m, mask, v)
	}
}

// pieceMasks returns the masks of the numbers left, up to 16 bytes of them, for each 16 bytes of a vector.
func (g *narrowGemm) pieceMasks(left reg.GPVirtual) []reg.Register {
	each, n, most := 16/g.size(), g.GP64(), g.GP64()
	g.MOVQ(left, n)
	g.MOVQ(operand.I32(each), most)
	g.CMPQ(n, most)
	g.CMOVQGT(most, n)
	if !g.wide {
		return []reg.Register{g.lanesBelow(n).(reg.VecVirtual).AsX()}
	}
	bits := g.GP64()
	g.MOVQ(operand.I32(-1), bits)
	g.BZHIQ(n, bits, bits)
	masks := make([]reg.Register, g.width()/16)
	for i := range masks {
		masks[i] = g.K()
		g.KMOVW(bits.As32(), masks[i])
		g.SHLQ(operand.Imm(uint64(each)), bits)
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
