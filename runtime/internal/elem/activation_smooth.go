package elem

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

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
