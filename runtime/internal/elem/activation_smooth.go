package elem

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32Elu computes y[i] = scale·z[i] where z[i] > 0, else scale·alpha·(exp(z[i]) - 1), with an error below 4 ulp.
//
//go:noinline
func F32Elu(y, z []float32, alpha, scale float32) {
	mat.MustFit(len(y) == len(z), "elu")
	f32Elu(y, z, alpha, scale)
}

// F64Elu is F32Elu for float64.
//
//go:noinline
func F64Elu(y, z []float64, alpha, scale float64) {
	mat.MustFit(len(y) == len(z), "elu")
	f64Elu(y, z, alpha, scale)
}

// F32EluGrad multiplies da[i] by scale where a[i] > 0, else by a[i] + scale·alpha: the slope of elu at its result a.
//
//go:noinline
func F32EluGrad(da, a []float32, alpha, scale float32) {
	mat.MustFit(len(da) == len(a), "eluGrad")
	f32EluGrad(da, a, alpha, scale)
}

// F64EluGrad is F32EluGrad for float64.
//
//go:noinline
func F64EluGrad(da, a []float64, alpha, scale float64) {
	mat.MustFit(len(da) == len(a), "eluGrad")
	f64EluGrad(da, a, alpha, scale)
}

// F32Gelu computes y[i] = z[i]·Φ(z[i]), where Φ is the normal distribution, with an error below 5 ulp.
//
//go:noinline
func F32Gelu(y, z []float32) {
	mat.MustFit(len(y) == len(z), "gelu")
	f32Gelu(y, z)
}

// F64Gelu is F32Gelu for float64.
//
//go:noinline
func F64Gelu(y, z []float64) {
	mat.MustFit(len(y) == len(z), "gelu")
	f64Gelu(y, z)
}

// F32GeluGrad multiplies da[i] by Φ(z[i]) + z[i]·φ(z[i]), where φ is the normal density.
//
//go:noinline
func F32GeluGrad(da, z []float32) {
	mat.MustFit(len(da) == len(z), "geluGrad")
	f32GeluGrad(da, z)
}

// F64GeluGrad is F32GeluGrad for float64.
//
//go:noinline
func F64GeluGrad(da, z []float64) {
	mat.MustFit(len(da) == len(z), "geluGrad")
	f64GeluGrad(da, z)
}

// F32Softplus computes y[i] = log(1 + exp(z[i])) with an error below 4 ulp.
//
//go:noinline
func F32Softplus(y, z []float32) {
	mat.MustFit(len(y) == len(z), "softplus")
	f32Softplus(y, z)
}

// F64Softplus is F32Softplus for float64.
//
//go:noinline
func F64Softplus(y, z []float64) {
	mat.MustFit(len(y) == len(z), "softplus")
	f64Softplus(y, z)
}

// F32SoftplusGrad multiplies da[i] by σ(z[i]).
//
//go:noinline
func F32SoftplusGrad(da, z []float32) {
	mat.MustFit(len(da) == len(z), "softplusGrad")
	f32SoftplusGrad(da, z)
}

// F64SoftplusGrad is F32SoftplusGrad for float64.
//
//go:noinline
func F64SoftplusGrad(da, z []float64) {
	mat.MustFit(len(da) == len(z), "softplusGrad")
	f64SoftplusGrad(da, z)
}

func elu[T mat.Float](y, z []T, alpha, scale T, expm1 func(T) T) {
	limit := scale * alpha
	for i, v := range z {
		if v > 0 {
			y[i] = scale * v
		} else {
			y[i] = limit * expm1(v)
		}
	}
}

func eluGrad[T mat.Float](da, a []T, alpha, scale T) {
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

func gelu64(z float64) float64 {
	if -40 < z && z < -37 { // Φ is nearly denormal there: z·Φ is -φ·(1 - 1/z² + 3/z⁴ - …), Laplace's series for Φ
		t := 1 / (z * z)
		return -density(z) * (1 - t*(1-3*t*(1-5*t*(1-7*t*(1-9*t*(1-11*t))))))
	}
	return z * normal(z)
}

func geluSlope32(z float32) float32 { return float32(geluSlope64(float64(z))) }

func geluSlope64(z float64) float64 { return normal(z) + z*density(z) }

// normal is Φ, written with erfc so that small results are relatively exact. What z/√2 loses when it is rounded, erfc would
// enlarge by z²: it is added with the slope of Φ.
func normal(z float64) float64 {
	const low = -9.667293313452913e-17 // √2 without the first 53 bits
	x := -z / math.Sqrt2
	y := 0.5 * math.Erfc(x)
	if z < -1 && y > 0 {
		y += density(z) * (math.FMA(x, math.Sqrt2, z) + x*low)
	}
	return y
}

// density is φ. exp would enlarge what z² loses when it is rounded.
func density(z float64) float64 {
	square := z * z
	y := 0.3989422804014327 * math.Exp(-0.5*square) // 1/√(2π)
	if y > 0 {
		y -= 0.5 * y * math.FMA(z, z, -square)
	}
	return y
}
