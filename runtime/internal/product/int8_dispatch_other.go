//go:build purego || !(amd64 || arm64)

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Int8GemvTUnpacked is F32GemvTUnpacked for weights in Int8.
//
//go:noinline
func Int8GemvTUnpacked(y *float32, w *Int8, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mat.MustFit(fitInt8(ny, nw, nb, nx, ld), "Int8GemvT")
	int8GemvTBody(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}
