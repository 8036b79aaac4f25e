//go:build purego || !amd64

package mat

// F32TransposeStrided sets dst[j*ldDst+i] to src[i*ldSrc+j] for all i < rows and j < cols, and writes nothing else.
func F32TransposeStrided(dst, src []float32, rows, cols, ldDst, ldSrc int) {
	Transpose(dst, src, rows, cols, ldDst, ldSrc)
}

// F64TransposeStrided is F32TransposeStrided for float64.
func F64TransposeStrided(dst, src []float64, rows, cols, ldDst, ldSrc int) {
	Transpose(dst, src, rows, cols, ldDst, ldSrc)
}
