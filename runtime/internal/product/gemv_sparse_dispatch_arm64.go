//go:build !purego

package product

// NEON multiplies all rows faster than Go skips some.

// F32GemvTSparseUnpacked is F32GemvTUnpacked for an x of which many entries are 0.
//
//go:noinline
func F32GemvTSparseUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	F32GemvTUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

// F64GemvTSparseUnpacked is F32GemvTSparseUnpacked for float64.
//
//go:noinline
func F64GemvTSparseUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	F64GemvTUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}
