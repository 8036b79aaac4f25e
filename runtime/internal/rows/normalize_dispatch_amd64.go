//go:build !purego

package rows

import "github.com/nngen/nngen/runtime/internal/cpu"

func f32NormalizeRows(dst, x, offset, scale []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32NormalizeRowsAVX512(dst, x, offset, scale)
	case cpu.AVX2:
		f32NormalizeRowsAVX2(dst, x, offset, scale)
	default:
		normalizeRows(dst, x, offset, scale)
	}
}

func f64NormalizeRows(dst, x, offset, scale []float64) {
	if cpu.Level == cpu.Go {
		normalizeRows(dst, x, offset, scale)
		return
	}
	f64NormalizeRowsAVX2(dst, x, offset, scale)
}

func f32RescaleRows(dst, a, offset, scale []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32RescaleRowsAVX512(dst, a, offset, scale)
	case cpu.AVX2:
		f32RescaleRowsAVX2(dst, a, offset, scale)
	default:
		rescaleRows(dst, a, offset, scale)
	}
}

func f64RescaleRows(dst, a, offset, scale []float64) {
	if cpu.Level == cpu.Go {
		rescaleRows(dst, a, offset, scale)
		return
	}
	f64RescaleRowsAVX2(dst, a, offset, scale)
}
