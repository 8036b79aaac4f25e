package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemmNarrowBounds holds that products of few columns neither read nor write outside their slices.
func TestGemmNarrowBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testGemmNarrowBounds(f, singleMatrix)
		testGemmNarrowBounds(d, doubleMatrix)
	})
}

func testGemmNarrowBounds[T mat.Float](f *kerneltest.Fenced[T], kernels matrixKernels[T]) {
	ks, ms := []int{1, 2, 3, 4, 5, 8, 9, 16}, []int{1, 2, 3, 4, 6, 7, 9, 13, 15}
	if testing.Short() {
		ks, ms = []int{1, 4, 9}, []int{1, 3, 7, 9}
	}
	for n := 1; n <= 16; n++ {
		for _, k := range ks {
			for _, m := range ms {
				a, c, bias := f.Slice(m*k), f.Slice(m*n), f.Slice(n)
				kernels.gemmNNBias(c, a, f.Slice(rowsApart(k, n, n+1)), bias, m, n, k, n+1)
				kernels.gemmNTBias(c, a, f.Slice(rowsApart(n, k, k+1)), bias, m, n, k, k+1)
				kernels.gemmTNSum(f.Slice(rowsApart(k, n, n+1)), bias, a, c, k, n, m, n+1)
				f.Free()
			}
		}
	}
}
