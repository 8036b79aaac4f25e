package nn

import "math"

// Selu computes y[i] = scale·z[i] where z[i] > 0, else scale·alpha·(exp(z[i]) - 1), with an error below 4 ulp.
//
//go:noinline
func Selu(y, z []float32, alpha, scale float32) {
	mustFit(len(y) == len(z), "elu")
	selu(y, z, alpha, scale)
}

// Delu is Selu for float64.
//
//go:noinline
func Delu(y, z []float64, alpha, scale float64) {
	mustFit(len(y) == len(z), "elu")
	delu(y, z, alpha, scale)
}

// SeluGrad multiplies da[i] by scale where a[i] > 0, else by a[i] + scale·alpha: the slope of elu at its result a.
//
//go:noinline
func SeluGrad(da, a []float32, alpha, scale float32) {
	mustFit(len(da) == len(a), "eluGrad")
	seluGrad(da, a, alpha, scale)
}

// DeluGrad is SeluGrad for float64.
//
//go:noinline
func DeluGrad(da, a []float64, alpha, scale float64) {
	mustFit(len(da) == len(a), "eluGrad")
	deluGrad(da, a, alpha, scale)
}

// Sgelu computes y[i] = z[i]·Φ(z[i]), where Φ is the normal distribution, with an error below 4 ulp.
//
//go:noinline
func Sgelu(y, z []float32) {
	mustFit(len(y) == len(z), "gelu")
	sgelu(y, z)
}

// Dgelu is Sgelu for float64.
//
//go:noinline
func Dgelu(y, z []float64) {
	mustFit(len(y) == len(z), "gelu")
	dgelu(y, z)
}

// SgeluGrad multiplies da[i] by Φ(z[i]) + z[i]·φ(z[i]), where φ is the normal density.
//
//go:noinline
func SgeluGrad(da, z []float32) {
	mustFit(len(da) == len(z), "geluGrad")
	sgeluGrad(da, z)
}

// DgeluGrad is SgeluGrad for float64.
//
//go:noinline
func DgeluGrad(da, z []float64) {
	mustFit(len(da) == len(z), "geluGrad")
	dgeluGrad(da, z)
}

// Ssoftplus computes y[i] = log(1 + exp(z[i])) with an error below 4 ulp.
//
//go:noinline
func Ssoftplus(y, z []float32) {
	mustFit(len(y) == len(z), "softplus")
	ssoftplus(y, z)
}

// Dsoftplus is Ssoftplus for float64.
//
//go:noinline
func Dsoftplus(y, z []float64) {
	mustFit(len(y) == len(z), "softplus")
	dsoftplus(y, z)
}

// SsoftplusGrad multiplies da[i] by σ(z[i]).
//
//go:noinline
func SsoftplusGrad(da, z []float32) {
	mustFit(len(da) == len(z), "softplusGrad")
	ssoftplusGrad(da, z)
}

// DsoftplusGrad is SsoftplusGrad for float64.
//
//go:noinline
func DsoftplusGrad(da, z []float64) {
	mustFit(len(da) == len(z), "softplusGrad")
	dsoftplusGrad(da, z)
}

func elu[T Float](y, z []T, alpha, scale T, expm1 func(T) T) {
	limit := scale * alpha
	for i, v := range z {
		if v > 0 {
			y[i] = scale * v
		} else {
			y[i] = limit * expm1(v)
		}
	}
}

func eluGrad[T Float](da, a []T, alpha, scale T) {
	limit := scale * alpha
	for i, v := range a {
		if v > 0 {
			da[i] *= scale
		} else {
			da[i] *= v + limit
		}
	}
}

// gelu32 is computed in float64, because Φ is a denormal float32 before the product is.
func gelu32(z float32) float32 { return float32(gelu64(float64(z))) }

func gelu64(z float64) float64 { return z * normal(z) }

func geluSlope32(z float32) float32 { return float32(geluSlope64(float64(z))) }

func geluSlope64(z float64) float64 {
	const density = 0.3989422804014327 // 1/√(2π)
	return normal(z) + z*density*math.Exp(-0.5*z*z)
}

// normal is Φ, written with erfc so that small results are relatively exact.
func normal(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
