//go:build !purego

package nn

func stranspose(dst, src []float32, rows, cols, ldDst, ldSrc int) {
	const block = 8
	switch {
	case level == levelGo || rows == 0 || cols == 0:
		transpose(dst, src, rows, cols, ldDst, ldSrc)
	case rows < block || cols < block:
		stransposeEdgesAVX2(dst, src, rows, cols, ldDst, ldSrc)
	default:
		stransposeAVX2(dst, src, rows, cols, ldDst, ldSrc)
	}
}

func dtranspose(dst, src []float64, rows, cols, ldDst, ldSrc int) {
	const block = 4
	switch {
	case level == levelGo || rows == 0 || cols == 0:
		transpose(dst, src, rows, cols, ldDst, ldSrc)
	case rows < block || cols < block:
		dtransposeEdgesAVX2(dst, src, rows, cols, ldDst, ldSrc)
	default:
		dtransposeAVX2(dst, src, rows, cols, ldDst, ldSrc)
	}
}
