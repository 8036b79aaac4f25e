//go:build !purego

package nn

import "unsafe"

// gemvVectors is how many vectors of outputs the assembly of gemvT holds in registers.
const gemvVectors = 8

//go:noinline
func sgemvT(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	if level == levelAVX512 && uint(ny-1) < 16*gemvVectors {
		sgemvTAVX512(y, w, b, x, ny, nx, ld, floor)
		return
	}
	sgemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

//go:noinline
func dgemvT(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	mustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	if level == levelAVX512 && uint(ny-1) < 8*gemvVectors {
		dgemvTAVX512(y, w, b, x, ny, nx, ld, floor)
		return
	}
	dgemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

// sgemvTWide is sgemvT for any number of outputs and every level.
func sgemvTWide(y, w, b, x []float32, ld int, floor float32) {
	if level == levelGo {
		gemvT(y, w, b, x, ld, floor)
		return
	}
	lanes := 8 << (level - levelAVX2)
	for len(y) > 0 {
		n := share(len(y), lanes, gemvVectors)
		if level == levelAVX512 {
			sgemvTAVX512(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		} else {
			sgemvTAVX2(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		}
		y, b, w = y[n:], b[n:], w[min(n, len(w)):]
	}
}

// dgemvTWide is sgemvTWide for float64.
func dgemvTWide(y, w, b, x []float64, ld int, floor float64) {
	if level == levelGo {
		gemvT(y, w, b, x, ld, floor)
		return
	}
	lanes := 4 << (level - levelAVX2)
	for len(y) > 0 {
		n := share(len(y), lanes, gemvVectors)
		if level == levelAVX512 {
			dgemvTAVX512(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		} else {
			dgemvTAVX2(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		}
		y, b, w = y[n:], b[n:], w[min(n, len(w)):]
	}
}
