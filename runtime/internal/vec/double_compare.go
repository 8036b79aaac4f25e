package vec

import "github.com/nngen/nngen/runtime/internal/mat"

// F64Less is F32Less for float64.
//
//go:noinline
func F64Less(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "less")
	f64Less(y, a, b)
}

// F64AtMost is F32AtMost for float64.
//
//go:noinline
func F64AtMost(y, a, b []float64) {
	mat.MustFit(len(a) == len(y) && len(b) == len(y), "atMost")
	f64AtMost(y, a, b)
}

// F64LessNum is F32LessNum for float64.
//
//go:noinline
func F64LessNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "lessNum")
	f64LessNum(y, x, c)
}

// F64AtMostNum is F32AtMostNum for float64.
//
//go:noinline
func F64AtMostNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "atMostNum")
	f64AtMostNum(y, x, c)
}

// F64MoreNum is F32MoreNum for float64.
//
//go:noinline
func F64MoreNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "moreNum")
	f64MoreNum(y, x, c)
}

// F64AtLeastNum is F32AtLeastNum for float64.
//
//go:noinline
func F64AtLeastNum(y, x []float64, c float64) {
	mat.MustFit(len(x) == len(y), "atLeastNum")
	f64AtLeastNum(y, x, c)
}

// F64Keep is F32Keep for float64.
//
//go:noinline
func F64Keep(y, c, a []float64) {
	mat.MustFit(len(c) == len(y) && len(a) == len(y), "keep")
	f64Keep(y, c, a)
}

// F64Where is F32Where for float64.
//
//go:noinline
func F64Where(y, c, a, b []float64) {
	mat.MustFit(len(c) == len(y) && len(a) == len(y) && len(b) == len(y), "where")
	f64Where(y, c, a, b)
}
