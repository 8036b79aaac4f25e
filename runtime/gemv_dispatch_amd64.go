//go:build !purego

package nn

import "unsafe"

// gemvVectors is how many vectors of outputs the assembly of gemvT holds in registers.
const gemvVectors = 8

//go:noinline
func sgemvT(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	switch {
	case level == levelAVX512 && uint(ny-1) < 16*gemvVectors:
		sgemvTAVX512(y, w, b, x, ny, nx, ld, floor)
	case level == levelAVX2 && uint(ny-1) < 8*gemvVectors:
		sgemvTAVX2(y, w, b, x, ny, nx, ld, floor)
	default:
		sgemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
	}
}

//go:noinline
func dgemvT(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	mustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	switch {
	case level == levelAVX512 && uint(ny-1) < 8*gemvVectors:
		dgemvTAVX512(y, w, b, x, ny, nx, ld, floor)
	case level == levelAVX2 && uint(ny-1) < 4*gemvVectors:
		dgemvTAVX2(y, w, b, x, ny, nx, ld, floor)
	default:
		dgemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
	}
}
