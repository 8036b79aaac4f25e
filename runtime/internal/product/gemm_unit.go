package product

import (
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// F32UnitGrad is the gradient of a layer of one unit, whose weights w and gradient dw have n entries and whose x has a row of n for each of m
// examples: by the weights, by the bias and by x, and then by what went into the activation that made x. It is
//
//	F32GemmTN(dw, dz, x, 1, n, m, n)
//	F32SumRows(db, dz)
//	F32GemmNN(dx, dz, w, m, n, 1, n)
//
// and then sets dx to 0 where x is at most 0, for a slope of 0, or multiplies dx by slope there.
func F32UnitGrad(dw, db, dx, dz, x, w []float32, m, n int, slope float32) {
	mat.MustFit((len(dw)^n)|(len(db)^1)|(len(dx)^m*n)|(len(dz)^m)|(len(x)^m*n)|(len(w)^n) == 0, "unitGrad")
	if f32UnitGrad(dw, db, dx, dz, x, w, m, n, slope) {
		return
	}
	F32GemmTN(dw, dz, x, 1, n, m, n)
	rows.F32SumRows(db, dz)
	F32GemmNN(dx, dz, w, m, n, 1, n)
	f32Slope(dx, x, slope)
}
