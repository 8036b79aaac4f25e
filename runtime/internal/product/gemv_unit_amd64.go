//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32GemvTLeakyUnit computes y = w2·leaky_relu(W1ᵀ·x + b1) + b2. What lies between the layers stays in registers: an array for it would be
// cleared first, and what comes next waits where so many stores are under way.
//
//go:noinline
func F32GemvTLeakyUnit(y, w1, b1, w2, b2, x *float32, sizes UnitSizes, slope float32) {
	n := sizes.units()
	switch fits := uint(n-1) < mat.UnitUnits; {
	case fits && cpu.Level == cpu.AVX512 && !inHalves(n, 8*gemvVectors):
		*y = *b2
		f32GemvTAVX512(w2, w1, b1, x, n, sizes.inputs(), sizes.stride(), 0, slope, y)
	case fits && cpu.Level >= cpu.AVX2:
		*y = *b2
		f32GemvTAVX2(w2, w1, b1, x, n, sizes.inputs(), sizes.stride(), 0, slope, y)
	default:
		f32GemvTLeakyUnitOfCalls(y, w1, b1, w2, b2, x, sizes, slope)
	}
}
