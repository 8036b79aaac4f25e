package main

import (
	"strconv"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// onehot returns the mask of the lanes of the classes t.
func (r *shortRows) onehot() reg.Register {
	t, ids := r.vector(), r.numbers("lane", func(i int) int { return i % r.group })
	compare, permute := r.VPCMPEQD, r.VPERMD
	if r.double {
		compare, permute = r.VPCMPEQQ, r.VPERMQ
	}
	if r.several() {
		order := r.vector()
		// Only the lower halves of the int64 matter.
		r.VMOVDQU64(r.numbers("row", func(i int) int { return i / r.group * (8 / r.size()) }), order)
		r.loadClasses(t)
		permute(t, order, t)
		mask := r.K()
		compare(ids, t, r.spread, mask)
		return mask
	}
	r.loadClasses(t)
	var mask reg.Register = t
	if r.wide {
		mask = r.K()
	}
	compare(ids, t, mask)
	return mask
}

// loadClasses reads the classes of the rows; of a single one, into all lanes.
func (r *shortRows) loadClasses(t reg.VecVirtual) {
	m := operand.Mem{Base: r.ts, Disp: 8 * r.row}
	switch {
	case !r.several() && r.double:
		r.VPBROADCASTQ(m, t)
	case !r.several():
		r.VPBROADCASTD(m, t)
	case !r.whole:
		r.VMOVDQU64_Z(m, r.present, t)
	case r.atATime() == 2:
		r.VMOVDQU64(m, t.AsX())
	default:
		r.VMOVDQU64(m, t.AsY())
	}
}

// numbers returns a vector of integers in memory.
func (r *shortRows) numbers(name string, f func(lane int) int) operand.Mem {
	return r.table(name+"_"+strconv.Itoa(r.group), f)
}

// addTargets adds z[t] - max, that is x in the lanes of the mask, to the targets.
func (r *shortRows) addTargets(x reg.VecVirtual, onehot reg.Register) {
	v := r.vector()
	r.do("VCOMPRESS_Z", x, onehot, v)
	if !r.double {
		r.VCVTPS2PD(v.AsY(), v)
	}
	r.inDouble().do("VADD", v, r.targets, r.targets)
}

// addTarget is addTargets of a single row.
func (r *shortRows) addTarget(largest reg.VecVirtual) {
	row, t, v, top := r.GP64(), r.GP64(), r.XMM(), r.XMM()
	r.LEAQ(r.place(r.src), row)
	r.MOVQ(operand.Mem{Base: r.ts, Disp: 8 * r.row}, t)
	target := operand.Mem{Base: row, Index: t, Scale: uint8(r.size())}
	if r.double {
		r.VMOVSD(target, v)
		r.VSUBSD(largest.AsX(), v, v)
	} else {
		r.VXORPS(v, v, v)
		r.VCVTSS2SD(target, v, v)
		r.VCVTSS2SD(largest.AsX(), largest.AsX(), top)
		r.VSUBSD(top, v, v)
	}
	r.VADDSD(v, r.targets.AsX(), r.targets.AsX())
}

// subtract subtracts the factor from y where the mask is.
func (r *shortRows) subtract(onehot reg.Register, y reg.VecVirtual) {
	if r.wide {
		r.do("VSUB", r.factor, y, onehot, y)
	} else {
		r.do("VSUB", r.keep(onehot, r.factor), y, y)
	}
}
