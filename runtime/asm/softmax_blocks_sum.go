package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sums returns the sums of the columns in float64, added in the order in which shortRows does: one vector, or one for
// each half of the rows.
func (b *blockColumns) sums(y []reg.VecVirtual) []reg.VecVirtual {
	d, halves := b.kernel.inDouble(), 1
	if !b.kernel.double {
		halves = 2
	}
	list := make([]reg.VecVirtual, halves)
	for h := range list {
		pairs := min(len(y), d.lanes())
		list[h] = b.sum(pairs, func(i int) reg.VecVirtual { return b.pair(y, i, h) }, 0)
	}
	return list
}

// sum is tree for n terms that are made when they are needed.
func (b *blockColumns) sum(n int, term func(i int) reg.VecVirtual, first int) reg.VecVirtual {
	if n == 1 {
		return term(first)
	}
	half, d := halfOf(n), b.kernel.inDouble()
	v := d.vector()
	left := b.sum(half, term, first)
	d.do("VADD", b.sum(n-half, term, first+half), left, v)
	return v
}

// pair returns one half of column i in float64. A vector that is full of one row is halved before its lanes are added:
// then it is the sum of two columns.
func (b *blockColumns) pair(y []reg.VecVirtual, i, half int) reg.VecVirtual {
	d, v := b.kernel.inDouble(), b.half(y[i], half)
	if other := i + d.lanes(); other < len(y) {
		sum := d.vector()
		d.do("VADD", b.half(y[other], half), v, sum)
		return sum
	}
	return v
}

// half returns one half of x in float64, or x if it is.
func (b *blockColumns) half(x reg.VecVirtual, i int) reg.VecVirtual {
	switch v := b.kernel.vector(); {
	case b.kernel.double:
		return x
	case b.kernel.wide && i == 0:
		b.kernel.VCVTPS2PD(x.AsY(), v)
		return v
	case b.kernel.wide:
		b.kernel.VEXTRACTF64X4(operand.Imm(1), x, v.AsY())
		b.kernel.VCVTPS2PD(v.AsY(), v)
		return v
	case i == 0:
		b.kernel.VCVTPS2PD(x.AsX(), v)
		return v
	default:
		b.kernel.VEXTRACTF128(operand.Imm(1), x, v.AsX())
		b.kernel.VCVTPS2PD(v.AsX(), v)
		return v
	}
}

// narrow returns the sums in the precision of the kernel.
func (k kernel) narrow(sums []reg.VecVirtual) reg.VecVirtual {
	if k.double {
		return sums[0]
	}
	s, upper := k.vector(), k.vector()
	if k.wide {
		k.VCVTPD2PS(sums[0], s.AsY())
		k.VCVTPD2PS(sums[1], upper.AsY())
		k.VINSERTF64X4(operand.Imm(1), upper.AsY(), s, s)
	} else {
		k.VCVTPD2PSY(sums[0], s.AsX())
		k.VCVTPD2PSY(sums[1], upper.AsX())
		k.VINSERTF128(operand.Imm(1), upper.AsX(), s, s)
	}
	return s
}
