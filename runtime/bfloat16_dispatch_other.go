//go:build purego || !amd64

package nn

import "unsafe"

//go:noinline
func sbgemvT(y *float32, w *BFloat16, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mustFit(fitBFloat16(ny, nw, nb, nx, ld), "SBgemvT")
	sbgemvTBody(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

func sbround(dst []BFloat16, src []float32, n0, ld int) { sbroundBody(dst, src, n0, ld) }

func sbwiden(dst []float32, src []BFloat16, n0, ld int) { sbwidenBody(dst, src, n0, ld) }
