package elem

import "github.com/nngen/nngen/runtime/internal/mat"

// Activations are computed entry by entry. y and z have the same length and may be the same slice; so may the gradient
// da and what it is computed from. NaN stays NaN.

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
