//go:build purego || !amd64

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// BF16GemvTUnpacked is F32GemvTUnpacked for weights in BFloat16.
//
//go:noinline
func BF16GemvTUnpacked(y *float32, w *BFloat16, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mat.MustFit(fitBFloat16(ny, nw, nb, nx, ld), "BF16GemvT")
	bf16GemvTBody(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

func bf16Round(dst []BFloat16, src []float32, n0, ld int) { bf16RoundBody(dst, src, n0, ld) }

func bf16Widen(dst []float32, src []BFloat16, n0, ld int) { bf16WidenBody(dst, src, n0, ld) }

// bf16Blocks reports whether kernels add to what C holds.
func bf16Blocks() bool { return false }

// bf16Add is not called.
func bf16Add(*product[float32]) {}
