package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestSlopeBounds holds that products with a slope, and gradients of one unit, neither read nor write outside their slices.
func TestSlopeBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for _, n := range []int{1, 8, 13, 16, 31, 64, 67, 128} {
			for _, m := range []int{1, 2, 5, 6, 7, 32} {
				const k = 5
				F32GemmNTSlope(f.Slice(m*n), f.Slice(m*k), f.Slice(n*k), f.Slice(m*n), m, n, k, k, 0.01)
				F32UnitGrad(f.Slice(n), f.Slice(1), f.Slice(m*n), f.Slice(m), f.Slice(m*n), f.Slice(n), m, n, 0)
				f.Free()
			}
		}
	})
}
