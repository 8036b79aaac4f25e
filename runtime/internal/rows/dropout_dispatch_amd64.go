//go:build !purego

package rows

import "github.com/nngen/nngen/runtime/internal/cpu"

func f32Dropout(dst, src []float32, n int, mask Mask) {
	if cpu.Level == cpu.Go {
		dropout(dst, src, n, mask)
		return
	}
	for row := 0; row*n < len(src); row++ {
		to, from, h := dst[row*n:][:n], src[row*n:][:n], mask.row(row)
		if cpu.Level == cpu.AVX512 {
			f32DropoutAVX512(to, from, h, mask.silent, float32(mask.scale))
		} else {
			f32DropoutAVX2(to, from, h, mask.silent, float32(mask.scale))
		}
	}
}

func f64Dropout(dst, src []float64, n int, mask Mask) {
	if cpu.Level == cpu.Go {
		dropout(dst, src, n, mask)
		return
	}
	for row := 0; row*n < len(src); row++ {
		to, from, h := dst[row*n:][:n], src[row*n:][:n], mask.row(row)
		f64DropoutAVX2(to, from, h, mask.silent, float64(mask.scale))
	}
}
