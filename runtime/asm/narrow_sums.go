package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sums returns Wᵀ·x + b, and with AVX-512 0 in the lanes that are not there. It changes k, w and x.
func (l narrowLayer) sums() reg.VecVirtual {
	l.kernel.SHLQ(operand.Imm(l.kernel.sizeShift()), l.ld)
	z, rest, end := l.bias(), l.kernel.label("rest"), l.kernel.label("end")
	l.kernel.SUBQ(operand.Imm(4), l.k)
	l.kernel.JL(operand.LabelRef(rest))
	l.addFours(z)
	l.kernel.Label(rest)
	l.kernel.ADDQ(operand.Imm(4), l.k)
	l.kernel.JE(operand.LabelRef(end))
	l.addOnes(z)
	l.kernel.Label(end)
	return z
}

// addFours adds four rows at a time in two sums, until k, which is 4 too small, is negative.
func (l narrowLayer) addFours(z reg.VecVirtual) {
	more, four, across := l.kernel.zero(), l.kernel.label("four"), l.kernel.GP64()
	l.kernel.LEAQ(operand.Mem{Base: l.ld, Index: l.ld, Scale: 2}, across)
	l.kernel.Label(four)
	l.addRow(operand.Mem{Base: l.w}, 0, z)
	l.addRow(operand.Mem{Base: l.w, Index: l.ld, Scale: 1}, 1, more)
	l.addRow(operand.Mem{Base: l.w, Index: l.ld, Scale: 2}, 2, z)
	l.addRow(operand.Mem{Base: l.w, Index: across, Scale: 1}, 3, more)
	l.kernel.LEAQ(operand.Mem{Base: l.w, Index: l.ld, Scale: 4}, l.w)
	l.kernel.ADDQ(operand.Imm(uint64(4*l.kernel.size())), l.x)
	l.kernel.SUBQ(operand.Imm(4), l.k)
	l.kernel.JGE(operand.LabelRef(four))
	l.kernel.do("VADD", more, z, z)
}

// addOnes adds the k rows that are left.
func (l narrowLayer) addOnes(z reg.VecVirtual) {
	one := l.kernel.label("one")
	l.kernel.Label(one)
	l.addRow(operand.Mem{Base: l.w}, 0, z)
	l.kernel.ADDQ(l.ld, l.w)
	l.kernel.ADDQ(operand.Imm(uint64(l.kernel.size())), l.x)
	l.kernel.tally(l.k, one)
}

// bias returns the bias.
func (l narrowLayer) bias() reg.VecVirtual {
	b, z := operand.Mem{Base: l.b}, l.kernel.vector()
	if l.kernel.wide {
		l.kernel.do("VMOVU_Z", b, l.mask, z)
		return z
	}
	l.kernel.do("VMASKMOV", b, l.mask, z)
	return z
}

// addRow adds the product of x[i] and a row of W.
func (l narrowLayer) addRow(w operand.Mem, i int, z reg.VecVirtual) {
	x := l.kernel.broadcast(operand.Mem{Base: l.x, Disp: i * l.kernel.size()})
	if l.kernel.wide {
		l.kernel.do("VFMADD231", w, x, l.mask, z)
	} else {
		l.kernel.do("VFMADD231", w, x, z)
	}
}
