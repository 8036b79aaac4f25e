package product

import (
	"math"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

var noFloor = mat.Unbounded[float32]()

// matrixKernels are the products of one precision.
type matrixKernels[T mat.Float] struct {
	gemvN, gemvNRelu               func(y, w, b, x []T)
	gemvT, gemvTRelu               func(y, w, b, x []T, ld int)
	gemvTSparse, gemvTSparseRelu   func(y, w, b, x []T, ld int)
	gemmNN, gemmNT, gemmTN         func(c, a, b []T, m, n, k, ld int)
	gemmTNSum                      func(c, sums, a, b []T, m, n, k, ld int)
	gemmNNBias, gemmNTBias         func(c, a, b, bias []T, m, n, k, ld int)
	gemmNNBiasRelu, gemmNTBiasRelu func(c, a, b, bias []T, m, n, k, ld int)
}

var singleMatrix = matrixKernels[float32]{
	forN(F32GemvNUnpacked, noFloor), forN(F32GemvNUnpacked, 0), forT(F32GemvTUnpacked, noFloor), forT(F32GemvTUnpacked, 0),
	forT(F32GemvTSparseUnpacked, noFloor), forT(F32GemvTSparseUnpacked, 0), F32GemmNN, F32GemmNT, F32GemmTN, F32GemmTNSum,
	F32GemmNNBias, F32GemmNTBias, F32GemmNNBiasRelu, F32GemmNTBiasRelu,
}

var doubleMatrix = matrixKernels[float64]{
	forN(F64GemvNUnpacked, math.Inf(-1)), forN(F64GemvNUnpacked, 0), forT(F64GemvTUnpacked, math.Inf(-1)), forT(F64GemvTUnpacked, 0),
	forT(F64GemvTSparseUnpacked, math.Inf(-1)), forT(F64GemvTSparseUnpacked, 0), F64GemmNN, F64GemmNT, F64GemmTN, F64GemmTNSum,
	F64GemmNNBias, F64GemmNTBias, F64GemmNNBiasRelu, F64GemmNTBiasRelu,
}

// forN is a kernel for slices, made of one for pointers and lengths.
func forN[T mat.Float](unpacked func(y, w, b, x *T, ny, nw, nb, nx int, floor T), floor T) func(y, w, b, x []T) {
	return func(y, w, b, x []T) {
		unpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), floor)
	}
}

// forT is forN for kernels with a distance of the rows.
func forT[T, W mat.Float | BFloat16 | Int8](unpacked func(y *T, w *W, b, x *T, ny, nw, nb, nx, ld int, floor T), floor T) func(y []T, w []W, b, x []T, ld int) {
	return func(y []T, w []W, b, x []T, ld int) {
		unpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), ld, floor)
	}
}
