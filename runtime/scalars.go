package nn

import "github.com/nngen/nngen/runtime/internal/elem"

// Exp32 returns e**x with an error below 1 ulp.
func Exp32(x float32) float32 { return elem.Exp32(x) }

// Expm132 returns e**x - 1 with an error below 1 ulp, also near x = 0.
func Expm132(x float32) float32 { return elem.Expm132(x) }

// Sigmoid32 returns 1 / (1 + e**-x) with an error below 1 ulp.
func Sigmoid32(x float32) float32 { return elem.Sigmoid32(x) }

// Tanh32 returns the hyperbolic tangent of x with an error below 1 ulp.
func Tanh32(x float32) float32 { return elem.Tanh32(x) }

// Sigmoid64 returns 1 / (1 + e**-x). It does not overflow on the way.
func Sigmoid64(x float64) float64 { return elem.Sigmoid64(x) }

// Log32 returns the natural logarithm of x with an error below 1 ulp.
func Log32(x float32) float32 { return elem.Log32(x) }

// Log1p32 returns log(1+x) with an error below 1 ulp, also near x = 0.
func Log1p32(x float32) float32 { return elem.Log1p32(x) }

// Sqrt32 returns the square root of x.
func Sqrt32(x float32) float32 { return elem.Sqrt32(x) }

// Erf32 returns the error function of x.
func Erf32(x float32) float32 { return elem.Erf32(x) }

// Pow32 returns x**y, with the special cases of math.Pow.
func Pow32(x, y float32) float32 { return elem.Pow32(x, y) }

// Abs32 returns the absolute value of x.
func Abs32(x float32) float32 { return elem.Abs32(x) }

// Sign32 returns 1 for positive x, -1 for negative x, and x itself for zeros and NaN.
func Sign32(x float32) float32 { return elem.Sign32(x) }

// Sign64 is Sign32 for float64.
func Sign64(x float64) float64 { return elem.Sign64(x) }

// Sin32 returns the sine of x.
func Sin32(x float32) float32 { return elem.Sin32(x) }

// Cos32 returns the cosine of x.
func Cos32(x float32) float32 { return elem.Cos32(x) }

// Floor32 returns the largest whole number not above x.
func Floor32(x float32) float32 { return elem.Floor32(x) }

// Softplus32 returns log(1 + exp(x)).
func Softplus32(x float32) float32 { return elem.Softplus32(x) }

// Softplus64 is Softplus32 for float64.
func Softplus64(x float64) float64 { return elem.Softplus64(x) }
