//go:build purego || !amd64

package nn

func f32Transpose(dst, src []float32, rows, cols, ldDst, ldSrc int) {
	transpose(dst, src, rows, cols, ldDst, ldSrc)
}

func f64Transpose(dst, src []float64, rows, cols, ldDst, ldSrc int) {
	transpose(dst, src, rows, cols, ldDst, ldSrc)
}
