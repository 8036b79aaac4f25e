package vec

import "github.com/nngen/nngen/runtime/internal/mat"

// F32Plus computes y[i] = a[i] + b[i].
//
//go:noinline
func F32Plus(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "plus")
	f32Plus(y, a, b)
}

// F32Minus computes y[i] = a[i] - b[i].
//
//go:noinline
func F32Minus(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "minus")
	f32Minus(y, a, b)
}

// F32Times computes y[i] = a[i]·b[i].
//
//go:noinline
func F32Times(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "times")
	f32Times(y, a, b)
}

// F32Over computes y[i] = a[i] / b[i].
//
//go:noinline
func F32Over(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "over")
	f32Over(y, a, b)
}

// F32Larger computes y[i] = max(a[i], b[i]).
//
//go:noinline
func F32Larger(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "larger")
	f32Larger(y, a, b)
}

// F32Smaller computes y[i] = min(a[i], b[i]).
//
//go:noinline
func F32Smaller(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "smaller")
	f32Smaller(y, a, b)
}

// F32PlusNum computes y[i] = x[i] + c.
//
//go:noinline
func F32PlusNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "plusNum")
	f32PlusNum(y, x, c)
}

// F32TimesNum computes y[i] = x[i]·c.
//
//go:noinline
func F32TimesNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "timesNum")
	f32TimesNum(y, x, c)
}

// F32OverNum computes y[i] = x[i] / c.
//
//go:noinline
func F32OverNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "overNum")
	f32OverNum(y, x, c)
}

// F32NumMinus computes y[i] = c - x[i].
//
//go:noinline
func F32NumMinus(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "numMinus")
	f32NumMinus(y, x, c)
}

// F32NumOver computes y[i] = c / x[i].
//
//go:noinline
func F32NumOver(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "numOver")
	f32NumOver(y, x, c)
}

// F32LargerNum computes y[i] = max(x[i], c).
//
//go:noinline
func F32LargerNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "largerNum")
	f32LargerNum(y, x, c)
}

// F32SmallerNum computes y[i] = min(x[i], c).
//
//go:noinline
func F32SmallerNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "smallerNum")
	f32SmallerNum(y, x, c)
}

// F32Clamp computes y[i] = min(max(x[i], low), high).
//
//go:noinline
func F32Clamp(y, x []float32, low, high float32) {
	mat.MustFit(len(x) == len(y), "clamp")
	f32Clamp(y, x, low, high)
}
