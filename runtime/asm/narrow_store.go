package main

import (
	"fmt"
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// finish stores the outputs, after softmax if there is one.
func (l narrowLayer) finish(z reg.VecVirtual, softmax bool) {
	if softmax {
		z = l.softmax(z)
	}
	l.kernel.storeInPieces(z, l.y, l.n)
}

// storeInPieces stores the first n lanes of z. The pieces are whole vectors or single numbers, and not one vector with
// a mask, from which nothing is forwarded to what reads it next. It changes y and z.
func (k kernel) storeInPieces(z reg.VecVirtual, y, n reg.GPVirtual) {
	name := k.label("pieces")
	k.CMPQ(n, operand.Imm(uint64(k.lanes())))
	k.JNE(operand.LabelRef(name))
	k.do("VMOVU", z, operand.Mem{Base: y})
	k.JMP(operand.LabelRef(name + "end"))
	k.Label(name)
	for lanes := k.lanes() / 2; lanes > 0; lanes /= 2 {
		skip := fmt.Sprint(name, lanes)
		k.TESTB(operand.U8(lanes), n.As8())
		k.JE(operand.LabelRef(skip))
		k.storeLow(z, lanes, y)
		k.Label(skip)
	}
	k.Label(name + "end")
}

// storeLow stores the first lanes of z, no more than half of them, and moves the others to their place, and y on.
func (k kernel) storeLow(z reg.VecVirtual, lanes int, y reg.GPVirtual) {
	to, one := operand.Mem{Base: y}, operand.Imm(1)
	switch lanes * k.size() {
	case 32:
		k.do("VMOVU", z.AsY(), to)
		k.VEXTRACTF64X4(one, z.AsZ(), z.AsY())
	case 16:
		k.do("VMOVU", z.AsX(), to)
		k.VEXTRACTF128(one, z.AsY(), z.AsX())
	case 8:
		k.VMOVSD(z.AsX(), to)
		k.VPERMILPD(one, z.AsX(), z.AsX())
	default:
		k.VMOVSS(z.AsX(), to)
	}
	if lanes > 1 {
		k.ADDQ(operand.Imm(uint64(lanes*k.size())), y)
	}
}

// sizeShift is the logarithm of size.
func (k kernel) sizeShift() uint64 { return uint64(bits.TrailingZeros(uint(k.size()))) }
