package vec

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32Sin computes y[i] = the sine of x[i] with an error below 2 ulp.
//
//go:noinline
func F32Sin(y, x []float32) {
	mat.MustFit(len(x) == len(y), "sin")
	f32Sin(y, x)
}

// F64Sin is F32Sin for float64.
//
//go:noinline
func F64Sin(y, x []float64) {
	mat.MustFit(len(x) == len(y), "sin")
	f64Sin(y, x)
}

// F32Cos computes y[i] = the cosine of x[i] with an error below 2 ulp.
//
//go:noinline
func F32Cos(y, x []float32) {
	mat.MustFit(len(x) == len(y), "cos")
	f32Cos(y, x)
}

// F64Cos is F32Cos for float64.
//
//go:noinline
func F64Cos(y, x []float64) {
	mat.MustFit(len(x) == len(y), "cos")
	f64Cos(y, x)
}

// F32Pow computes y[i] = pow(a[i], b[i]), with the special cases of math.Pow, one after the other.
//
//go:noinline
func F32Pow(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "pow")
	for i := range y {
		y[i] = elem.Pow32(a[i], b[i])
	}
}

// F64Pow is F32Pow for float64.
//
//go:noinline
func F64Pow(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "pow")
	for i := range y {
		y[i] = math.Pow(a[i], b[i])
	}
}

// F32Total returns the sum of x, in float64.
//
//go:noinline
func F32Total(x []float32) float64 { return f32Total(x) }

// F64Total returns sum and the sum of x, which Go's kernel adds to it entry by entry, as a loop over all blocks would.
//
//go:noinline
func F64Total(sum float64, x []float64) float64 { return f64Total(sum, x) }
