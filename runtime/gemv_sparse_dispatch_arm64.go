//go:build !purego

package nn

// NEON multiplies all rows faster than Go skips some.

func sgemvTSparse(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	sgemvT(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

func dgemvTSparse(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	dgemvT(y, w, b, x, ny, nw, nb, nx, ld, floor)
}
