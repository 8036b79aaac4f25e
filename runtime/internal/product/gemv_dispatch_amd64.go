//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// gemvVectors is how many vectors of outputs the assembly of gemvT holds in registers.
const gemvVectors = 8

// F32GemvTUnpacked is gemvT of ny, nw, nb and nx numbers; results below floor become floor.
//
//go:noinline
func F32GemvTUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
		if mat.HasPanels(nw, nx, ny, ld) {
			f32GemvTInPanels(y, w, b, x, ny, nb, nx, ld, floor)
			return
		}
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	switch {
	case cpu.Level == cpu.AVX512 && uint(n-1) < 16*gemvVectors && !inHalves(n, 8*gemvVectors):
		f32GemvTAVX512(y, w, b, x, n, nx, ld, floor, 1, nil)
	case cpu.Level >= cpu.AVX2 && uint(n-1) < 8*gemvVectors:
		f32GemvTAVX2(y, w, b, x, n, nx, ld, floor, 1, nil)
	default:
		f32GemvTWide(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	}
	if n < ny {
		f32GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

// F32GemvTLeakyUnpacked is gemvT of ny, nw, nb and nx numbers; results below 0 are multiplied by slope, which is above 0 and below 1.
//
//go:noinline
func F32GemvTLeakyUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, slope float32) {
	outputs := uint(ny-1) | uint(mat.Lack(nw, nx, ny, ld)) // more than any kernel takes where there is no room
	switch {
	case outputs >= 16*gemvVectors || nb != ny:
	case cpu.Level == cpu.AVX512 && !inHalves(ny, 8*gemvVectors):
		f32GemvTAVX512(y, w, b, x, ny, nx, ld, mat.Unbounded[float32](), slope, nil)
		return
	case cpu.Level >= cpu.AVX2 && outputs < 8*gemvVectors:
		f32GemvTAVX2(y, w, b, x, ny, nx, ld, mat.Unbounded[float32](), slope, nil)
		return
	}
	f32GemvTLeakyOfCalls(y, w, b, x, ny, nw, nb, nx, ld, slope)
}

// F64GemvTUnpacked is F32GemvTUnpacked for float64.
//
//go:noinline
func F64GemvTUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
		if mat.HasPanels(nw, nx, ny, ld) {
			f64GemvTInPanels(y, w, b, x, ny, nb, nx, ld, floor)
			return
		}
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	switch {
	case cpu.Level == cpu.AVX512 && uint(n-1) < 8*gemvVectors && !inHalves(n, 4*gemvVectors):
		f64GemvTAVX512(y, w, b, x, n, nx, ld, floor)
	case cpu.Level >= cpu.AVX2 && uint(n-1) < 4*gemvVectors:
		f64GemvTAVX2(y, w, b, x, n, nx, ld, floor)
	default:
		f64GemvTWide(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	}
	if n < ny {
		f64GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

// panelUnits is how many units the panels have that the assembly knows.
const panelUnits = 64

// f32GemvTPanelsAhead computes gemvT of the weights in panels that assembly takes which fetches ahead, and returns how many units these are.
func f32GemvTPanelsAhead(y, w, b, x *float32, ny, nx, ld int, floor float32) (done int) {
	for n := 8 * gemvVectors * cpu.Level; cpu.Level > cpu.Go && ld == panelUnits && done+n <= ny; done += n {
		if cpu.Level == cpu.AVX512 {
			f32GemvTPanelsAVX512(beyond(y, done), beyond(w, done*nx), beyond(b, done), x, nx, ld*nx, floor)
		} else {
			f32GemvTPanelsAVX2(beyond(y, done), beyond(w, done*nx), beyond(b, done), x, nx, ld*nx, floor)
		}
	}
	return done
}
