package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sums returns Wᵀ·x + b, and with AVX-512 absent in the lanes that are not there. It changes k, w and x.
func (l narrowLayer) sums() reg.VecVirtual {
	l.SHLQ(operand.Imm(l.sizeShift()), l.ld)
	z, rest, end := l.bias(), l.label("rest"), l.label("end")
	l.SUBQ(operand.Imm(4), l.k)
	l.JL(operand.LabelRef(rest))
	l.addFours(z)
	l.Label(rest)
	l.ADDQ(operand.Imm(4), l.k)
	l.JE(operand.LabelRef(end))
	l.addOnes(z)
	l.Label(end)
	return z
}

// addFours adds four rows at a time in two sums, until k, which is 4 too small, is negative.
func (l narrowLayer) addFours(z reg.VecVirtual) {
	more, four, across := l.zero(), l.label("four"), l.GP64()
	l.LEAQ(operand.Mem{Base: l.ld, Index: l.ld, Scale: 2}, across)
	l.Label(four)
	l.addRow(operand.Mem{Base: l.w}, 0, z)
	l.addRow(operand.Mem{Base: l.w, Index: l.ld, Scale: 1}, 1, more)
	l.addRow(operand.Mem{Base: l.w, Index: l.ld, Scale: 2}, 2, z)
	l.addRow(operand.Mem{Base: l.w, Index: across, Scale: 1}, 3, more)
	l.LEAQ(operand.Mem{Base: l.w, Index: l.ld, Scale: 4}, l.w)
	l.ADDQ(operand.Imm(uint64(4*l.size())), l.x)
	l.SUBQ(operand.Imm(4), l.k)
	l.JGE(operand.LabelRef(four))
	l.do("VADD", more, z, z)
}

// addOnes adds the k rows that are left.
func (l narrowLayer) addOnes(z reg.VecVirtual) {
	one := l.label("one")
	l.Label(one)
	l.addRow(operand.Mem{Base: l.w}, 0, z)
	l.ADDQ(l.ld, l.w)
	l.ADDQ(operand.Imm(uint64(l.size())), l.x)
	l.tally(l.k, one)
}

// bias returns the bias.
func (l narrowLayer) bias() reg.VecVirtual {
	b := operand.Mem{Base: l.b}
	if l.wide {
		z := l.absent()
		l.do("VMOVU", b, l.mask, z)
		return z
	}
	z := l.vector()
	l.do("VMASKMOV", b, l.mask, z)
	return z
}

// addRow adds the product of x[i] and a row of W.
func (l narrowLayer) addRow(w operand.Mem, i int, z reg.VecVirtual) {
	x := l.broadcast(operand.Mem{Base: l.x, Disp: i * l.size()})
	if l.wide {
		l.do("VFMADD231", w, x, l.mask, z)
	} else {
		l.do("VFMADD231", w, x, z)
	}
}
