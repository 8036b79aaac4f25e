package vec

import "github.com/nngen/nngen/runtime/internal/mat"

// F32Less computes y[i] = 1 where a[i] < b[i], else 0.
//
//go:noinline
func F32Less(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "less")
	f32Less(y, a, b)
}

// F32AtMost computes y[i] = 1 where a[i] <= b[i], else 0.
//
//go:noinline
func F32AtMost(y, a, b []float32) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "atMost")
	f32AtMost(y, a, b)
}

// F32LessNum computes y[i] = 1 where x[i] < c, else 0.
//
//go:noinline
func F32LessNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "lessNum")
	f32LessNum(y, x, c)
}

// F32AtMostNum computes y[i] = 1 where x[i] <= c, else 0.
//
//go:noinline
func F32AtMostNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "atMostNum")
	f32AtMostNum(y, x, c)
}

// F32MoreNum computes y[i] = 1 where x[i] > c, else 0.
//
//go:noinline
func F32MoreNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "moreNum")
	f32MoreNum(y, x, c)
}

// F32AtLeastNum computes y[i] = 1 where x[i] >= c, else 0.
//
//go:noinline
func F32AtLeastNum(y, x []float32, c float32) {
	mat.MustFit(len(x) == len(y), "atLeastNum")
	f32AtLeastNum(y, x, c)
}

// F32Keep computes y[i] = a[i] where the condition c[i] is not 0, else 0.
//
//go:noinline
func F32Keep(y, c, a []float32) {
	mat.MustFit(len(c) == len(y) && len(a) == len(y), "keep")
	f32Keep(y, c, a)
}

// F32Where computes y[i] = a[i] where the condition c[i] is not 0, else b[i].
//
//go:noinline
func F32Where(y, c, a, b []float32) {
	mat.MustFit(len(c) == len(y) && len(a) == len(y) && len(b) == len(y), "where")
	f32Where(y, c, a, b)
}
