package vec

import "github.com/nngen/nngen/runtime/internal/mat"

// F64Plus is F32Plus for float64.
//
//go:noinline
func F64Plus(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "plus")
	f64Plus(y, a, b)
}

// F64Minus is F32Minus for float64.
//
//go:noinline
func F64Minus(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "minus")
	f64Minus(y, a, b)
}

// F64Times is F32Times for float64.
//
//go:noinline
func F64Times(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "times")
	f64Times(y, a, b)
}

// F64Over is F32Over for float64.
//
//go:noinline
func F64Over(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "over")
	f64Over(y, a, b)
}

// F64Larger is F32Larger for float64.
//
//go:noinline
func F64Larger(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "larger")
	f64Larger(y, a, b)
}

// F64Smaller is F32Smaller for float64.
//
//go:noinline
func F64Smaller(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "smaller")
	f64Smaller(y, a, b)
}

// F64PlusNum is F32PlusNum for float64.
//
//go:noinline
func F64PlusNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "plusNum")
	f64PlusNum(y, x, c)
}

// F64TimesNum is F32TimesNum for float64.
//
//go:noinline
func F64TimesNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "timesNum")
	f64TimesNum(y, x, c)
}

// F64OverNum is F32OverNum for float64.
//
//go:noinline
func F64OverNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "overNum")
	f64OverNum(y, x, c)
}

// F64NumMinus is F32NumMinus for float64.
//
//go:noinline
func F64NumMinus(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "numMinus")
	f64NumMinus(y, x, c)
}

// F64NumOver is F32NumOver for float64.
//
//go:noinline
func F64NumOver(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "numOver")
	f64NumOver(y, x, c)
}

// F64LargerNum is F32LargerNum for float64.
//
//go:noinline
func F64LargerNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "largerNum")
	f64LargerNum(y, x, c)
}

// F64SmallerNum is F32SmallerNum for float64.
//
//go:noinline
func F64SmallerNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "smallerNum")
	f64SmallerNum(y, x, c)
}

// F64Clamp is F32Clamp for float64.
//
//go:noinline
func F64Clamp(y, x []float64, low, high float64) {
	mat.MustFit(len(x) == len(y), "clamp")
	f64Clamp(y, x, low, high)
}
