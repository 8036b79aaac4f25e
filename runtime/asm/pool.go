package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// pool writes the kernels of pools whose windows are two entries wide and lie side by side.
func pool(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.begin("halveMax", "func(dst, a, b *T, rows, n, stepDst, stepSrc int)", "is halveMaxBody.")
		halve{kernel: k, name: k.label("halveMax"), join: k.larger}.write()
		k.begin("halveMean", "func(dst, a, b *T, rows, n, stepDst, stepSrc int, share T)", "is halveMeanBody.")
		share := k.broadcast(k.address(k.Param("share")))
		halve{kernel: k, name: k.label("halveMean"), join: k.sum, share: share}.write()
	})
}

// halve joins neighbours of a row and of another.
type halve struct {
	kernel
	name  string
	join  func(a, b reg.Register) reg.VecVirtual
	share reg.Register // of the results, or none
}

// write goes along rows; the last results of each are masked.
func (h halve) write() {
	dst, a, b, rows, n := h.gp("dst"), h.gp("a"), h.gp("b"), h.gp("rows"), h.gp("n")
	stepDst, stepSrc := h.stride("stepDst"), h.stride("stepSrc")
	rest, first, second := h.GP64(), h.GP64(), h.GP64()
	h.MOVQ(n, rest)
	h.ANDQ(operand.Imm(uint64(h.lanes()-1)), rest)
	h.pairs(rest, first, second)
	masks := []reg.Register{h.lanesBelow(first), h.lanesBelow(second), h.lanesBelow(rest)}
	h.Label(h.name)
	to, up, low, left := h.GP64(), h.GP64(), h.GP64(), h.GP64()
	h.MOVQ(dst, to)
	h.MOVQ(a, up)
	h.MOVQ(b, low)
	h.MOVQ(n, left)
	h.Label(h.name + "vector")
	h.SUBQ(operand.Imm(uint64(h.lanes())), left)
	h.JL(operand.LabelRef(h.name + "rest"))
	h.do("VMOVU", h.joined(up, low, tile{kernel: h.kernel, vectors: 3}, tile{kernel: h.kernel, vectors: 3}), operand.Mem{Base: to})
	h.ADDQ(operand.I32(h.width()), to)
	h.ADDQ(operand.I32(2*h.width()), up)
	h.ADDQ(operand.I32(2*h.width()), low)
	h.JMP(operand.LabelRef(h.name + "vector"))
	h.Label(h.name + "rest")
	h.TESTQ(rest, rest)
	h.JE(operand.LabelRef(h.name + "next"))
	last := h.joined(up, low, tile{h.kernel, 1, masks[0]}, tile{h.kernel, 2, masks[1]})
	tile{h.kernel, 1, masks[2]}.store(last, operand.Mem{Base: to}, 0)
	h.Label(h.name + "next")
	h.ADDQ(stepDst, dst)
	h.ADDQ(stepSrc, a)
	h.ADDQ(stepSrc, b)
	h.tally(rows, h.name)
	h.end()
}

// pairs sets how many entries of a vector, and of the one behind it, so many results have.
func (h halve) pairs(rest, first, second reg.GPVirtual) {
	lanes, none := h.GP64(), h.GP64()
	h.MOVQ(operand.I32(h.lanes()), lanes)
	h.XORQ(none, none)
	h.LEAQ(operand.Mem{Base: rest, Index: rest, Scale: 1}, first)
	h.MOVQ(first, second)
	h.SUBQ(lanes, second)
	h.CMOVQLT(none, second)
	h.CMPQ(first, lanes)
	h.CMOVQGT(lanes, first)
}

// joined returns a vector of results: of two vectors of each row, which the tiles mask.
func (h halve) joined(up, low reg.GPVirtual, first, second tile) reg.VecVirtual {
	above, below := operand.Mem{Base: up}, operand.Mem{Base: low}
	x := h.join(first.load(above, 0), first.load(below, 0))
	y := h.join(second.load(above, 1), second.load(below, 1))
	even, odd := h.vector(), h.vector()
	if h.double {
		h.do("VUNPCKL", y, x, even)
		h.do("VUNPCKH", y, x, odd)
	} else {
		h.do("VSHUF", operand.Imm(0x88), y, x, even)
		h.do("VSHUF", operand.Imm(0xdd), y, x, odd)
	}
	v := h.inOrder(h.join(even, odd))
	if h.share != nil {
		h.do("VMUL", h.share, v, v)
	}
	return v
}

// inOrder brings the quarters of a vector, of which every second belongs to the upper half, in order.
func (h halve) inOrder(v reg.VecVirtual) reg.VecVirtual {
	if !h.wide {
		h.VPERMPD(operand.Imm(0xd8), v, v)
		return v
	}
	order := h.vector()
	h.VMOVUPD(h.words("halves", 0, 2, 4, 6, 1, 3, 5, 7), order)
	h.VPERMPD(v, order, v)
	return v
}

// sum returns a + b.
func (k kernel) sum(a, b reg.Register) reg.VecVirtual {
	v := k.vector()
	k.do("VADD", a, b, v)
	return v
}

// larger returns the larger of a and b; NaN where one is.
func (k kernel) larger(a, b reg.Register) reg.VecVirtual {
	const unordered = 3
	v := k.vector()
	k.do("VMAX", a, b, v) // a where one is NaN
	var mask reg.Register = k.K()
	if !k.wide {
		mask = k.vector()
	}
	k.do("VCMP", operand.Imm(unordered), b, b, mask)
	return k.choose(mask, b, v)
}
