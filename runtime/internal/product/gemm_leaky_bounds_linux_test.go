package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestGemmLeakyBounds holds that products with leaky_relu neither read nor write outside their slices.
func TestGemmLeakyBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for _, n := range []int{48, 49, 63, 64, 113, 128} {
			for m := 1; m < 9; m++ {
				const k = 5
				F32GemmNNBiasLeakyRelu(f.Slice(m*n), f.Slice(m*k), f.Slice(k*n), f.Slice(n), m, n, k, n, 0.01)
				f.Free()
			}
		}
	})
}
