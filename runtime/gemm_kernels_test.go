package nn

// matrixKernels are the products of one precision.
type matrixKernels[T Float] struct {
	gemvN, gemvNRelu               func(y, w, b, x []T)
	gemvT, gemvTRelu               func(y, w, b, x []T, ld int)
	gemvTSparse, gemvTSparseRelu   func(y, w, b, x []T, ld int)
	gemmNN, gemmNT, gemmTN         func(c, a, b []T, m, n, k, ld int)
	gemmTNSum                      func(c, sums, a, b []T, m, n, k, ld int)
	gemmNNBias, gemmNTBias         func(c, a, b, bias []T, m, n, k, ld int)
	gemmNNBiasRelu, gemmNTBiasRelu func(c, a, b, bias []T, m, n, k, ld int)
}

var singleMatrix = matrixKernels[float32]{
	F32GemvN, F32GemvNRelu, F32GemvT, F32GemvTRelu, F32GemvTSparse, F32GemvTSparseRelu, F32GemmNN, F32GemmNT, F32GemmTN, F32GemmTNSum,
	F32GemmNNBias, F32GemmNTBias, F32GemmNNBiasRelu, F32GemmNTBiasRelu,
}

var doubleMatrix = matrixKernels[float64]{
	F64GemvN, F64GemvNRelu, F64GemvT, F64GemvTRelu, F64GemvTSparse, F64GemvTSparseRelu, F64GemmNN, F64GemmNT, F64GemmTN, F64GemmTNSum,
	F64GemmNNBias, F64GemmNTBias, F64GemmNNBiasRelu, F64GemmNTBiasRelu,
}
