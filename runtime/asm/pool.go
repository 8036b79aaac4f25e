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
		if !k.double {
			k.halveMaxGrad()
		}
	})
}

// halve joins neighbours of a row and of another.
type halve struct {
	kernel kernel
	name   string
	join   func(a, b reg.Register) reg.VecVirtual
	share  reg.Register // of the results, or none
}

// write goes along rows; the last results of each are masked.
func (h halve) write() {
	dst, a, b, rows, n := h.kernel.gp("dst"), h.kernel.gp("a"), h.kernel.gp("b"), h.kernel.gp("rows"), h.kernel.gp("n")
	stepDst, stepSrc := h.kernel.stride("stepDst"), h.kernel.stride("stepSrc")
	rest, first, second := h.kernel.GP64(), h.kernel.GP64(), h.kernel.GP64()
	h.kernel.MOVQ(n, rest)
	h.kernel.ANDQ(operand.Imm(uint64(h.kernel.lanes()-1)), rest)
	h.pairs(rest, first, second)
	masks := []reg.Register{h.kernel.lanesBelow(first), h.kernel.lanesBelow(second), h.kernel.lanesBelow(rest)}
	h.kernel.Label(h.name)
	to, up, low, left := h.kernel.GP64(), h.kernel.GP64(), h.kernel.GP64(), h.kernel.GP64()
	h.kernel.MOVQ(dst, to)
	h.kernel.MOVQ(a, up)
	h.kernel.MOVQ(b, low)
	h.kernel.MOVQ(n, left)
	h.kernel.Label(h.name + "vector")
	h.kernel.SUBQ(operand.Imm(uint64(h.kernel.lanes())), left)
	h.kernel.JL(operand.LabelRef(h.name + "rest"))
	h.kernel.do("VMOVU", h.joined(up, low, tile{kernel: h.kernel, vectors: 3}, tile{kernel: h.kernel, vectors: 3}), operand.Mem{Base: to})
	h.kernel.ADDQ(operand.I32(h.kernel.width()), to)
	h.kernel.ADDQ(operand.I32(2*h.kernel.width()), up)
	h.kernel.ADDQ(operand.I32(2*h.kernel.width()), low)
	h.kernel.JMP(operand.LabelRef(h.name + "vector"))
	h.kernel.Label(h.name + "rest")
	h.kernel.TESTQ(rest, rest)
	h.kernel.JE(operand.LabelRef(h.name + "next"))
	last := h.joined(up, low, tile{h.kernel, 1, masks[0]}, tile{h.kernel, 2, masks[1]})
	tile{h.kernel, 1, masks[2]}.store(last, operand.Mem{Base: to}, 0)
	h.kernel.Label(h.name + "next")
	h.kernel.ADDQ(stepDst, dst)
	h.kernel.ADDQ(stepSrc, a)
	h.kernel.ADDQ(stepSrc, b)
	h.kernel.tally(rows, h.name)
	h.kernel.end()
}

// pairs sets how many entries of a vector, and of the one behind it, so many results have.
func (h halve) pairs(rest, first, second reg.GPVirtual) {
	lanes, none := h.kernel.GP64(), h.kernel.GP64()
	h.kernel.MOVQ(operand.I32(h.kernel.lanes()), lanes)
	h.kernel.XORQ(none, none)
	h.kernel.LEAQ(operand.Mem{Base: rest, Index: rest, Scale: 1}, first)
	h.kernel.MOVQ(first, second)
	h.kernel.SUBQ(lanes, second)
	h.kernel.CMOVQLT(none, second)
	h.kernel.CMPQ(first, lanes)
	h.kernel.CMOVQGT(lanes, first)
}

// joined returns a vector of results: of two vectors of each row, which the tiles mask.
func (h halve) joined(up, low reg.GPVirtual, first, second tile) reg.VecVirtual {
	above, below := operand.Mem{Base: up}, operand.Mem{Base: low}
	x := h.join(first.load(above, 0), first.load(below, 0))
	y := h.join(second.load(above, 1), second.load(below, 1))
	even, odd := h.kernel.vector(), h.kernel.vector()
	if h.kernel.double {
		h.kernel.do("VUNPCKL", y, x, even)
		h.kernel.do("VUNPCKH", y, x, odd)
	} else {
		h.kernel.do("VSHUF", operand.Imm(0x88), y, x, even)
		h.kernel.do("VSHUF", operand.Imm(0xdd), y, x, odd)
	}
	v := h.inOrder(h.join(even, odd))
	if h.share != nil {
		h.kernel.do("VMUL", h.share, v, v)
	}
	return v
}

// inOrder brings the quarters of a vector, of which every second belongs to the upper half, in order.
func (h halve) inOrder(v reg.VecVirtual) reg.VecVirtual {
	if !h.kernel.wide {
		h.kernel.VPERMPD(operand.Imm(0xd8), v, v)
		return v
	}
	order := h.kernel.vector()
	h.kernel.VMOVUPD(h.kernel.words("halves", 0, 2, 4, 6, 1, 3, 5, 7), order)
	h.kernel.VPERMPD(v, order, v)
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
