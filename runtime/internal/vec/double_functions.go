package vec

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F64Abs is F32Abs for float64.
//
//go:noinline
func F64Abs(y, x []float64) {
	mat.MustFit(len(x) == len(y), "abs")
	f64Abs(y, x)
}

// F64Sign is F32Sign for float64.
//
//go:noinline
func F64Sign(y, x []float64) {
	mat.MustFit(len(x) == len(y), "sign")
	f64Sign(y, x)
}

// F64Sqrt is F32Sqrt for float64.
//
//go:noinline
func F64Sqrt(y, x []float64) {
	mat.MustFit(len(x) == len(y), "sqrt")
	f64Sqrt(y, x)
}

// F64Floor is F32Floor for float64.
//
//go:noinline
func F64Floor(y, x []float64) {
	mat.MustFit(len(x) == len(y), "floor")
	f64Floor(y, x)
}

// F64Round is F32Round for float64.
//
//go:noinline
func F64Round(y, x []float64) {
	mat.MustFit(len(x) == len(y), "round")
	f64Round(y, x)
}

// F64Exp is F32Exp for float64.
//
//go:noinline
func F64Exp(y, x []float64) {
	mat.MustFit(len(x) == len(y), "exp")
	f64Exp(y, x)
}

// F64Expm1 is F32Expm1 for float64.
//
//go:noinline
func F64Expm1(y, x []float64) {
	mat.MustFit(len(x) == len(y), "expm1")
	f64Expm1(y, x)
}

// F64Log is F32Log for float64.
//
//go:noinline
func F64Log(y, x []float64) {
	mat.MustFit(len(x) == len(y), "log")
	f64Log(y, x)
}

// F64Log1p is F32Log1p for float64.
//
//go:noinline
func F64Log1p(y, x []float64) {
	mat.MustFit(len(x) == len(y), "log1p")
	f64Log1p(y, x)
}

// F64Erf is F32Erf for float64.
//
//go:noinline
func F64Erf(y, x []float64) {
	mat.MustFit(len(x) == len(y), "erf")
	f64Erf(y, x)
}

// F64Sin is F32Sin for float64.
//
//go:noinline
func F64Sin(y, x []float64) {
	mat.MustFit(len(x) == len(y), "sin")
	f64Sin(y, x)
}

// F64Cos is F32Cos for float64.
//
//go:noinline
func F64Cos(y, x []float64) {
	mat.MustFit(len(x) == len(y), "cos")
	f64Cos(y, x)
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

// F64Total returns sum and the sum of x, which Go's kernel adds to it entry by entry, as a loop over all blocks would.
//
//go:noinline
func F64Total(sum float64, x []float64) float64 { return f64Total(sum, x) }
