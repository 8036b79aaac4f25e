package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// softmax returns that of z. It takes the shortest way from the first instruction to the last, because calls overlap
// only as far as the processor looks ahead: with z = n·ln 2 + r and N the largest n, 2**(n-N)·e**r is computed without
// waiting for the largest z. Logits that are far from 0 are moved there first; where none is, the error is below 4 ulp.
func (l narrowLayer) softmax(z reg.VecVirtual) reg.VecVirtual {
	if !l.kernel.wide {
		z = l.kernel.choose(l.mask, z, l.kernel.absent())
	}
	l.moveNear(z)
	rounded, r, exact := l.kernel.split(z)
	scale, present := l.scaleDown(rounded)
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

// absent is what lanes hold that are not there: no lane of a softmax is below it.
func (k kernel) absent() reg.VecVirtual { return k.constant(k.exponential().lowest) }

// moveNear subtracts the largest logit if one of them is so far from 0 that split would be wrong, and raises those for
// which e**z is 0.
func (l narrowLayer) moveNear(z reg.VecVirtual) {
	near, far := l.kernel.label("near"), l.kernel.where(l.kernel.magnitude(z), notAtMost, -l.kernel.exponential().lowest)
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
	l.kernel.do("VMAX", z, l.kernel.absent(), z) // NaN stays NaN
	l.kernel.Label(near)
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

// scaleDown returns 2**(n-N), and the mask of the lanes that are there and where that is a normal number.
func (l narrowLayer) scaleDown(rounded reg.VecVirtual) (scale reg.VecVirtual, present reg.Register) {
	p, largest, below := l.kernel.exponential(), l.kernel.copy(rounded), l.kernel.vector()
	l.kernel.foldGroups("VMAX", largest, l.together())
	l.kernel.do("VSUB", largest, rounded, below)
	form, one := l.kernel.lanesOf(l.kernel.bitsOf(1))
	_, least := l.kernel.lanesOf(l.kernel.bitsOf(2 - p.exponent))
	scale = l.kernel.vector()
	l.kernel.integers("VPSUB", largest, rounded, scale)
	l.kernel.integers("VPSLL", operand.Imm(p.shift), scale, scale)
	l.kernel.integers("VPADD"+form, one, scale, scale)
	if l.kernel.wide {
		present = l.kernel.K()
		l.kernel.do("VCMP"+form, operand.Imm(notLess), least, below, l.mask, present)
		return scale, present
	}
	l.kernel.do("VCMP", operand.Imm(notLess), least, below, below)
	l.kernel.do("VAND", l.mask, below, below)
	return scale, below
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
