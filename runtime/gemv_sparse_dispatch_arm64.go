//go:build !purego

package nn

// NEON multiplies all rows faster than Go skips some.

func f32GemvTSparse(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	f32GemvT(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

func f64GemvTSparse(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	f64GemvT(y, w, b, x, ny, nw, nb, nx, ld, floor)
}
