//go:build !purego

package nn

func sdropout(dst, src []float32, n int, mask Mask) {
	if level < levelAVX512 {
		dropout(dst, src, n, mask)
		return
	}
	for row := 0; row*n < len(src); row++ {
		sdropoutAVX512(dst[row*n:][:n], src[row*n:][:n], mask.row(row), mask.silent, float32(mask.scale))
	}
}

func ddropout(dst, src []float64, n int, mask Mask) {
	if level < levelAVX512 {
		dropout(dst, src, n, mask)
		return
	}
	for row := 0; row*n < len(src); row++ {
		ddropoutAVX512(dst[row*n:][:n], src[row*n:][:n], mask.row(row), mask.silent, float64(mask.scale))
	}
}
