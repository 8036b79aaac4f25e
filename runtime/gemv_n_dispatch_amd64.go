//go:build !purego

package nn

import "unsafe"

// Rows that fit in half a vector of AVX-512 are added up faster with AVX2.

//go:noinline
func sgemvN(y, w, b, x *float32, ny, nw, nb, nx int, floor float32) {
	mustFit(fitN(ny, nw, nb, nx), "gemvN")
	switch {
	case level == levelAVX512 && nx > 8:
		sdotsAVX512(y, w, x, b, ny, nx, nx, 1, 1, floor)
	case level >= levelAVX2:
		sdotsAVX2(y, w, x, b, ny, nx, nx, 1, 1, floor)
	default:
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
	}
}

//go:noinline
func dgemvN(y, w, b, x *float64, ny, nw, nb, nx int, floor float64) {
	mustFit(fitN(ny, nw, nb, nx), "gemvN")
	switch {
	case level == levelAVX512 && nx > 4:
		ddotsAVX512(y, w, x, b, ny, nx, nx, 1, 1, floor)
	case level >= levelAVX2:
		ddotsAVX2(y, w, x, b, ny, nx, nx, 1, 1, floor)
	default:
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
	}
}
