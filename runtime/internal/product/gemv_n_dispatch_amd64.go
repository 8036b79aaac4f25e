//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Rows that fit in half a vector of AVX-512 are added up faster with AVX2; and where the processor takes vectors in halves, more than two that are
// short, so that most of the time goes into adding up lanes, or cross lines of the cache.

// F32GemvNUnpacked is gemvN of ny, nw, nb and nx numbers; results below floor become floor.
//
//go:noinline
func F32GemvNUnpacked(y, w, b, x *float32, ny, nw, nb, nx int, floor float32) {
	mat.MustFit(fitN(ny, nw, nb, nx), "gemvN")
	switch {
	case cpu.Level == cpu.AVX512 && nx > 8 && !(cpu.Halves && ny > 2 && (nx < 64 || nx%16 > 0)):
		f32DotsAVX512(y, w, x, b, ny, nx, nx, 1, 1, floor)
	case cpu.Level >= cpu.AVX2:
		f32DotsAVX2(y, w, x, b, ny, nx, nx, 1, 1, floor)
	default:
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
	}
}

// F64GemvNUnpacked is F32GemvNUnpacked for float64.
//
//go:noinline
func F64GemvNUnpacked(y, w, b, x *float64, ny, nw, nb, nx int, floor float64) {
	mat.MustFit(fitN(ny, nw, nb, nx), "gemvN")
	switch {
	case cpu.Level >= cpu.AVX2:
		f64DotsAVX2(y, w, x, b, ny, nx, nx, 1, 1, floor)
	default:
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
	}
}
