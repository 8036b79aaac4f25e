package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// reset sets the factor, and the sums to nothing.
func (r *shortRows) reset() {
	if r.loss && r.result != "" {
		r.factor = r.operandOf("factor")
	}
	if r.loss {
		d := r.inDouble()
		r.products = []reg.VecVirtual{d.constant(1)}
		if !r.double && r.group < r.lanes() {
			r.products = append(r.products, d.constant(1))
		}
		r.targets = d.constant(0)
	}
}

// prepare sets what does not change in the loop.
func (r *shortRows) prepare() {
	r.step, r.both = r.GP64(), r.GP64()
	r.IMUL3Q(operand.I32(r.atATime()), r.n, r.step)
	r.IMUL3Q(operand.I32(2*r.atATime()), r.n, r.both)
	if r.wide {
		r.all = r.GP64()
		r.MOVQ(operand.I32(-1), r.all)
		r.BZHIQ(r.n, r.all, r.all)
		r.IMUL3Q(operand.I32(r.pattern()), r.all, r.all)
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
	if !r.wide {
		r.spread = r.lanesBelow(r.n)
		return
	}
	bits := r.GP64()
	r.MOVQ(operand.I32(-1), bits)
	r.BZHIQ(count, bits, bits)
	r.packed = r.kmask(bits)
	r.PDEPQ(r.all, bits, bits)
	r.spread = r.kmask(bits)
	if r.loss && r.several() {
		r.upper = r.K()
		r.KSHIFTRW(operand.Imm(8), r.spread, r.upper)
		first := r.GP64()
		r.MOVQ(operand.I32(r.pattern()), first)
		r.PEXTQ(first, bits, bits)
		r.present = r.kmask(bits)
	}
}

// kmask moves bits to a mask register.
func (k kernel) kmask(bits reg.GPVirtual) reg.Register {
	mask := k.K()
	k.KMOVW(bits.As32(), mask)
	return mask
}
