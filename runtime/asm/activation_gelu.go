package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

// gaussian is the normal distribution in one precision, by Mills' ratio.
type gaussian struct {
	mills   []float64 // the coefficients, in u = (t-4)/(t+4), of (t+4)·Φ(-t)·e**(t²/2) for t up to product
	product float64   // beyond it t·Φ(-t) rounds to 0
	density float64   // beyond it e**(-t²/2) is no longer a normal number
}

// The polynomials interpolate at Chebyshev nodes, with 60 digits; their relative error is 1.3e-8 and, as rounded to
// float64, 8e-17.
var (
	gaussian32 = gaussian{[]float64{0.75528513851, -0.607896606074, 0.387136679795, -0.186523005897, 0.0604064697483,
		-0.00752721291168, -0.00352357405635, 0.00156931364509, 0.000194801851142, -0.000122983157005}, 14.5, 13}
	gaussian64 = gaussian{[]float64{0.7552851304157515, -0.6078966419718921, 0.38713740074221453, -0.18652185795965717,
		0.06039657489093608, -0.007540188966729406, -0.0034796923673851912, 0.0016308184576315405, 0.00013334431234060081,
		-0.00023109493555078102, -1.908258212721519e-06, 3.514468806491464e-05, 7.16666081474687e-07, -5.920179854655655e-06,
		-6.29698419169375e-07, 1.021567048724031e-06, 2.7181238940500646e-07, -1.549799360424435e-07, -8.542220644166758e-08,
		1.3289007028680458e-08, 1.963146509980107e-08, 1.9181639992074244e-09, -2.5261891551101453e-09,
		-7.275300107171605e-10}, 38.6, 37.6}
)

func (k kernel) gaussian() gaussian {
	if k.double {
		return gaussian64
	}
	return gaussian32
}

// tail is what gelu and its slope have in common: t·Φ(-t) = share·mills·(1 + series)·scale and
// e**(-t²/2) = (1 + series)·scale with share = t/(t + 4) and t = |z|, or what is beyond product with that.
type tail struct{ t, share, mills, series, scale reg.VecVirtual }

func (e element) tail(z reg.VecVirtual, bias float64) tail {
	t := e.kernel.atMost(e.kernel.gaussian().product, e.kernel.magnitude(z))
	square, rest := e.kernel.vector(), e.kernel.vector()
	e.kernel.do("VMUL", t, t, square)
	e.kernel.do("VMOVA", square, rest)
	e.kernel.do("VFMSUB231", t, t, rest) // what t² lost in rounding
	e.kernel.with("VMUL", -0.5, square, square)
	scale, r := e.kernel.power(square, bias)
	e.kernel.with("VFMADD231", -0.5, rest, r)
	share, u := e.share(t)
	return tail{t, share, e.kernel.long(e.kernel.gaussian().mills, u), e.kernel.series(r), scale}
}

// share returns t/(t + 4) and u = 2·share - 1, as if t + 4 were not rounded.
func (e element) share(t reg.VecVirtual) (share, u reg.VecVirtual) {
	sum, lost, rest := e.kernel.vector(), e.kernel.vector(), e.kernel.copy(t)
	share, inverse, u := e.kernel.vector(), e.kernel.constant(0.25), e.kernel.constant(-1)
	e.kernel.with("VADD", 4, t, sum)
	e.kernel.with("VSUB", 4, sum, lost)
	e.kernel.do("VSUB", lost, t, lost)
	e.kernel.do("VDIV", sum, t, share)

	// One step of Newton's method: rest = (t - share·(sum + lost))/(t + 4), where 1/(t + 4) is (1 - share)/4.
	e.kernel.do("VFNMADD231", sum, share, rest)
	e.kernel.do("VFNMADD231", lost, share, rest)
	e.kernel.with("VFNMADD231", 0.25, share, inverse)
	e.kernel.do("VMUL", inverse, rest, rest)

	e.kernel.with("VFMADD231", 2, share, u)
	e.kernel.with("VFMADD231", 2, rest, u)
	e.kernel.do("VADD", rest, share, share)
	return share, u
}

// gelu returns max(z, -0) - t·Φ(-t) with t = |z|.
func (e element) gelu(z reg.VecVirtual) reg.VecVirtual {
	f := e.tail(z, e.kernel.exponential().bias)
	y := f.share
	e.kernel.do("VMUL", f.mills, y, y)
	e.kernel.do("VFMADD231", f.series, y, y)
	e.kernel.do("VMUL", f.scale, y, y)
	y = e.kernel.unbias(y)
	e.kernel.do("VSUB", y, e.kernel.atLeast(math.Copysign(0, -1), z), y)
	e.kernel.with("VFMADD231", 0, e.kernel.atMost(0, z), y) // -Inf·Φ(-Inf) is NaN
	return y
}

// geluSlope returns Φ(z) + z·φ(z), where φ(z) = e**(-z²/2)/√(2π).
func (e element) geluSlope(z reg.VecVirtual) reg.VecVirtual {
	f := e.tail(z, 0)
	e.kernel.do("VFMADD213", f.scale, f.scale, f.series)
	density := e.kernel.keep(e.kernel.where(f.t, notGreater, e.kernel.gaussian().density), f.series)
	below, above := e.kernel.constant(0.25), e.kernel.constant(1)
	e.kernel.with("VFNMADD231", 0.25, f.share, below) // 1/(t + 4)
	e.kernel.do("VMUL", f.mills, below, below)
	e.kernel.do("VMUL", density, below, below)
	e.kernel.do("VSUB", below, above, above)
	y := e.kernel.choose(e.kernel.where(z, greater, 0), above, below)
	e.kernel.with("VMUL", 1/math.Sqrt(2*math.Pi), density, density)
	e.kernel.do("VFMADD231", density, z, y)
	return y
}
