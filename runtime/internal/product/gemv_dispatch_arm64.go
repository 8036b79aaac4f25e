//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/neon"
)

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
	if cpu.Level == cpu.Go || ny == 0 {
		gemvT(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	} else {
		neon.F32GemvT(y, w, b, x, n, nx, ld, floor)
	}
	if n < ny {
		f32GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

// F32GemvTLeakyUnpacked is gemvT of ny, nw, nb and nx numbers; results below 0 are multiplied by slope, which is above 0 and below 1.
//
//go:noinline
func F32GemvTLeakyUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, slope float32) {
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
	if cpu.Level == cpu.Go || ny == 0 {
		gemvT(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	} else {
		neon.F64GemvT(y, w, b, x, n, nx, ld, floor)
	}
	if n < ny {
		f64GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

// F32GemvNUnpacked is gemvN of ny, nw, nb and nx numbers; results below floor become floor.
//
//go:noinline
func F32GemvNUnpacked(y, w, b, x *float32, ny, nw, nb, nx int, floor float32) {
	mat.MustFit(fitN(ny, nw, nb, nx), "gemvN")
	if cpu.Level == cpu.Go || ny == 0 {
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
		return
	}
	neon.F32GemvN(y, w, b, x, ny, nx, nx, floor)
}

// F64GemvNUnpacked is F32GemvNUnpacked for float64.
//
//go:noinline
func F64GemvNUnpacked(y, w, b, x *float64, ny, nw, nb, nx int, floor float64) {
	mat.MustFit(fitN(ny, nw, nb, nx), "gemvN")
	if cpu.Level == cpu.Go || ny == 0 {
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
		return
	}
	neon.F64GemvN(y, w, b, x, ny, nx, nx, floor)
}

// f32GemvTPanelsAhead computes nothing: there is no assembly that fetches ahead.
func f32GemvTPanelsAhead(_, _, _, _ *float32, _, _, _ int, _ float32) (done int) { return 0 }
