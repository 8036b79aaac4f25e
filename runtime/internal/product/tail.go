package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// sideBySide is how many of the units of gemvT lie side by side, where not all do. It panics unless the others are a tail.
func sideBySide(ny, nw, nb, nx, ld int) int {
	mat.MustFit(mat.HasTail(nw, nx, ny, ld) && nb == ny, "gemvT")
	return ld
}

// f32GemvNTail computes the units of gemvT in the tail. They come last: what reads the others need not wait for them.
func f32GemvNTail(y, w, b, x *float32, ny, nx, ld int, floor float32) {
	tail := unsafe.Slice(w, nx*ny)[nx*ld:]
	F32GemvNUnpacked(&unsafe.Slice(y, ny)[ld], unsafe.SliceData(tail), &unsafe.Slice(b, ny)[ld], x, ny-ld, len(tail), ny-ld, nx, floor)
}

// f64GemvNTail is f32GemvNTail for float64.
func f64GemvNTail(y, w, b, x *float64, ny, nx, ld int, floor float64) {
	tail := unsafe.Slice(w, nx*ny)[nx*ld:]
	F64GemvNUnpacked(&unsafe.Slice(y, ny)[ld], unsafe.SliceData(tail), &unsafe.Slice(b, ny)[ld], x, ny-ld, len(tail), ny-ld, nx, floor)
}
