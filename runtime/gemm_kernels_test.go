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
	SgemvN, SgemvNRelu, SgemvT, SgemvTRelu, SgemvTSparse, SgemvTSparseRelu, SgemmNN, SgemmNT, SgemmTN, SgemmTNSum,
	SgemmNNBias, SgemmNTBias, SgemmNNBiasRelu, SgemmNTBiasRelu,
}

var doubleMatrix = matrixKernels[float64]{
	DgemvN, DgemvNRelu, DgemvT, DgemvTRelu, DgemvTSparse, DgemvTSparseRelu, DgemmNN, DgemmNT, DgemmTN, DgemmTNSum,
	DgemmNNBias, DgemmNTBias, DgemmNNBiasRelu, DgemmNTBiasRelu,
}
