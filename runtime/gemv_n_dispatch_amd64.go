//go:build !purego

package nn

import "unsafe"

// Rows that fit in half a vector of AVX-512 are added up faster with AVX2. Two or three short rows are computed faster
// together, by the kernel for products of few columns.

// isFewRows reports whether W has so few rows, and so short ones.
func isFewRows(rows, bytes int) bool { return uint(rows-2) < 2 && bytes <= 1200 && level >= levelAVX2 }

//go:noinline
func sgemvN(y, w, b, x *float32, ny, nw, nb, nx int, floor float32) {
	mustFit(fitN(ny, nw, nb, nx), "gemvN")
	switch {
	case isFewRows(ny, 4*nx):
		sgemvNFew(y, w, b, x, ny, nx, floor)
	case level == levelAVX512 && nx > 8:
		sdotsAVX512(y, w, x, b, ny, nx, nx, 1, 1, floor)
	case level >= levelAVX2:
		sdotsAVX2(y, w, x, b, ny, nx, nx, 1, 1, floor)
	default:
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
	}
}

func sgemvNFew(y, w, b, x *float32, ny, nx int, floor float32) {
	if level == levelAVX512 && nx > 8 {
		sfewAVX512(y, x, w, b, 1, ny, nx, ny, nx, nx, floor)
	} else {
		sfewAVX2(y, x, w, b, 1, ny, nx, ny, nx, nx, floor)
	}
}

//go:noinline
func dgemvN(y, w, b, x *float64, ny, nw, nb, nx int, floor float64) {
	mustFit(fitN(ny, nw, nb, nx), "gemvN")
	switch {
	case isFewRows(ny, 8*nx):
		dgemvNFew(y, w, b, x, ny, nx, floor)
	case level == levelAVX512 && nx > 4:
		ddotsAVX512(y, w, x, b, ny, nx, nx, 1, 1, floor)
	case level >= levelAVX2:
		ddotsAVX2(y, w, x, b, ny, nx, nx, 1, 1, floor)
	default:
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
	}
}

func dgemvNFew(y, w, b, x *float64, ny, nx int, floor float64) {
	if level == levelAVX512 && nx > 4 {
		dfewAVX512(y, x, w, b, 1, ny, nx, ny, nx, nx, floor)
	} else {
		dfewAVX2(y, x, w, b, 1, ny, nx, ny, nx, nx, floor)
	}
}
