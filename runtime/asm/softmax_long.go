package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

func (k kernel) maximum() {
	k.begin("maximum", "func(z []T) T", "returns the largest of z, NaN left aside; -Inf if there is none.")
	largest := k.accumulators(4, math.Inf(-1))
	k.each([]string{"z"}, 1, func(e element) {
		z, m := e.load("z"), largest[e.offset/e.kernel.width()]
		if e.mask != nil {
			z = e.kernel.choose(e.mask, z, e.kernel.constant(math.Inf(-1)))
		}
		e.kernel.do("VMAX", m, z, m) // NaN in z yields m
	})
	for _, m := range largest[1:] {
		k.do("VMAX", m, largest[0], largest[0])
	}
	k.foldGroups("VMAX", largest[0], k.lanes())
	k.Store(largest[0].AsX(), k.ReturnIndex(0))
	k.end()
}

// accumulators returns n registers with v in all lanes.
func (k kernel) accumulators(n int, v float64) []reg.VecVirtual {
	list := make([]reg.VecVirtual, n)
	for i := range list {
		list[i] = k.constant(v)
	}
	return list
}

// expShifted writes the pass over a row that computes its exponentials, 0 where z-shift is less than the lowest. Their
// sum is in float64.
func (k kernel) expShifted(name, signature, doc string, lowest float64, slices ...string) {
	k.begin(name, signature, doc)
	d, shift := k.inDouble(), k.operandOf("shift")
	sums := d.accumulators(4, 0)
	k.each(slices, 1, func(e element) {
		x := e.load("z")
		e.kernel.do("VSUB", shift, x, x)
		y := e.kernel.expAbove(lowest, x, 0)
		if e.mask != nil {
			y = e.kernel.keep(e.mask, y)
		}
		if len(slices) > 1 {
			e.store("y", y)
		}
		for i, half := range e.kernel.inFloat64(y) {
			sum := sums[e.offset/e.kernel.width()*2+i]
			d.do("VADD", half, sum, sum)
		}
	})
	d.do("VADD", sums[1], sums[0], sums[0])
	d.do("VADD", sums[3], sums[2], sums[2])
	d.do("VADD", sums[2], sums[0], sums[0])
	d.foldGroups("VADD", sums[0], d.lanes())
	k.Store(sums[0].AsX(), k.ReturnIndex(0))
	k.end()
}

func (k kernel) scale() {
	k.begin("scale", "func(y []T, factor T)", "multiplies y by factor.")
	factor := k.operandOf("factor")
	k.each([]string{"y"}, 1, func(e element) {
		y := e.load("y")
		e.kernel.do("VMUL", factor, y, y)
		e.store("y", y)
	})
	k.end()
}
