package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// units returns the units of a block. Where vectors come in halves, rows of four inputs that do not begin where a line does are read so, too: a vector
// whose second half goes beyond a line takes Zen 4 some twenty cycles longer, after what has just been written.
func (b *narrowBlocks) units() []reg.VecVirtual {
	k, loop, four, turned := b.kernel, b.kernel.label("units"), b.kernel.label("four"), b.kernel.label("turned")
	whole, across := k.label("vectors"), k.label("across")
	w, left, v, units := k.GP64(), b.size(sizeInputs), make([]reg.VecVirtual, 4), make([]reg.VecVirtual, 8)
	for i := range v {
		v[i] = k.vector()
	}
	for j := range units {
		units[j] = k.copy(b.bias1[j])
	}
	k.MOVQ(b.stack, w)
	rows := k.sixteenOf(b.x, left)
	for _, row := range rows.base[2:] {
		k.ADDQ(b.kept(blocksX), row)
	}
	k.CMPQ(left, operand.Imm(4))
	k.JE(operand.LabelRef(four))
	k.Label(loop)
	k.fourOfEach(rows, left, v)
	k.JMP(operand.LabelRef(turned))
	k.Label(four)
	begin := k.GP64()
	k.MOVQ(rows.base[0], begin)
	k.ORQ(rows.base[2], begin)
	k.TESTB(operand.U8(63), begin.As8())
	k.JNE(operand.LabelRef(across))
	k.Label(whole)
	for i, row := range rows.base {
		k.VMOVUPS(operand.Mem{Base: row}, v[i])
	}
	k.JMP(operand.LabelRef(turned))
	k.Label(across)
	k.CMPB(symbolOf("halves"), operand.Imm(0))
	k.JE(operand.LabelRef(whole))
	for i, row := range rows.base {
		k.VMOVUPS(operand.Mem{Base: row}, v[i].AsY())
		k.VINSERTF64X4(operand.Imm(1), operand.Mem{Base: row, Disp: 32}, v[i], v[i])
	}
	k.Label(turned)
	for i, x := range k.transpose(v, 4) {
		for j, u := range units {
			k.VFMADD231PS_BCST(operand.Mem{Base: w, Disp: 32*i + 4*j}, x, u)
		}
	}
	k.ADDQ(operand.I32(128), w)
	k.SUBQ(operand.Imm(4), left)
	k.JG(operand.LabelRef(loop))
	zero := k.zero()
	for _, u := range units {
		k.do("VMAX", u, zero, u)
	}
	return units
}

// logits computes the second layer. Where there is a softmax, they are without the first one, which is 0, and logarithms to base 2.
func (b *narrowBlocks) logits(units []reg.VecVirtual) {
	k, others, all := b.kernel, b.kernel.label("others"), b.kernel.label("all")
	b.ifSoftmax(k.JNE, others)
	b.logit(0, units)
	k.Label(others)
	b.each(all, func(c int) { b.logit(c, units) })
	k.Label(all)
}

// ifSoftmax jumps on whether there is a softmax.
func (b *narrowBlocks) ifSoftmax(jump func(operand.Op), label string) {
	b.kernel.CMPQ(b.kernel.address(b.kernel.Param("softmax")), operand.Imm(0))
	jump(operand.LabelRef(label))
}

// logit computes an output, as two sums side by side.
func (b *narrowBlocks) logit(c int, units []reg.VecVirtual) {
	k, z, odd := b.kernel, b.kernel.copy(b.bias2[c]), b.kernel.vector()
	weight := func(j int) operand.Mem { return b.kept(blocksW2 + 16*j + 4*c) }
	k.VMULPS_BCST(weight(1), units[1], odd)
	for j, u := range units {
		switch {
		case j%2 == 0:
			k.VFMADD231PS_BCST(weight(j), u, z)
		case j > 1:
			k.VFMADD231PS_BCST(weight(j), u, odd)
		}
	}
	k.VADDPS(odd, z, z)
	k.VMOVUPS(z, b.of(blockZ+64*c))
}

// each calls write for the second output and those after it, and goes to the label before one that there is not.
func (b *narrowBlocks) each(end string, write func(c int)) {
	for c := 1; c < mostFew; c++ {
		b.unless(c, end)
		write(c)
	}
}

// unless goes to the label if there are not more than so many outputs.
func (b *narrowBlocks) unless(more int, label string) {
	b.kernel.CMPB(operand.Mem{Base: b.at, Disp: sizeOutputs}, operand.Imm(uint64(more)))
	b.kernel.JLE(operand.LabelRef(label))
}
