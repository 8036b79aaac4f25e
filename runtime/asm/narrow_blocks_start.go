package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// kept is a place on the stack.
func (b *narrowBlocks) kept(at int) operand.Mem { return operand.Mem{Base: b.stack, Disp: at} }

// start puts the layers on the stack, and what else stays the same.
func (b *narrowBlocks) start(far string) {
	b.apart()
	b.kernel.MOVQ(b.kernel.gp("y"), b.kept(blocksTo))
	b.sort()
	b.first()
	b.second(far)
}

// first puts the first layer on the stack. Units that are not there are the first one once more: with weights of 0, infinite inputs would make them NaN.
func (b *narrowBlocks) first() {
	k, loop, zero := b.kernel, b.kernel.label("first"), b.kernel.zero()
	units, v := k.lanesBelow(b.size(sizeUnits)), k.YMM()
	w, ld, to, left := k.gp("w1"), b.size(sizeLD1), k.GP64(), b.size(sizeInputs)
	row := func(from, to operand.Mem) {
		k.VBROADCASTSS(from, v)
		k.VMOVUPS(from, units, v)
		k.VMOVUPS(v, to)
	}
	row(operand.Mem{Base: k.gp("b1")}, b.kept(blocksB1))
	k.MOVQ(b.stack, to)
	k.Label(loop)
	row(operand.Mem{Base: w}, operand.Mem{Base: to})
	k.LEAQ(operand.Mem{Base: w, Index: ld, Scale: 4}, w)
	k.ADDQ(operand.Imm(32), to)
	k.tally(left, loop)
	k.VMOVUPS(zero, operand.Mem{Base: to})
	k.VMOVUPS(zero.AsY(), operand.Mem{Base: to, Disp: 64})
}

// second puts the second layer on the stack. The softmax depends on the differences from the first output alone, and is computed by powers of 2.
func (b *narrowBlocks) second(far string) {
	k, loop := b.kernel, b.kernel.label("second")
	outputs, w, ld, to, left := k.lanesBelow(b.size(sizeOutputs)), k.gp("w2"), b.size(sizeLD2), k.GP64(), b.size(sizeUnits)
	bits := k.gp("softmax")
	k.NEGQ(bits)
	differences := k.kmask(bits)
	row := func(from, to operand.Mem) {
		v, first := k.XMM(), k.YMM()
		k.VMOVUPS_Z(from, outputs, v)
		k.VBROADCASTSS_Z(from, differences, first)
		k.VSUBPS_Z(first.AsX(), v, outputs, v)
		form, log2e := k.lanesOf(k.bitsOf(math.Log2E))
		k.do("VMUL"+form, log2e, v, differences, v)
		k.VMOVUPS(v, to)
	}
	row(operand.Mem{Base: k.gp("b2")}, b.kept(blocksB2))
	k.LEAQ(b.kept(blocksW2), to)
	k.Label(loop)
	row(operand.Mem{Base: w}, operand.Mem{Base: to})
	k.LEAQ(operand.Mem{Base: w, Index: ld, Scale: 4}, w)
	k.ADDQ(operand.Imm(16), to)
	k.tally(left, loop)
	b.share(to, far)
}

// share has the units from the place on take shares of the first one's weights: half of them, a quarter and so on, and the first one what is left. It
// goes to the label where one of these is denormal: nothing could be left of it, and infinity times 0 is no number.
func (b *narrowBlocks) share(to reg.GPVirtual, far string) {
	k, loop, all, v, end := b.kernel, b.kernel.label("share"), b.kernel.label("shared"), b.kernel.XMM(), b.kernel.GP64()
	k.LEAQ(b.kept(blocksB2), end)
	k.CMPQ(to, end)
	k.JE(operand.LabelRef(all))
	k.VMOVUPS(b.kept(blocksW2), v)
	tiny := k.K()
	k.VFPCLASSPSX(operand.Imm(classDenormal), v, tiny)
	k.KORTESTB(tiny, tiny)
	k.JNE(operand.LabelRef(far))
	k.Label(loop)
	form, half := k.lanesOf(k.bitsOf(0.5))
	k.do("VMUL"+form, half, v, v)
	k.VMOVUPS(v, operand.Mem{Base: to})
	k.ADDQ(operand.Imm(16), to)
	k.CMPQ(to, end)
	k.JNE(operand.LabelRef(loop))
	k.VMOVUPS(v, b.kept(blocksW2))
	k.Label(all)
}

// apart keeps how far the second half of a block is moved to where the rows end, if they are less than a block. Of half vectors of outputs as many belong
// to each half as a row has outputs.
func (b *narrowBlocks) apart() {
	k, whole, apart, half, second, v := b.kernel, b.kernel.label("whole"), b.size(sizeInputs), b.size(sizeOutputs), b.kernel.GP64(), b.kernel.vector()
	k.MOVQ(operand.I32(0), b.kept(blocksX))
	k.CMPQ(b.left, operand.Imm(16))
	k.JGE(operand.LabelRef(whole))
	k.SUBQ(operand.Imm(16), b.left)
	k.SHLQ(operand.Imm(2), b.left)
	k.IMULQ(b.left, apart)
	k.MOVQ(apart, b.kept(blocksX))
	k.IMULQ(half, b.left)
	k.MOVQ(operand.I32(-1), second)
	k.SHLXQ(half, second, second)
	k.VPBROADCASTQ_Z(b.left, k.kmask(second), v)
	k.VMOVUPS(v, b.kept(blocksY))
	k.MOVQ(operand.I32(16), b.left)
	k.Label(whole)
}
