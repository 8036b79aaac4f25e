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
	if k.width() == 16 && !k.double {
		k.storeFour(z, y, n)
		return
	}
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

// storeFour is storeInPieces for at most 4 numbers.
func (k kernel) storeFour(z reg.VecVirtual, y, n reg.GPVirtual) {
	name, to := k.label("pieces"), operand.Mem{Base: y}
	three, one, end := name+"three", name+"one", name+"end"
	k.CMPQ(n, operand.Imm(3))
	k.JE(operand.LabelRef(three))
	k.JB(operand.LabelRef(name))
	k.do("VMOVU", z, to)
	k.JMP(operand.LabelRef(end))
	k.Label(name)
	k.TESTB(operand.U8(2), n.As8())
	k.JE(operand.LabelRef(one))
	k.VMOVSD(z, to)
	k.JMP(operand.LabelRef(end))
	k.Label(one)
	k.TESTB(operand.U8(1), n.As8())
	k.JE(operand.LabelRef(end))
	k.VMOVSS(z, to)
	k.JMP(operand.LabelRef(end))
	k.Label(three)
	k.VMOVSD(z, to)
	k.VEXTRACTPS(operand.Imm(2), z, to.Offset(8))
	k.Label(end)
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
