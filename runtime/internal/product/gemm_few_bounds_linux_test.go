package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemmFewBounds holds that products of few columns and many k neither read nor write outside their slices.
func TestGemmFewBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testGemmFewBounds(f, singleMatrix)
		testGemmFewBounds(d, doubleMatrix)
	})
}

func testGemmFewBounds[T mat.Float](f *kerneltest.Fenced[T], kernels matrixKernels[T]) {
	for n := 1; n < 8; n++ {
		for _, more := range []int{1, 6, 15, 22} {
			for _, m := range []int{1, 4, 7} {
				k := 10*n + more
				kernels.gemmNTBias(f.Slice(m*n), f.Slice(m*k), f.Slice(rowsApart(n, k, k+1)), f.Slice(n), m, n, k, k+1)
				f.Free()
			}
		}
	}
}
