package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// nearLogits bounds logits of which neither e**z nor the sum of it overflows, nor falls among the denormals.
const nearLogits = 80

// softmax returns that of z. It takes the shortest way from the first instruction to the last, because calls overlap
// only as far as the processor looks ahead: with z = n·ln 2 + r, 2**n·e**r is computed without waiting for the largest z.
// Logits that are far from 0 are moved there first; where none is, the error is below 4 ulp.
func (l narrowLayer) softmax(z reg.VecVirtual) reg.VecVirtual {
	if !l.kernel.wide {
		z = l.kernel.keep(l.mask, z)
	}
	present := l.moveNear(z)
	rounded, r, exact := l.kernel.split(z)
	scale := l.kernel.scaleOf(rounded)
	// e**r = 1 + exact + r²·q(r), and each term is multiplied by the scale.
	e, square, linear := l.kernel.inPairs(l.kernel.exponential().q, r), l.kernel.vector(), l.kernel.copy(scale)
	l.kernel.do("VMUL", r, r, square)
	l.kernel.do("VMUL", scale, square, square)
	l.kernel.do("VFMADD231", scale, exact, linear)
	if l.kernel.wide {
		l.kernel.do("VFMADD213_Z", linear, square, present, e)
	} else {
		l.kernel.do("VFMADD213", linear, square, e)
		e = l.kernel.keep(present, e)
	}
	sum := l.kernel.copy(e)
	l.kernel.foldGroups("VADD", sum, l.together())
	l.kernel.do("VDIV", sum, e, e)
	return e
}

// moveNear subtracts the largest logit if one of them is so far from 0 that split would be wrong. It returns the mask of the lanes
// that are there and whose e**z is not 0.
func (l narrowLayer) moveNear(z reg.VecVirtual) reg.Register {
	near, far := l.kernel.label("near"), l.kernel.where(l.kernel.magnitude(z), notAtMost, nearLogits)
	present := l.copyOfMask()
	if l.kernel.wide {
		l.kernel.KORTESTW(far, far)
	} else {
		bits := l.kernel.GP32()
		l.kernel.do("VMOVMSK", far, bits)
		l.kernel.TESTL(bits, bits)
	}
	l.kernel.JE(operand.LabelRef(near))
	there := l.kernel.choose(l.mask, z, l.kernel.constant(math.Inf(-1)))
	largest := l.kernel.copy(there)
	l.kernel.foldGroups("VMAX", largest, l.together())
	l.kernel.do("VSUB", largest, there, z)
	form, lowest := l.kernel.lanesOf(l.kernel.bitsOf(l.kernel.exponential().normal))
	l.kernel.do("VCMP"+form, operand.Imm(notLess), lowest, z, present) // NaN stays NaN
	l.kernel.Label(near)
	return present
}

// copyOfMask returns the mask once more, for lanes to be taken from it.
func (l narrowLayer) copyOfMask() reg.Register {
	if l.kernel.wide {
		m := l.kernel.K()
		l.kernel.KMOVW(l.mask, m)
		return m
	}
	return l.kernel.copy(l.mask.(reg.VecVirtual))
}

// split returns n, rounded to an integer that stands in the low bits, and r = z - n·ln 2, twice: the second is exact.
func (k kernel) split(z reg.VecVirtual) (rounded, r, exact reg.VecVirtual) {
	p, n := k.exponential(), k.vector()
	hi := math.Ln2
	lo := 2.3190468138462996e-17 // ln 2 - hi
	if !k.double {
		hi = float64(float32(hi))
		lo = math.Ln2 - hi
	}
	rounded, r = k.constant(math.Log2E), k.copy(z)
	k.with("VFMADD213", p.round, z, rounded)
	k.with("VSUB", p.round, rounded, n)
	k.with("VFNMADD231", hi, n, r)
	exact = r
	if !k.double {
		exact = k.copy(r)
	}
	k.with("VFNMADD231", lo, n, exact)
	return rounded, r, exact
}

// scaleOf returns 2**n.
func (k kernel) scaleOf(rounded reg.VecVirtual) reg.VecVirtual {
	form, one := k.lanesOf(k.bitsOf(1))
	scale := k.vector()
	k.integers("VPSLL", operand.Imm(k.exponential().shift), rounded, scale)
	k.integers("VPADD"+form, one, scale, scale)
	return scale
}

// integers appends an instruction for integers as wide as the numbers, named without its D or Q.
func (k kernel) integers(instruction string, ops ...operand.Op) {
	suffix := "D"
	if k.double {
		suffix = "Q"
	}
	k.append(instruction, suffix, ops)
}

// inPairs is polynomial in fewer steps one after the other: that of x² whose coefficients are c[0] + c[1]·x, ….
func (k kernel) inPairs(c []float64, x reg.VecVirtual) reg.VecVirtual {
	square := k.vector()
	k.do("VMUL", x, x, square)
	var sum reg.VecVirtual
	for i := (len(c) - 1) / 2 * 2; i >= 0; i -= 2 {
		pair := k.polynomial(c[i:min(i+2, len(c))], x)
		if sum != nil {
			k.do("VFMADD231", sum, square, pair)
		}
		sum = pair
	}
	return sum
}
