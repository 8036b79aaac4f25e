package elem

import "math"

// The exponentials of float32 are computed in float64, where a short series is exact enough, nothing overflows, and
// the one rounding to float32 at the end takes care of denormals.

// Beyond these, exp of a float32 rounds to +Inf and to 0.
const (
	maxExp32 = 88.72283
	minExp32 = -103.97208
)

// Exp32 returns e**x with an error below 1 ulp.
func Exp32(x float32) float32 {
	switch {
	case x > maxExp32:
		return float32(math.Inf(1))
	case x < minExp32:
		return 0
	}
	p, scale := expSeries(float64(x))
	return float32(scale + scale*p)
}

// Expm132 returns e**x - 1 with an error below 1 ulp, also near x = 0.
func Expm132(x float32) float32 {
	switch {
	case x > maxExp32:
		return float32(math.Inf(1))
	case x < minExp32:
		return -1
	case tiny(x):
		return x
	}
	return float32(expm1(float64(x)))
}

// Sigmoid32 returns 1 / (1 + e**-x) with an error below 1 ulp.
func Sigmoid32(x float32) float32 {
	switch {
	case x < minExp32:
		return 0
	case x > -minExp32:
		return 1
	}
	p, scale := expSeries(-float64(x))
	return float32(1 / (1 + scale + scale*p))
}

// Tanh32 returns the hyperbolic tangent of x with an error below 1 ulp.
func Tanh32(x float32) float32 {
	switch {
	case x > 10:
		return 1
	case x < -10:
		return -1
	case tiny(x):
		return x
	}
	u := expm1(2 * float64(x)) // tanh x = (e**2x - 1) / (e**2x + 1)
	return float32(u / (u + 2))
}

// Sigmoid64 returns 1 / (1 + e**-x). It does not overflow on the way.
func Sigmoid64(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + math.Exp(-x))
	}
	u := math.Exp(x)
	return u / (1 + u)
}

// tiny reports whether tanh(x) and e**x - 1 round to x.
func tiny(x float32) bool { return Abs32(x) < 0x1p-25 }

// expm1 returns e**x - 1 for |x| < 700 with a relative error below 3e-8.
func expm1(x float64) float64 {
	p, scale := expSeries(x)
	return scale*p + (scale - 1)
}

// expSeries returns p and the power of two scale with e**x = scale·(1+p), for |x| < 700. The error of p is below
// 6e-9, and below 2e-8 of p itself. With x = k·ln 2 + r and |r| ≤ ln 2 / 2, p is the Taylor series of e**r - 1.
func expSeries(x float64) (p, scale float64) {
	const round = 3 << 51 // adding it rounds to an integer, which then stands in the low bits
	t := x*math.Log2E + round
	k := t - round
	r := x - k*math.Ln2
	scale = math.Float64frombits((math.Float64bits(t) + 1023) << 52)

	r2 := r * r
	p = r + r2*((1.0/2+r*(1.0/6))+r2*((1.0/24+r*(1.0/120))+r2*(1.0/720+r*(1.0/5040))))
	return p, scale
}
