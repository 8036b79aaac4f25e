package elem

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Sqrt32 returns the square root of x.
func Sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// Erf32 returns the error function of x.
func Erf32(x float32) float32 { return float32(math.Erf(float64(x))) }

// Pow32 returns x**y, with the special cases of math.Pow.
func Pow32(x, y float32) float32 { return float32(math.Pow(float64(x), float64(y))) }

// Abs32 returns the absolute value of x.
func Abs32(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }

// Sign32 returns 1 for positive x, -1 for negative x, and x itself for zeros and NaN.
func Sign32(x float32) float32 { return sign(x) }

// Sign64 is Sign32 for float64.
func Sign64(x float64) float64 { return sign(x) }

func sign[T mat.Float](x T) T {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x
}

// Sin32 returns the sine of x.
func Sin32(x float32) float32 { return float32(math.Sin(float64(x))) }

// Cos32 returns the cosine of x.
func Cos32(x float32) float32 { return float32(math.Cos(float64(x))) }

// Floor32 returns the largest whole number not above x.
func Floor32(x float32) float32 { return float32(math.Floor(float64(x))) }

// Round32 returns the whole number nearest to x, of two equally near ones the even.
func Round32(x float32) float32 { return float32(math.RoundToEven(float64(x))) }

// Round64 is Round32 for float64.
func Round64(x float64) float64 { return math.RoundToEven(x) }

// Softplus32 returns log(1 + exp(x)).
func Softplus32(x float32) float32 { return max(x, 0) + Log1p32(Exp32(-Abs32(x))) }

// Softplus64 is Softplus32 for float64.
func Softplus64(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
