package elem

import "github.com/nngen/nngen/runtime/internal/mat"

// Activations are computed entry by entry. y and z have the same length and may be the same slice; so may the gradient
// da and what it is computed from. NaN stays NaN.

// F32Relu computes y[i] = max(z[i], 0).
//
//go:noinline
func F32Relu(y, z []float32) {
	mat.MustFit(len(y) == len(z), "relu")
	f32Relu(y, z)
}

// F64Relu is F32Relu for float64.
//
//go:noinline
func F64Relu(y, z []float64) {
	mat.MustFit(len(y) == len(z), "relu")
	f64Relu(y, z)
}

// F32ReluGrad sets da[i] = 0 where a[i] <= 0. a is relu's result, or what went into it.
//
//go:noinline
func F32ReluGrad(da, a []float32) {
	mat.MustFit(len(da) == len(a), "reluGrad")
	f32ReluGrad(da, a)
}

// F64ReluGrad is F32ReluGrad for float64.
//
//go:noinline
func F64ReluGrad(da, a []float64) {
	mat.MustFit(len(da) == len(a), "reluGrad")
	f64ReluGrad(da, a)
}

// F32LeakyRelu computes y[i] = z[i] where z[i] > 0, else alpha·z[i].
//
//go:noinline
func F32LeakyRelu(y, z []float32, alpha float32) {
	mat.MustFit(len(y) == len(z), "leakyRelu")
	f32LeakyRelu(y, z, alpha)
}

// F64LeakyRelu is F32LeakyRelu for float64.
//
//go:noinline
func F64LeakyRelu(y, z []float64, alpha float64) {
	mat.MustFit(len(y) == len(z), "leakyRelu")
	f64LeakyRelu(y, z, alpha)
}

// F32LeakyReluGrad multiplies da[i] by alpha where z[i] is not above 0.
//
//go:noinline
func F32LeakyReluGrad(da, z []float32, alpha float32) {
	mat.MustFit(len(da) == len(z), "leakyReluGrad")
	f32LeakyReluGrad(da, z, alpha)
}

// F64LeakyReluGrad is F32LeakyReluGrad for float64.
//
//go:noinline
func F64LeakyReluGrad(da, z []float64, alpha float64) {
	mat.MustFit(len(da) == len(z), "leakyReluGrad")
	f64LeakyReluGrad(da, z, alpha)
}

func relu[T mat.Float](y, z []T) {
	for i, v := range z {
		y[i] = max(v, 0)
	}
}

func reluGrad[T mat.Float](da, a []T) {
	for i, v := range a {
		if v <= 0 {
			da[i] = 0
		}
	}
}

func leakyRelu[T mat.Float](y, z []T, alpha T) {
	for i, v := range z {
		if !(v > 0) {
			v *= alpha
		}
		y[i] = v
	}
}

func leakyReluGrad[T mat.Float](da, z []T, alpha T) {
	for i, v := range z {
		if !(v > 0) {
			da[i] *= alpha
		}
	}
}

// apply computes y[i] = f(z[i]).
func apply[T mat.Float](y, z []T, f func(T) T) {
	for i, v := range z {
		y[i] = f(v)
	}
}

// applySlope multiplies da[i] by slope(z[i]).
func applySlope[T mat.Float](da, z []T, slope func(T) T) {
	for i, v := range z {
		da[i] *= slope(v)
	}
}
