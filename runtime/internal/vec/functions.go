package vec

import (
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32Abs computes y[i] = |x[i]|.
//
//go:noinline
func F32Abs(y, x []float32) {
	mat.MustFit(len(x) == len(y), "abs")
	f32Abs(y, x)
}

// F32Sign computes y[i] = 1 where x[i] > 0, -1 where x[i] < 0, else x[i].
//
//go:noinline
func F32Sign(y, x []float32) {
	mat.MustFit(len(x) == len(y), "sign")
	f32Sign(y, x)
}

// F32Sqrt computes y[i] = the square root of x[i].
//
//go:noinline
func F32Sqrt(y, x []float32) {
	mat.MustFit(len(x) == len(y), "sqrt")
	f32Sqrt(y, x)
}

// F32Floor computes y[i] = the largest whole number not above x[i].
//
//go:noinline
func F32Floor(y, x []float32) {
	mat.MustFit(len(x) == len(y), "floor")
	f32Floor(y, x)
}

// F32Round computes y[i] = the whole number nearest to x[i], of two equally near ones the even.
//
//go:noinline
func F32Round(y, x []float32) {
	mat.MustFit(len(x) == len(y), "round")
	f32Round(y, x)
}

// F32Exp computes y[i] = exp(x[i]) with an error below 2 ulp.
//
//go:noinline
func F32Exp(y, x []float32) {
	mat.MustFit(len(x) == len(y), "exp")
	f32Exp(y, x)
}

// F32Expm1 computes y[i] = exp(x[i]) - 1 with an error below 2 ulp, also near 0.
//
//go:noinline
func F32Expm1(y, x []float32) {
	mat.MustFit(len(x) == len(y), "expm1")
	f32Expm1(y, x)
}

// F32Log computes y[i] = the natural logarithm of x[i] with an error below 2 ulp.
//
//go:noinline
func F32Log(y, x []float32) {
	mat.MustFit(len(x) == len(y), "log")
	f32Log(y, x)
}

// F32Log1p computes y[i] = log(1 + x[i]) with an error below 2 ulp, also near 0.
//
//go:noinline
func F32Log1p(y, x []float32) {
	mat.MustFit(len(x) == len(y), "log1p")
	f32Log1p(y, x)
}

// F32Erf computes y[i] = the error function of x[i] with an error below 2 ulp.
//
//go:noinline
func F32Erf(y, x []float32) {
	mat.MustFit(len(x) == len(y), "erf")
	f32Erf(y, x)
}

// F32Sin computes y[i] = the sine of x[i] with an error below 2 ulp.
//
//go:noinline
func F32Sin(y, x []float32) {
	mat.MustFit(len(x) == len(y), "sin")
	f32Sin(y, x)
}

// F32Cos computes y[i] = the cosine of x[i] with an error below 2 ulp.
//
//go:noinline
func F32Cos(y, x []float32) {
	mat.MustFit(len(x) == len(y), "cos")
	f32Cos(y, x)
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

// F32Total returns the sum of x, in float64.
//
//go:noinline
func F32Total(x []float32) float64 { return f32Total(x) }
