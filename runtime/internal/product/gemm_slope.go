package product

import (
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// SlopeColumns divides the columns, and SlopeWeights is how many entries B has at most, where a kernel does F32GemmNTSlope at once.
const SlopeColumns, SlopeWeights = 64, 1 << 13

// F32GemmNTSlope is F32GemmNT, and then multiplies by slope the entries of C whose entry of from, which lies as C does, is not
// above 0: F32ReluGrad(c, from) where slope is 0, else F32LeakyReluGrad(c, from, slope). Where from is NaN, C may be left as it is.
func F32GemmNTSlope(c, a, b, from []float32, m, n, k, ld int, slope float32) {
	mat.MustFit(len(from) == len(c) && fitNT(len(c), len(a), len(b), n, m, n, k, ld), "gemmNT")
	if f32GemmNTNear(c, a, b, from, m, n, k, ld, slope) {
		return
	}
	F32GemmNT(c, a, b, m, n, k, ld)
	f32Slope(c, from, slope)
}

// f32Slope multiplies by slope what is not above 0 in from.
func f32Slope(c, from []float32, slope float32) {
	switch slope {
	case 0:
		elem.F32ReluGrad(c, from)
	case 1:
	default:
		elem.F32LeakyReluGrad(c, from, slope)
	}
}
