package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestGemmNearBounds holds that gradients of few weights touch nothing outside their slices, where rows lie apart and the last one is not filled up.
func TestGemmNearBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for _, n := range []int{64, 128} {
			for _, k := range []int{1, 4, 7, 13, 16, 64} {
				for _, m := range []int{1, 5, 8, 9, 13, 32, 40} {
					F32GemmNT(f.Slice(m*n), f.Slice(m*k), f.Slice((n-1)*(k+3)+k), m, n, k, k+3)
					F32GemmTN(f.Slice((m-1)*(n+3)+n), f.Slice(k*m), f.Slice(k*n), m, n, k, n+3)
					f.Free()
				}
			}
		}
	})
}
