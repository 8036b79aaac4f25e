//go:build purego || !amd64

package nn

func stranspose(dst, src []float32, rows, cols, ldDst, ldSrc int) {
	transpose(dst, src, rows, cols, ldDst, ldSrc)
}

func dtranspose(dst, src []float64, rows, cols, ldDst, ldSrc int) {
	transpose(dst, src, rows, cols, ldDst, ldSrc)
}
