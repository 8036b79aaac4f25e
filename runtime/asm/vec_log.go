package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// logarithm is the logarithm in one precision.
type logarithm struct {
	q        []float64 // the coefficients of (log(1+f) - f + f²/2)/f³ for f from √½ - 1 to √2 - 1, by interpolation at Chebyshev nodes
	sqrtHalf uint64    // the bits of √½
	largest  float64   // of the numbers
	lift     int       // the power of two that lifts the smallest denormal into the normal numbers
}

// The relative error of the logarithm is 6e-9 and 4e-17.
var (
	logarithm32 = logarithm{[]float64{0.33333331180030046, -0.24999996957950882, 0.200007157488921, -0.16667802319501254,
		0.1424905764569748, -0.12425687331451106, 0.1168541992348674, -0.11479733846637635, 0.06971611471451178}, 0x3f3504f3, math.MaxFloat32, 24}
	logarithm64 = logarithm{[]float64{0.3333333333333333, -0.24999999999998596, 0.20000000000003482, -0.16666666667365992,
		0.14285714285634818, -0.12499999898432576, 0.11111111008787179, -0.10000006590426393, 0.09090921076038966,
		-0.08333110642999564, 0.07691741139835176, -0.07146922611081985, 0.06680348247882924, -0.06213325491398715,
		0.05706613674459082, -0.05635857394607171, 0.06362025303018654, -0.05959173018943104, 0.027053075892336406},
		0x3fe6a09e667f3bcd, math.MaxFloat64, 54}
)

func (k kernel) logarithm() logarithm {
	if k.double {
		return logarithm64
	}
	return logarithm32
}

// logOf returns log(u) + more for positive normal u. With u = 2**n·(1+f) it is n·ln 2 + f - f²/2 + f³·q(f).
func (k kernel) logOf(u, more reg.VecVirtual) reg.VecVirtual {
	p, l := k.exponential(), k.logarithm()
	whole := math.Ldexp(1, int(p.shift)) // an integer in its low bits is added to it
	n, f, square := k.vector(), k.vector(), k.vector()
	k.withInts("VPADD", k.bitsOf(1)-l.sqrtHalf, u, f)
	k.integers("VPSRL", operand.Imm(p.shift), f, n)
	k.withBits("VOR", k.bitsOf(whole), n, n)
	k.with("VSUB", whole+p.exponent, n, n)
	k.withBits("VAND", 1<<p.shift-1, f, f)
	k.withInts("VPADD", l.sqrtHalf, f, f)
	k.with("VSUB", 1, f, f)
	k.do("VMUL", f, f, square)
	y := k.polynomial(l.q, f)
	k.do("VMUL", f, y, y)
	k.with("VSUB", 0.5, y, y)
	if more == nil {
		k.do("VMUL", square, y, y)
	} else {
		k.do("VFMADD213", more, square, y)
	}
	k.with("VFMADD231", p.lo, n, y)
	k.do("VADD", f, y, y)
	k.with("VFMADD231", p.hi, n, y)
	return y
}

// logEnds returns y where u is positive and finite, and else what the logarithm is there: -Inf of 0, NaN of less, and u itself.
func (k kernel) logEnds(u, y reg.VecVirtual) reg.VecVirtual {
	ends := k.choose(k.where(u, less, 0), k.constant(math.NaN()), u)
	ends = k.choose(k.where(u, equal, 0), k.constant(math.Inf(-1)), ends)
	y = k.choose(k.where(u, atMost, k.logarithm().largest), y, ends)
	return k.choose(k.where(u, atMost, 0), ends, y)
}

// log returns the natural logarithm. Denormal numbers are lifted first.
func (e element) log(x reg.VecVirtual) reg.VecVirtual {
	k, lift := e.kernel, e.kernel.logarithm().lift
	small, u := k.where(x, less, k.leastNormal()), k.vector()
	k.with("VMUL", math.Ldexp(1, lift), x, u)
	u = k.choose(small, u, x)
	y := k.logOf(u, nil)
	k.do("VSUB", k.keep(small, k.constant(float64(lift)*math.Ln2)), y, y)
	return k.logEnds(x, y)
}

// anyLog1p returns log(1 + x), as log(u) + c/u with u = 1 + x and what that loses, c.
func (e element) anyLog1p(x reg.VecVirtual) reg.VecVirtual {
	k := e.kernel
	u, c := k.constant(1), k.vector()
	k.do("VADD", x, u, u)
	k.with("VSUB", 1, u, c)
	k.do("VSUB", c, x, c)
	k.do("VDIV", u, c, c)
	c = k.keep(k.where(u, less, 0x1p60), c) // beyond it does not count, and may be NaN
	y := k.logEnds(u, k.logOf(u, c))
	k.withSign(y, x) // for -0
	return y
}
