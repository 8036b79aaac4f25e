package elem

import "github.com/nngen/nngen/runtime/internal/mat"

func sigmoidSlope[T mat.Float](a T) T { return a * (1 - a) }

func tanhSlope[T mat.Float](a T) T { return 1 - a*a }

// silu32 is computed in float64, because the sigmoid is a denormal float32 before the product is.
func silu32(z float32) float32 {
	return float32(silu64(float64(z)))
}

func silu64(z float64) float64 { return z * Sigmoid64(z) }

func siluSlope32(z float32) float32 { return float32(siluSlope64(float64(z))) }

func siluSlope64(z float64) float64 {
	return Sigmoid64(z) * (1 + z*Sigmoid64(-z)) // σ(-z) is 1 - σ(z) without its rounding error
}
