//go:build !purego

package mat

import "github.com/nngen/nngen/runtime/internal/cpu"

// F32TransposeStrided sets dst[j*ldDst+i] to src[i*ldSrc+j] for all i < rows and j < cols, and writes nothing else.
func F32TransposeStrided(dst, src []float32, rows, cols, ldDst, ldSrc int) {
	const block = 8
	switch {
	case cpu.Level == cpu.Go || rows == 0 || cols == 0:
		Transpose(dst, src, rows, cols, ldDst, ldSrc)
	case cpu.Level == cpu.AVX512 && rows%16 == 0 && cols%4 == 0:
		f32TransposeQuartersAVX512(dst, src, rows, cols, ldDst, ldSrc)
	case rows < block || cols < block:
		f32TransposeEdgesAVX2(dst, src, rows, cols, ldDst, ldSrc)
	default:
		f32TransposeAVX2(dst, src, rows, cols, ldDst, ldSrc)
	}
}

// F64TransposeStrided is F32TransposeStrided for float64.
func F64TransposeStrided(dst, src []float64, rows, cols, ldDst, ldSrc int) {
	const block = 4
	switch {
	case cpu.Level == cpu.Go || rows == 0 || cols == 0:
		Transpose(dst, src, rows, cols, ldDst, ldSrc)
	case rows < block || cols < block:
		f64TransposeEdgesAVX2(dst, src, rows, cols, ldDst, ldSrc)
	default:
		f64TransposeAVX2(dst, src, rows, cols, ldDst, ldSrc)
	}
}
