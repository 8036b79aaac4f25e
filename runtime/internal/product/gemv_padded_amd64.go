//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// These are the functions of gemvT for weights whose units all lie side by side, apart from those that know other layouts, so that a program
// is not linked with the kernels for the others.

// F32GemvTPaddedUnpacked is F32GemvTUnpacked for weights without a tail.
//
//go:noinline
func F32GemvTPaddedUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	outputs := uint(ny-1) | uint(mat.Lack(nw, nx, ny, ld)) // more than any kernel takes where there is no room
	switch {
	case outputs >= 16*gemvVectors || nb != ny:
	case cpu.Level == cpu.AVX512 && !inHalves(ny, 8*gemvVectors):
		f32GemvTAVX512(y, w, b, x, ny, nx, ld, floor, 1, nil)
		return
	case cpu.Level >= cpu.AVX2 && outputs < 8*gemvVectors:
		f32GemvTAVX2(y, w, b, x, ny, nx, ld, floor, 1, nil)
		return
	}
	f32GemvTPadded(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

// f32GemvTPadded is what no call of the assembly alone computes. It is not inlined, so that the calls that one computes keep nothing for it.
//
//go:noinline
func f32GemvTPadded(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mat.MustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	f32GemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, ny), unsafe.Slice(x, nx), ld, floor)
}

// F64GemvTPaddedUnpacked is F32GemvTPaddedUnpacked for float64.
//
//go:noinline
func F64GemvTPaddedUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	mat.MustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	switch {
	case cpu.Level == cpu.AVX512 && uint(ny-1) < 8*gemvVectors && !inHalves(ny, 4*gemvVectors):
		f64GemvTAVX512(y, w, b, x, ny, nx, ld, floor)
	case cpu.Level >= cpu.AVX2 && uint(ny-1) < 4*gemvVectors:
		f64GemvTAVX2(y, w, b, x, ny, nx, ld, floor)
	default:
		f64GemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, ny), unsafe.Slice(x, nx), ld, floor)
	}
}

// F32GemvTSparsePaddedUnpacked is F32GemvTSparseUnpacked for weights without a tail.
//
//go:noinline
func F32GemvTSparsePaddedUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mat.MustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	switch {
	case cpu.Level == cpu.AVX512 && uint(ny-1) < 16*gemvVectors && !inHalves(ny, 8*gemvVectors+1):
		f32GemvTSparseAVX512(y, w, b, x, ny, nx, ld, floor)
	case cpu.Level >= cpu.AVX2 && uint(ny-1) < 8*gemvVectors:
		f32GemvTSparseAVX2(y, w, b, x, ny, nx, ld, floor)
	default:
		f32GemvTSparseWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, ny), unsafe.Slice(x, nx), ld, floor)
	}
}

// F64GemvTSparsePaddedUnpacked is F32GemvTSparsePaddedUnpacked for float64.
//
//go:noinline
func F64GemvTSparsePaddedUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	F64GemvTPaddedUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}
