package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

// mills are the coefficients, in u = (t-4)/(t+4), of (t+4)·Φ(-t)·e**(t²/2) for t from 0 to 14.5, by interpolation at
// Chebyshev nodes; the error is 1.3e-8.
var mills = []float64{0.75528513851, -0.607896606074, 0.387136679795, -0.186523005897, 0.0604064697483, -0.00752721291168, -0.00352357405635, 0.00156931364509, 0.000194801851142, -0.000122983157005}

// tail is what gelu and its slope have in common: Φ(-t) = ratio·(1 + series)·scale and e**(-t²/2) = (1 + series)·scale
// with t = |z|.
type tail struct{ t, ratio, series, scale reg.VecVirtual }

func (e element) tail(z reg.VecVirtual, bias float64) tail {
	t := e.magnitude(z)
	square, rest := e.vector(), e.vector()
	e.do("VMUL", t, t, square)
	e.do("VMOVA", square, rest)
	e.do("VFMSUB231", t, t, rest) // what t² lost in rounding
	e.with("VMUL", -0.5, square, square)
	scale, r := e.power(square, bias)
	e.with("VFMADD231", -0.5, rest, r)
	return tail{t, e.ratio(t), e.series(r), scale}
}

// ratio returns Φ(-t)·e**(t²/2), which is Mills' ratio but for a constant.
func (e element) ratio(t reg.VecVirtual) reg.VecVirtual {
	v := e.inverse(t)
	u, rest, next := e.vector(), e.copy(t), e.vector()
	e.with("VSUB", 4, t, u)
	e.do("VMUL", v, u, u)

	// One step of Newton's method: rest = t - 4 - u·(t + 4).
	e.with("VADD", 1, u, next)
	e.with("VFNMADD231", 4, next, rest)
	e.do("VFNMADD231", t, u, rest)
	e.do("VFMADD231", rest, v, u)

	y := e.polynomial(mills, u)
	e.do("VMUL", v, y, y)
	return y
}

// inverse returns 1/(t + 4), as if t + 4 were not rounded.
func (e element) inverse(t reg.VecVirtual) reg.VecVirtual {
	sum, lost, v, rest := e.vector(), e.vector(), e.constant(1), e.constant(1)
	e.with("VADD", 4, t, sum)
	e.with("VSUB", 4, sum, lost)
	e.do("VSUB", lost, t, lost)
	e.do("VDIV", sum, v, v)

	// One step of Newton's method: rest = 1 - v·(sum + lost).
	e.do("VFNMADD231", sum, v, rest)
	e.do("VFNMADD231", lost, v, rest)
	e.do("VFMADD231", rest, v, v)
	return v
}

// gelu returns max(z, 0) - t·Φ(-t) with t = |z|.
func (e element) gelu(z reg.VecVirtual) reg.VecVirtual {
	const last = 15 // beyond it t·Φ(-t) rounds to 0
	f := e.tail(z, e.exponential().bias)
	y := f.ratio
	e.do("VMUL", f.t, y, y)
	e.do("VFMADD231", f.series, y, y)
	e.do("VMUL", f.scale, y, y)
	y = e.unbias(e.keep(e.where(f.t, notGreater, last), y))
	e.do("VSUB", y, e.atLeast(0, z), y)

	// -Inf·Φ(-Inf) is NaN.
	negative := e.vector()
	e.with("VMIN", 0, z, negative)
	e.with("VFMADD231", 0, negative, y)
	e.withSign(y, z)
	return y
}

// geluSlope returns Φ(z) + z·φ(z), where φ(z) = e**(-z²/2)/√(2π).
func (e element) geluSlope(z reg.VecVirtual) reg.VecVirtual {
	const last = 13 // beyond it the density is no longer a normal number
	f := e.tail(z, 0)
	e.do("VFMADD213", f.scale, f.scale, f.series)
	density := e.keep(e.where(f.t, notGreater, last), f.series)
	below, above := f.ratio, e.constant(1)
	below = e.keep(e.where(f.t, notGreater, last), below)
	e.do("VMUL", density, below, below)
	e.do("VSUB", below, above, above)
	y := e.choose(e.where(z, greater, 0), above, below)
	e.with("VMUL", 1/math.Sqrt(2*math.Pi), density, density)
	e.do("VFMADD231", density, z, y)
	return y
}
