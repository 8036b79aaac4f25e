package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// reset sets the factor, and the sums to nothing.
func (r *shortRows) reset() {
	if r.loss {
		r.factor = r.kernel.operandOf("factor")
		d := r.kernel.inDouble()
		r.products = []reg.VecVirtual{d.constant(1)}
		if !r.kernel.double && r.group < r.kernel.lanes() {
			r.products = append(r.products, d.constant(1))
		}
		r.targets = d.constant(0)
	}
}

// prepare sets what does not change in the loop.
func (r *shortRows) prepare() {
	r.step = r.kernel.GP64()
	r.kernel.IMUL3Q(operand.I32(r.atATime()), r.n, r.step)
	if r.kernel.wide {
		r.all = r.kernel.GP64()
		r.kernel.MOVQ(operand.I32(-1), r.all)
		r.kernel.BZHIQ(r.n, r.all, r.all)
		r.kernel.IMUL3Q(operand.I32(r.pattern()), r.all, r.all)
	}
}

// pattern has the bits of the first lanes of the groups.
func (r *shortRows) pattern() (bits int) {
	for i := range r.atATime() {
		bits |= 1 << (i * r.group)
	}
	return bits
}

// masks makes the masks of the next numbers, as many as count: packed as they stand in memory, spread as they stand in
// the groups of a vector, upper of them for the upper half in float64, present of the rows.
func (r *shortRows) masks(count reg.Register) {
	if !r.kernel.wide {
		r.spread = r.kernel.lanesBelow(r.n)
		return
	}
	bits := r.first(count)
	r.packed = r.kernel.kmask(bits)
	r.kernel.PDEPQ(r.all, bits, bits)
	r.spread = r.kernel.kmask(bits)
	if r.loss && r.several() {
		r.upper = r.kernel.K()
		r.kernel.KSHIFTRW(operand.Imm(8), r.spread, r.upper)
		first := r.kernel.GP64()
		r.kernel.MOVQ(operand.I32(r.pattern()), first)
		r.kernel.PEXTQ(first, bits, bits)
		r.present = r.kernel.kmask(bits)
	}
}

// first has as many bits as count.
func (r *shortRows) first(count reg.Register) reg.GPVirtual {
	bits := r.kernel.GP64()
	r.kernel.MOVQ(operand.I32(-1), bits)
	r.kernel.BZHIQ(count, bits, bits)
	return bits
}

// kmask moves bits to a mask register.
func (k kernel) kmask(bits reg.GPVirtual) reg.Register {
	mask := k.K()
	k.KMOVW(bits.As32(), mask)
	return mask
}
