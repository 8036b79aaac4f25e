package main

import (
	"strconv"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// onehot returns the mask of the lanes of the classes t.
func (r *shortRows) onehot() reg.Register {
	t, ids := r.kernel.vector(), r.numbers("lane", func(i int) int { return i % r.group })
	compare, permute := r.kernel.VPCMPEQD, r.kernel.VPERMD
	if r.kernel.double {
		compare, permute = r.kernel.VPCMPEQQ, r.kernel.VPERMQ
	}
	if r.several() {
		order := r.kernel.vector()
		// Only the lower halves of the int64 matter.
		r.kernel.VMOVDQU64(r.numbers("row", func(i int) int { return i / r.group * (8 / r.kernel.size()) }), order)
		r.loadClasses(t)
		permute(t, order, t)
		mask := r.kernel.K()
		compare(ids, t, r.spread, mask)
		return mask
	}
	r.loadClasses(t)
	var mask reg.Register = t
	if r.kernel.wide {
		mask = r.kernel.K()
	}
	compare(ids, t, mask)
	return mask
}

// loadClasses reads the classes of the rows; of a single one, into all lanes.
func (r *shortRows) loadClasses(t reg.VecVirtual) {
	m := operand.Mem{Base: r.ts, Disp: 8 * r.row}
	switch {
	case !r.several() && r.kernel.double:
		r.kernel.VPBROADCASTQ(m, t)
	case !r.several():
		r.kernel.VPBROADCASTD(m, t)
	case !r.whole:
		r.kernel.VMOVDQU64_Z(m, r.present, t)
	case r.atATime() == 2:
		r.kernel.VMOVDQU64(m, t.AsX())
	default:
		r.kernel.VMOVDQU64(m, t.AsY())
	}
}

// numbers returns a vector of integers in memory.
func (r *shortRows) numbers(name string, f func(lane int) int) operand.Mem {
	return r.kernel.table(name+"_"+strconv.Itoa(r.group), f)
}

// addTargets adds z[t] - max, that is x in the lanes of the mask, to the targets.
func (r *shortRows) addTargets(x reg.VecVirtual, onehot reg.Register) {
	v := r.kernel.vector()
	r.kernel.do("VCOMPRESS_Z", x, onehot, v)
	if !r.kernel.double {
		r.kernel.VCVTPS2PD(v.AsY(), v)
	}
	r.kernel.inDouble().do("VADD", v, r.targets, r.targets)
}

// addTarget is addTargets of a single row.
func (r *shortRows) addTarget(largest reg.VecVirtual) {
	row, t, v, top := r.kernel.GP64(), r.kernel.GP64(), r.kernel.XMM(), r.kernel.XMM()
	r.kernel.LEAQ(r.place(r.src), row)
	r.kernel.MOVQ(operand.Mem{Base: r.ts, Disp: 8 * r.row}, t)
	target := operand.Mem{Base: row, Index: t, Scale: uint8(r.kernel.size())}
	if r.kernel.double {
		r.kernel.VMOVSD(target, v)
		r.kernel.VSUBSD(largest.AsX(), v, v)
	} else {
		r.kernel.VXORPS(v, v, v)
		r.kernel.VCVTSS2SD(target, v, v)
		r.kernel.VCVTSS2SD(largest.AsX(), largest.AsX(), top)
		r.kernel.VSUBSD(top, v, v)
	}
	r.kernel.VADDSD(v, r.targets.AsX(), r.targets.AsX())
}

// subtract subtracts the factor from y where the mask is.
func (r *shortRows) subtract(onehot reg.Register, y reg.VecVirtual) {
	if r.kernel.wide {
		r.kernel.do("VSUB", r.factor, y, onehot, y)
	} else {
		r.kernel.do("VSUB", r.kernel.keep(onehot, r.factor), y, y)
	}
}
