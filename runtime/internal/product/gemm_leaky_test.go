package product

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestGemmLeaky holds gemmNN with leaky_relu against gemmNN and the definition, bit by bit: of few and many rows, with columns that end
// within a vector, with a tail, and where sums are 0, infinite or NaN.
func TestGemmLeaky(t *testing.T) {
	special := []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()), -1e-44}
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for _, n := range []int{1, 16, 33, 48, 49, 63, 64, 67, 112, 113, 128, 192} {
			for _, ld := range []int{n, (n + 63) &^ 63, n - n%64} {
				if ld == 0 || ld < n-4 {
					continue // no tail
				}
				for _, k := range []int{1, 13, 64, 100} {
					for _, m := range []int{0, 1, 2, 3, 4, 5, 6, 7, 13, 48} {
						a, b, bias := arena.Random(m*k), arena.Random(k*max(n, ld)), arena.Random(n)
						c, want := arena.Random(m*n), arena.Random(m*n)
						for i := range min(n, len(special)) {
							bias[arena.Rng.IntN(n)] = special[i]
						}
						F32GemmNNBias(want, a, b, bias, m, n, k, ld)
						F32GemmNNBiasLeakyRelu(c, a, b, bias, m, n, k, ld, 0.01)
						for i, z := range want {
							if z <= 0 || z != z {
								z *= 0.01
							}
							if math.Float32bits(c[i]) != math.Float32bits(z) && (c[i] == c[i] || z == z) {
								t.Fatalf("gemmLeaky (%d, %d, %d), rows %d apart: entry %d is %v, want %v", m, n, k, ld, i, c[i], z)
							}
						}
					}
				}
			}
		}
		arena.Check("gemmLeaky")
	})
}
