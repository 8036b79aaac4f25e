package product

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestGemvTLeaky holds gemvT with leaky_relu against gemvT and the definition, bit by bit: of any lengths, with a tail, and where sums
// are 0, infinite or NaN.
func TestGemvTLeaky(t *testing.T) {
	special := []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()), -1e-44}
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for _, n := range kerneltest.Lengths() {
			for _, inputs := range []int{0, 1, 5, 64} {
				for _, ld := range []int{n, n + 3, n - n%16} {
					w, b, x := arena.Random(inputs*max(n, ld)), arena.Random(n), arena.Random(inputs)
					y, want := arena.Random(n), arena.Random(n)
					for i := range min(n, len(special)) {
						b[arena.Rng.IntN(n)] = special[i]
					}
					leaky := forT(F32GemvTLeakyUnpacked, 0.01)
					if ld < n && (ld == 0 || n%16 > 4) {
						continue // no tail
					}
					forT(F32GemvTUnpacked, noFloor)(want, w, b, x, ld)
					leaky(y, w, b, x, ld)
					for i, z := range want {
						if z <= 0 || z != z {
							z *= 0.01
						}
						if math.Float32bits(y[i]) != math.Float32bits(z) && (y[i] == y[i] || z == z) {
							t.Fatalf("gemvTLeaky (%d, %d), rows %d apart: entry %d is %v, want %v", n, inputs, ld, i, y[i], z)
						}
					}
				}
			}
		}
		arena.Check("gemvTLeaky")
	})
}
