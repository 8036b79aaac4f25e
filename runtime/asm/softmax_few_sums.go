package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// rest returns the sum of each row without its largest term, which is 1: of a sum in one number, small terms would be
// lost.
func (f *fewColumns) rest(y []reg.VecVirtual) reg.VecVirtual {
	rest, top := f.zero, y[0]
	for j := 1; j < len(y); j++ {
		term, larger, sum := f.kernel.vector(), f.kernel.vector(), f.kernel.vector()
		f.kernel.do("VMIN", y[j], top, term) // NaN in a column yields NaN
		if j < len(y)-1 {
			f.kernel.do("VMAX", top, y[j], larger)
			top = larger
		}
		f.kernel.do("VADD", term, rest, sum)
		rest = sum
	}
	return rest
}

// addPairs adds the targets of the rows, two in the precision of the kernel and those pairs in float64.
func (f *fewColumns) addPairs(t reg.VecVirtual) {
	d := f.kernel.inDouble()
	if !f.kernel.double {
		upper := f.kernel.upperHalf(t)
		f.kernel.VADDPS(upper.AsY(), t.AsY(), upper.AsY())
		t = f.kernel.vector()
		f.kernel.VCVTPS2PD(upper.AsY(), t)
	}
	d.do("VADD", t, f.targets, f.targets)
}

// multiplyPairs multiplies the products by 1 + rest. Of two rows, this is 1 + a with a = r0 + r1 + r0·r1.
func (f *fewColumns) multiplyPairs(rest reg.VecVirtual) {
	if !f.whole {
		rest = f.kernel.keep(f.rows(0), rest)
	}
	if !f.kernel.double {
		upper, both := f.kernel.upperHalf(rest), f.kernel.copy(rest)
		f.kernel.VFMADD213PS(rest.AsY(), upper.AsY(), both.AsY())
		f.kernel.VADDPS(upper.AsY(), both.AsY(), both.AsY())
		rest = f.kernel.vector()
		f.kernel.VCVTPS2PD(both.AsY(), rest)
	}
	f.kernel.inDouble().do("VFMADD213", f.products[0], rest, f.products[0])
}

// upperHalf returns the upper half of x in the lower half.
func (k kernel) upperHalf(x reg.VecVirtual) reg.VecVirtual {
	v := k.vector()
	k.VEXTRACTF64X4(operand.Imm(1), x, v.AsY())
	return v
}
