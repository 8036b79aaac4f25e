package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// log1pSmall are the coefficients of (log(1+f) - f + f²/2)/f³ for f from √½ - 1 to √2 - 1, by interpolation at Chebyshev
// nodes.
var log1pSmall = []float64{0.33333331180030046, -0.24999996957950882, 0.200007157488921, -0.16667802319501254,
	0.1424905764569748, -0.12425687331451106, 0.1168541992348674, -0.11479733846637635, 0.06971611471451178}

// logOf returns log(u) + more for positive normal u. With u = 2**n·(1+f) it is n·ln 2 + f - f²/2 + f³·q(f).
func (k kernel) logOf(u, more reg.VecVirtual) reg.VecVirtual {
	const sqrtHalf = 0x3f3504f3 // the bits of √½
	p := k.exponential()
	n, f, square := k.vector(), k.vector(), k.vector()
	k.VPSUBD(k.bits(sqrtHalf), u, n)
	k.VPSRAD(operand.Imm(p.shift), n, n)
	k.VPSLLD(operand.Imm(p.shift), n, f)
	k.VPSUBD(f, u, f)
	k.with("VSUB", 1, f, f)
	k.VCVTDQ2PS(n, n)
	k.do("VMUL", f, f, square)
	y := k.polynomial(log1pSmall, f)
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
	y = k.choose(k.where(u, atMost, math.MaxFloat32), y, ends)
	return k.choose(k.where(u, atMost, 0), ends, y)
}

// log returns the natural logarithm. Denormal numbers are lifted first.
func (e element) log(x reg.VecVirtual) reg.VecVirtual {
	const lift = 24
	k := e.kernel
	small, u := k.where(x, less, 0x1p-126), k.vector()
	k.with("VMUL", 1<<lift, x, u)
	u = k.choose(small, u, x)
	y := k.logOf(u, nil)
	k.do("VSUB", k.keep(small, k.constant(lift*math.Ln2)), y, y)
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
