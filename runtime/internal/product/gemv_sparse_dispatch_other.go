//go:build purego || !(amd64 || arm64)

package product

import "unsafe"

// F32GemvTSparseUnpacked is F32GemvTUnpacked for an x of which many entries are 0.
//
//go:noinline
func F32GemvTSparseUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
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
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	gemvTSparse(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	if n < ny {
		f64GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}
