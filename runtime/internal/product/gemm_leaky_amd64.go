//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// f32GemmLeaky is gemmNN of few weights, and then leaky_relu, panel by panel of whole vectors. It returns false, and does nothing, where
// the product is another. The lengths of c, a and bias have been checked; b has lenB entries.
//
//go:noinline
func f32GemmLeaky(c, a, b, bias *float32, m, n, k, ld, lenB int, slope float32) bool {
	const panel = len(zeros32)
	switch whole := (n + panel - 1) &^ (panel - 1); {
	case cpu.Level != cpu.AVX512 || m <= 0 || k <= 0 || n <= whole-panel+maskedColumns || n > ld:
		return false
	case lenB < (k-1)*ld+whole || !isNear(m, n, k, ld):
		return false
	}
	ldc, floor := n, mat.Unbounded[float32]()
	for ; ; n -= panel {
		f32GemmFullAVX512(c, a, b, bias, nil, m, min(n, panel), k, ldc, k, 1, ld, 0, 0, 0, floor, slope)
		if n <= panel {
			return true
		}
		c, b, bias = beyond(c, panel), beyond(b, panel), beyond(bias, panel)
	}
}
