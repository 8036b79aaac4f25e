package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// f32GemvTInPanels is F32GemvTUnpacked of weights in panels.
func f32GemvTInPanels(y, w, b, x *float32, ny, nb, nx, ld int, floor float32) {
	mat.MustFit(nb == ny, "gemvT")
	for o := f32GemvTPanelsAhead(y, w, b, x, ny, nx, ld, floor); o < ny; o += ld {
		n := min(ld, ny-o)
		F32GemvTUnpacked(beyond(y, o), beyond(w, o*nx), beyond(b, o), x, n, ld*nx, n, nx, ld, floor)
	}
}

// f64GemvTInPanels is F64GemvTUnpacked of weights in panels.
func f64GemvTInPanels(y, w, b, x *float64, ny, nb, nx, ld int, floor float64) {
	mat.MustFit(nb == ny, "gemvT")
	for o := 0; o < ny; o += ld {
		n := min(ld, ny-o)
		F64GemvTUnpacked(beyond(y, o), beyond(w, o*nx), beyond(b, o), x, n, ld*nx, n, nx, ld, floor)
	}
}

// beyond is the place n numbers further on.
func beyond[T any](p *T, n int) *T {
	return (*T)(unsafe.Add(unsafe.Pointer(p), n*int(unsafe.Sizeof(*p))))
}
