package elem

import "github.com/nngen/nngen/runtime/internal/mat"

// F32Sigmoid computes y[i] = 1 / (1 + exp(-z[i])) with an error below 4 ulp.
//
//go:noinline
func F32Sigmoid(y, z []float32) {
	mat.MustFit(len(y) == len(z), "sigmoid")
	f32Sigmoid(y, z)
}

// F64Sigmoid is F32Sigmoid for float64.
//
//go:noinline
func F64Sigmoid(y, z []float64) {
	mat.MustFit(len(y) == len(z), "sigmoid")
	f64Sigmoid(y, z)
}

// F32SigmoidGrad multiplies da[i] by a[i]·(1 - a[i]), the slope of the sigmoid at its result a.
//
//go:noinline
func F32SigmoidGrad(da, a []float32) {
	mat.MustFit(len(da) == len(a), "sigmoidGrad")
	f32SigmoidGrad(da, a)
}

// F64SigmoidGrad is F32SigmoidGrad for float64.
//
//go:noinline
func F64SigmoidGrad(da, a []float64) {
	mat.MustFit(len(da) == len(a), "sigmoidGrad")
	f64SigmoidGrad(da, a)
}

// F32Tanh computes y[i] = tanh(z[i]) with an error below 4 ulp.
//
//go:noinline
func F32Tanh(y, z []float32) {
	mat.MustFit(len(y) == len(z), "tanh")
	f32Tanh(y, z)
}

// F64Tanh is F32Tanh for float64.
//
//go:noinline
func F64Tanh(y, z []float64) {
	mat.MustFit(len(y) == len(z), "tanh")
	f64Tanh(y, z)
}

// F32TanhGrad multiplies da[i] by 1 - a[i]², the slope of tanh at its result a.
//
//go:noinline
func F32TanhGrad(da, a []float32) {
	mat.MustFit(len(da) == len(a), "tanhGrad")
	f32TanhGrad(da, a)
}

// F64TanhGrad is F32TanhGrad for float64.
//
//go:noinline
func F64TanhGrad(da, a []float64) {
	mat.MustFit(len(da) == len(a), "tanhGrad")
	f64TanhGrad(da, a)
}

// F32Silu computes y[i] = z[i]·σ(z[i]) with an error below 4 ulp.
//
//go:noinline
func F32Silu(y, z []float32) {
	mat.MustFit(len(y) == len(z), "silu")
	f32Silu(y, z)
}

// F64Silu is F32Silu for float64.
//
//go:noinline
func F64Silu(y, z []float64) {
	mat.MustFit(len(y) == len(z), "silu")
	f64Silu(y, z)
}

// F32SiluGrad multiplies da[i] by σ(z[i])·(1 + z[i]·(1 - σ(z[i]))).
//
//go:noinline
func F32SiluGrad(da, z []float32) {
	mat.MustFit(len(da) == len(z), "siluGrad")
	f32SiluGrad(da, z)
}

// F64SiluGrad is F32SiluGrad for float64.
//
//go:noinline
func F64SiluGrad(da, z []float64) {
	mat.MustFit(len(da) == len(z), "siluGrad")
	f64SiluGrad(da, z)
}

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
