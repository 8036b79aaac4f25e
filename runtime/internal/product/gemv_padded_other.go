//go:build purego || !amd64

package product

// F32GemvTPaddedUnpacked is F32GemvTUnpacked for weights without a tail.
//
//go:noinline
func F32GemvTPaddedUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	F32GemvTUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

// F64GemvTPaddedUnpacked is F32GemvTPaddedUnpacked for float64.
//
//go:noinline
func F64GemvTPaddedUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	F64GemvTUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

// F32GemvTSparsePaddedUnpacked is F32GemvTSparseUnpacked for weights without a tail.
//
//go:noinline
func F32GemvTSparsePaddedUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	F32GemvTSparseUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

// F64GemvTSparsePaddedUnpacked is F32GemvTSparsePaddedUnpacked for float64.
//
//go:noinline
func F64GemvTSparsePaddedUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	F64GemvTSparseUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}
