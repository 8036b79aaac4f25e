package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exponential is e**x in one precision. With x = n·ln 2 + r and |r| ≤ ln 2 / 2 it is 2**n·(1 + r + r²·q(r)).
type exponential struct {
	round     float64   // adding it rounds to an integer, which then stands in the low bits, also a negative one
	exponent  float64   // the exponent of 1, as the format has it
	shift     uint64    // where the exponent begins
	hi, lo    float64   // ln 2 in two parts: n·hi is exact
	q         []float64 // the coefficients of q, by interpolation of (e**r - 1 - r)/r² at Chebyshev nodes
	bias      float64   // a power of two that lifts the smallest denormal into the normal numbers
	lowest    float64   // below it, x·e**x rounds to 0
	normal    float64   // down to it, e**x is a normal number
	cutoff    float64   // down to it, e**x stays normal when it is multiplied by small numbers: that of the loss
	overflow  float64   // beyond it e**x rounds to +Inf
	underflow float64   // below it, to 0
}

// The relative error of the polynomials is 1e-8 and 2e-17.
var (
	exponential32 = exponential{0x1.8p23, 127, 23, 0.693359375, -2.12194440e-4, []float64{0.5,
		0.166665770255979882, 0.041666554662050534, 0.0083631730745137109, 0.00139261761199355789}, 64, -110, -87, -64, 89, -104}
	exponential64 = exponential{0x1.8p52, 1023, 52, 6.93147180369123816490e-01, 1.90821492927058770002e-10, []float64{0.500000000000000102,
		0.166666666666666675, 0.0416666666666241619, 0.00833333333333006445, 0.00138888889171967191, 0.000198412698630405453,
		0.0000248015213223686933, 2.75572684803100255e-6, 2.76200758799833666e-7, 2.51003758325612337e-8}, 512, -760, -708, -640, 710, -746}
)

func (k kernel) exponential() exponential {
	if k.double {
		return exponential64
	}
	return exponential32
}

// power returns 2**(n+bias) and r with x = n·ln 2 + r.
func (k kernel) power(x reg.Register, bias float64) (scale, r reg.VecVirtual) {
	p := k.exponential()
	scale, _, r = k.parted(x, p.exponent+bias)
	k.integers("VPSLL", operand.Imm(p.shift), scale, scale)
	return scale, r
}

// parted returns, of a number within the range of exp, the integer n nearest to x/ln 2, as a number and as what stands in the low bits with so much
// more, and r with x = n·ln 2 + r.
func (k kernel) parted(x reg.Register, more float64) (bits, n, r reg.VecVirtual) {
	p := k.exponential()
	n, bits, r = k.vector(), k.constant(math.Log2E), k.copy(x)
	k.with("VFMADD213", p.round+more, x, bits)
	k.with("VSUB", p.round+more, bits, n)
	k.with("VFNMADD231", p.hi, n, r)
	k.with("VFNMADD231", p.lo, n, r)
	return bits, n, r
}

// series returns e**r - 1.
func (k kernel) series(r reg.Register) reg.VecVirtual {
	p, r2 := k.polynomial(k.exponential().q, r), k.vector()
	k.do("VMUL", r, r, r2)
	k.do("VFMADD213", r, r2, p)
	return p
}

// polynomial returns that with the coefficients c, the constant first.
func (k kernel) polynomial(c []float64, x reg.Register) reg.VecVirtual {
	last := len(c) - 1
	p := k.constant(c[last])
	for i := last - 1; i >= 0; i-- {
		k.with("VFMADD213", c[i], x, p)
	}
	return p
}

// long is polynomial for many coefficients: the even and the odd ones are sums of their own, which the processor
// computes at the same time. The first two come last, as they decide the rounding error.
func (k kernel) long(c []float64, x reg.Register) reg.VecVirtual {
	var parts [2][]float64
	for i, v := range c[2:] {
		parts[i%2] = append(parts[i%2], v)
	}
	square := k.vector()
	k.do("VMUL", x, x, square)
	p, odd := k.polynomial(parts[0], square), k.polynomial(parts[1], square)
	k.do("VFMADD231", x, odd, p)
	k.with("VFMADD213", c[1], x, p)
	k.with("VFMADD213", c[0], x, p)
	return p
}

// exp returns e**x for x ≤ 0, times 2**bias so that it is never a denormal; 0 for the lowest x.
func (k kernel) exp(x reg.Register) reg.VecVirtual {
	p := k.exponential()
	return k.expAbove(p.lowest, x, p.bias)
}

// expNormal returns e**x for x ≤ 0, 0 where that is a denormal.
func (k kernel) expNormal(x reg.Register) reg.VecVirtual {
	return k.expAbove(k.exponential().normal, x, 0)
}

// expAbove returns e**x·2**bias, 0 where x is less than the lowest.
func (k kernel) expAbove(lowest float64, x reg.Register, bias float64) reg.VecVirtual {
	scale, r := k.power(x, bias)
	e := k.series(r)
	present := k.where(x, notLess, lowest)
	if k.wide {
		k.do("VFMADD213_Z", scale, scale, present, e)
		return e
	}
	k.do("VFMADD213", scale, scale, e)
	return k.keep(present, e)
}

// unbias returns x without the bias of exp.
func (k kernel) unbias(x reg.Register) reg.VecVirtual {
	v := k.vector()
	k.with("VMUL", math.Ldexp(1, -int(k.exponential().bias)), x, v)
	return v
}

// expm1 returns e**x - 1 for x ≤ 0.
func (k kernel) expm1(x reg.Register) reg.VecVirtual {
	const one = -40 // here e**x - 1 rounds to -1
	scale, r := k.power(k.atLeast(one, x), 0)
	y := k.series(r)
	rest := k.vector()
	k.with("VSUB", 1, scale, rest)
	k.do("VFMADD213", rest, scale, y)
	return y
}
