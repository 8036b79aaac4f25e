package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// body does the work of one vector.
func (r *shortRows) body() {
	x, largest := r.kernel.vector(), r.kernel.copy(r.logits)
	r.kernel.foldGroups("VMAX", largest, r.group)
	r.kernel.do("VSUB", largest, r.logits, x)
	r.lookAhead()
	if r.loss {
		r.lossBody(x, largest)
		return
	}
	y := r.kernel.expNormal(x)
	sum := r.kernel.copy(y)
	r.kernel.foldGroups("VADD", sum, r.group)
	r.kernel.do("VMUL", r.quotient(r.kernel.constant(1), sum), y, y)
	r.storeRows(y)
}

// lossBody continues body with the loss and its gradient.
func (r *shortRows) lossBody(x, largest reg.VecVirtual) {
	onehot := r.onehot()
	if r.several() {
		r.addTargets(x, onehot)
	} else {
		r.addTarget(largest)
	}
	y := r.kernel.expAbove(r.kernel.exponential().cutoff, x, 0)
	sums := r.sums(y)
	r.multiply(sums)
	r.ifWanted(func() {
		r.kernel.do("VMUL", r.quotient(r.factor, r.narrowed(sums)), y, y)
		r.subtract(onehot, y)
		r.storeRows(y)
	})
}

// sums returns the sums of the groups of e in float64: one vector, or one for each half of e.
func (r *shortRows) sums(e reg.VecVirtual) []reg.VecVirtual {
	d, sums := r.kernel.inDouble(), r.kernel.inFloat64(e)
	if len(sums) > 1 && !r.several() {
		d.do("VADD", sums[1], sums[0], sums[0])
		sums = sums[:1]
	}
	for _, s := range sums {
		d.foldGroups("VADD", s, r.group)
	}
	return sums
}

// multiply multiplies the products by the sums.
func (r *shortRows) multiply(sums []reg.VecVirtual) {
	d := r.kernel.inDouble()
	for i, s := range sums {
		p := r.products[i]
		switch {
		case !r.several():
			r.kernel.VMULSD(s.AsX(), p.AsX(), p.AsX())
		case r.whole:
			d.do("VMUL", s, p, p)
		default:
			d.do("VMUL", s, p, []reg.Register{r.spread, r.upper}[i], p)
		}
	}
}

// narrowed returns the sums in the precision of the kernel; in the first lane only if there is a single row.
func (r *shortRows) narrowed(sums []reg.VecVirtual) reg.VecVirtual {
	if r.kernel.double {
		return sums[0]
	}
	s := r.kernel.vector()
	if !r.several() {
		r.kernel.VCVTSD2SS(sums[0].AsX(), sums[0].AsX(), s.AsX())
		return s
	}
	upper := r.kernel.vector()
	r.kernel.VCVTPD2PS(sums[0], s.AsY())
	r.kernel.VCVTPD2PS(sums[1], upper.AsY())
	r.kernel.VINSERTF64X4(operand.Imm(1), upper.AsY(), s, s)
	return s
}

// quotient returns factor divided by the sums. A single row needs one division, not that of a vector.
func (r *shortRows) quotient(factor, sums reg.VecVirtual) reg.VecVirtual {
	q := r.kernel.vector()
	switch {
	case r.several():
		r.kernel.do("VDIV", sums, factor, q)
	case r.kernel.double:
		r.kernel.VDIVSD(sums.AsX(), factor.AsX(), q.AsX())
		r.kernel.VBROADCASTSD(q.AsX(), q)
	default:
		r.kernel.VDIVSS(sums.AsX(), factor.AsX(), q.AsX())
		r.kernel.VBROADCASTSS(q.AsX(), q)
	}
	return q
}
