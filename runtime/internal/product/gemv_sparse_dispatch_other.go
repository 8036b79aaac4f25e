//go:build purego || !(amd64 || arm64)

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32GemvTSparseUnpacked is F32GemvTUnpacked for an x of which many entries are 0.
//
//go:noinline
func F32GemvTSparseUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
		if mat.HasPanels(nw, nx, ny, ld) {
			f32GemvTSparseInPanels(y, w, b, x, ny, nb, nx, ld, floor)
			return
		}
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	gemvTSparse(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	if n < ny {
		f32GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

// F64GemvTSparseUnpacked is F32GemvTSparseUnpacked for float64.
//
//go:noinline
func F64GemvTSparseUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
		if mat.HasPanels(nw, nx, ny, ld) {
			f64GemvTSparseInPanels(y, w, b, x, ny, nb, nx, ld, floor)
			return
		}
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	gemvTSparse(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	if n < ny {
		f64GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

// f32GemvTSparseInPanels is F32GemvTSparseUnpacked of weights in panels.
func f32GemvTSparseInPanels(y, w, b, x *float32, ny, nb, nx, ld int, floor float32) {
	mat.MustFit(nb == ny, "gemvT")
	for o := 0; o < ny; o += ld {
		n := min(ld, ny-o)
		F32GemvTSparseUnpacked(beyond(y, o), beyond(w, o*nx), beyond(b, o), x, n, ld*nx, n, nx, ld, floor)
	}
}

// f64GemvTSparseInPanels is F64GemvTSparseUnpacked of weights in panels.
func f64GemvTSparseInPanels(y, w, b, x *float64, ny, nb, nx, ld int, floor float64) {
	mat.MustFit(nb == ny, "gemvT")
	for o := 0; o < ny; o += ld {
		n := min(ld, ny-o)
		F64GemvTSparseUnpacked(beyond(y, o), beyond(w, o*nx), beyond(b, o), x, n, ld*nx, n, nx, ld, floor)
	}
}
