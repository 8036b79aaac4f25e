//go:build !purego

package nn

func f32Transpose(dst, src []float32, rows, cols, ldDst, ldSrc int) {
	const block = 8
	switch {
	case level == levelGo || rows == 0 || cols == 0:
		transpose(dst, src, rows, cols, ldDst, ldSrc)
	case rows < block || cols < block:
		f32TransposeEdgesAVX2(dst, src, rows, cols, ldDst, ldSrc)
	default:
		f32TransposeAVX2(dst, src, rows, cols, ldDst, ldSrc)
	}
}

func f64Transpose(dst, src []float64, rows, cols, ldDst, ldSrc int) {
	const block = 4
	switch {
	case level == levelGo || rows == 0 || cols == 0:
		transpose(dst, src, rows, cols, ldDst, ldSrc)
	case rows < block || cols < block:
		f64TransposeEdgesAVX2(dst, src, rows, cols, ldDst, ldSrc)
	default:
		f64TransposeAVX2(dst, src, rows, cols, ldDst, ldSrc)
	}
}
