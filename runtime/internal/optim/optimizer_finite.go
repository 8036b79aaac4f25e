package optim

import (
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// F32FiniteSgd is F32Sgd where dw is finite. Else it returns false, and does nothing.
//
//go:noinline
func F32FiniteSgd(w, dw []float32, s SGDStep[float32]) bool {
	mat.MustFit(len(dw) == len(w), "finiteSgd")
	n := f32FiniteSgd(w, dw, &s)
	if n == len(w) {
		return true
	}
	if n == 0 && !rows.F32Finite(dw) {
		return false
	}
	F32Sgd(w[n:], dw[n:], s)
	return true
}
