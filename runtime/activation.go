package nn

// Activations are computed entry by entry. y and z have the same length and may be the same slice; so may the gradient
// da and what it is computed from. NaN stays NaN.

// Srelu computes y[i] = max(z[i], 0).
//
//go:noinline
func Srelu(y, z []float32) {
	mustFit(len(y) == len(z), "relu")
	srelu(y, z)
}

// Drelu is Srelu for float64.
//
//go:noinline
func Drelu(y, z []float64) {
	mustFit(len(y) == len(z), "relu")
	drelu(y, z)
}

// SreluGrad sets da[i] = 0 where a[i] <= 0. a is relu's result, or what went into it.
//
//go:noinline
func SreluGrad(da, a []float32) {
	mustFit(len(da) == len(a), "reluGrad")
	sreluGrad(da, a)
}

// DreluGrad is SreluGrad for float64.
//
//go:noinline
func DreluGrad(da, a []float64) {
	mustFit(len(da) == len(a), "reluGrad")
	dreluGrad(da, a)
}

// SleakyRelu computes y[i] = z[i] where z[i] > 0, else alpha·z[i].
//
//go:noinline
func SleakyRelu(y, z []float32, alpha float32) {
	mustFit(len(y) == len(z), "leakyRelu")
	sleakyRelu(y, z, alpha)
}

// DleakyRelu is SleakyRelu for float64.
//
//go:noinline
func DleakyRelu(y, z []float64, alpha float64) {
	mustFit(len(y) == len(z), "leakyRelu")
	dleakyRelu(y, z, alpha)
}

// SleakyReluGrad multiplies da[i] by alpha where z[i] is not above 0.
//
//go:noinline
func SleakyReluGrad(da, z []float32, alpha float32) {
	mustFit(len(da) == len(z), "leakyReluGrad")
	sleakyReluGrad(da, z, alpha)
}

// DleakyReluGrad is SleakyReluGrad for float64.
//
//go:noinline
func DleakyReluGrad(da, z []float64, alpha float64) {
	mustFit(len(da) == len(z), "leakyReluGrad")
	dleakyReluGrad(da, z, alpha)
}

func relu[T Float](y, z []T) {
	for i, v := range z {
		y[i] = max(v, 0)
	}
}

func reluGrad[T Float](da, a []T) {
	for i, v := range a {
		if v <= 0 {
			da[i] = 0
		}
	}
}

func leakyRelu[T Float](y, z []T, alpha T) {
	for i, v := range z {
		if !(v > 0) {
			v *= alpha
		}
		y[i] = v
	}
}

func leakyReluGrad[T Float](da, z []T, alpha T) {
	for i, v := range z {
		if !(v > 0) {
			da[i] *= alpha
		}
	}
}

// apply computes y[i] = f(z[i]).
func apply[T Float](y, z []T, f func(T) T) {
	for i, v := range z {
		y[i] = f(v)
	}
}

// applySlope multiplies da[i] by slope(z[i]).
func applySlope[T Float](da, z []T, slope func(T) T) {
	for i, v := range z {
		da[i] *= slope(v)
	}
}
