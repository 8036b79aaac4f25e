//go:build !purego

package nn

import "unsafe"

//go:noinline
func f32GemvT(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	if level == levelGo || ny == 0 {
		gemvT(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	} else {
		f32GemvTNEON(y, w, b, x, n, nx, ld, floor)
	}
	if n < ny {
		f32GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

//go:noinline
func f64GemvT(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	if level == levelGo || ny == 0 {
		gemvT(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	} else {
		f64GemvTNEON(y, w, b, x, n, nx, ld, floor)
	}
	if n < ny {
		f64GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

//go:noinline
func f32GemvN(y, w, b, x *float32, ny, nw, nb, nx int, floor float32) {
	mustFit(fitN(ny, nw, nb, nx), "gemvN")
	if level == levelGo || ny == 0 {
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
		return
	}
	f32GemvNNEON(y, w, b, x, ny, nx, nx, floor)
}

//go:noinline
func f64GemvN(y, w, b, x *float64, ny, nw, nb, nx int, floor float64) {
	mustFit(fitN(ny, nw, nb, nx), "gemvN")
	if level == levelGo || ny == 0 {
		gemvN(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), floor)
		return
	}
	f64GemvNNEON(y, w, b, x, ny, nx, nx, floor)
}
