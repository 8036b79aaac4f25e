//go:build !purego

package nn

func sdropout(dst, src []float32, n int, mask Mask) {
	if level == levelGo {
		dropout(dst, src, n, mask)
		return
	}
	for row := 0; row*n < len(src); row++ {
		to, from, h := dst[row*n:][:n], src[row*n:][:n], mask.row(row)
		if level == levelAVX512 {
			sdropoutAVX512(to, from, h, mask.silent, float32(mask.scale))
		} else {
			sdropoutAVX2(to, from, h, mask.silent, float32(mask.scale))
		}
	}
}

func ddropout(dst, src []float64, n int, mask Mask) {
	if level == levelGo {
		dropout(dst, src, n, mask)
		return
	}
	for row := 0; row*n < len(src); row++ {
		to, from, h := dst[row*n:][:n], src[row*n:][:n], mask.row(row)
		if level == levelAVX512 {
			ddropoutAVX512(to, from, h, mask.silent, float64(mask.scale))
		} else {
			ddropoutAVX2(to, from, h, mask.silent, float64(mask.scale))
		}
	}
}
