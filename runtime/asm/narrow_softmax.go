package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// nearLogits bounds logits of which neither e**z nor the sum of it overflows, nor falls among the denormals.
const nearLogits = 80

// softmax returns that of z. It takes the shortest way from the first instruction to the last, because calls overlap
// only as far as the processor looks ahead: e**z is computed without waiting for the largest z. Logits that are far from 0 are moved there first; where
// none is, the error is below 4 ulp. Lanes whose e**z is 0 are taken from the mask.
func (l narrowLayer) softmax(z reg.VecVirtual) reg.VecVirtual {
	k := l.kernel
	if !k.wide {
		z = k.keep(l.mask, z)
	}
	l.moveNear(z)
	rounded, r, exact := k.eighths(z)
	// e**z = scale + scale·exact·p(r)
	scale, e := k.scaleOf(rounded), k.polynomial(nearZero, r)
	k.do("VMUL", scale, exact, exact)
	if k.wide {
		k.do("VFMADD213_Z", scale, exact, l.mask, e)
	} else {
		k.do("VFMADD213", scale, exact, e)
		e = k.keep(l.mask, e)
	}
	sum := k.vector()
	k.do("VADD", k.swap(e, k.size()), e, sum)
	for d := 2; d < l.together(); d *= 2 {
		k.do("VADD", k.swap(sum, d*k.size()), sum, sum)
	}
	k.do("VDIV", sum, e, e)
	return e
}

// moveNear subtracts the largest logit if one of them is so far from 0 that e**z would be wrong, and takes the lanes from the mask whose e**z is 0.
func (l narrowLayer) moveNear(z reg.VecVirtual) {
	k, near := l.kernel, l.kernel.label("near")
	l.jumpUnlessFar(z, near)
	there := k.choose(l.mask, z, k.constant(math.Inf(-1)))
	largest := k.copy(there)
	k.foldGroups("VMAX", largest, l.together())
	k.do("VSUB", largest, there, z)
	form, lowest := k.lanesOf(k.bitsOf(k.exponential().normal))
	k.do("VCMP"+form, operand.Imm(notLess), lowest, z, l.mask) // NaN stays NaN
	k.Label(near)
}

// copyOf returns a mask once more, for lanes to be taken from it.
func (k kernel) copyOf(mask reg.Register) reg.Register {
	m := k.K()
	k.KMOVW(mask, m)
	return m
}

// jumpUnlessFar jumps if no logit is far from 0. With AVX-512 anything may be in the lanes that are not there.
func (l narrowLayer) jumpUnlessFar(z reg.VecVirtual, near string) {
	k := l.kernel
	if k.wide {
		form, bound := k.lanesOf(k.bitsOf(nearLogits))
		far := k.K()
		k.do("VCMP"+form, operand.Imm(notAtMost), bound, k.magnitude(z), l.mask, far)
		k.KORTESTW(far, far)
	} else {
		bits := k.GP32()
		k.do("VMOVMSK", k.where(k.magnitude(z), notAtMost, nearLogits), bits)
		k.TESTL(bits, bits)
	}
	k.JE(operand.LabelRef(near))
}

// Of z = n·ln 2 + r, n is rounded to eighths, so that p of few coefficients is enough for e**r = 1 + r·p(r): they are by interpolation at Chebyshev nodes
// up to ln 2/16, and the relative error is 4e-8. Adding roundEighths makes n·8 + 127·8 stand in the low bits.
const roundEighths = 0x1.8p20 + 127

var nearZero = []float64{1, 0.5000586518013882, 0.16667839686971106}

// eighths returns n as it stands in the low bits, and r = z - n·ln 2, twice: the second is exact. It changes z.
func (k kernel) eighths(z reg.VecVirtual) (rounded, r, exact reg.VecVirtual) {
	n := k.vector()
	hi := float64(float32(math.Ln2))
	rounded, exact = k.constant(math.Log2E), k.vector()
	k.with("VFMADD213", roundEighths, z, rounded)
	k.with("VSUB", roundEighths, rounded, n)
	k.with("VFNMADD231", hi, n, z)
	k.do("VMOVA", z, exact)
	k.with("VFNMADD231", math.Ln2-hi, n, exact)
	return rounded, z, exact
}

// scaleOf returns 2**n: what stands in the low bits, shifted, is the exponent and the eighths, of whose power a table has the bits.
func (k kernel) scaleOf(rounded reg.VecVirtual) reg.VecVirtual {
	scale, wider := k.vector(), k
	wider.bytes = max(k.width(), 32) // that of the table
	powers := wider.vector()
	k.VPERMD(wider.table("powers_of_eighths", func(lane int) int {
		bits := math.Float32bits(float32(math.Exp2(float64(lane%8)/8))) - math.Float32bits(1)
		return int(bits - uint32(lane%8)<<20)
	}), wider.same(rounded), powers)
	k.VPSLLD(operand.Imm(20), rounded, scale)
	k.VPADDD(k.same(powers), scale, scale)
	return scale
}
