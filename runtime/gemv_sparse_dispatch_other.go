//go:build purego || !(amd64 || arm64)

package nn

import "unsafe"

//go:noinline
func sgemvTSparse(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	gemvTSparse(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

//go:noinline
func dgemvTSparse(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	mustFit(fitT(ny, nw, nb, nx, ld), "gemvT")
	gemvTSparse(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}
