package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestBounds holds that no kernel reads or writes outside its slices: it would crash.
func TestBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testBounds(f, singleMatrix)
		testBounds(d, doubleMatrix)
	})
}

func testBounds[T mat.Float](f *kerneltest.Fenced[T], k matrixKernels[T]) {
	ns, ms := []int{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129}, []int{1, 2, 3, 4, 5, 7, 9, 17}
	if testing.Short() {
		ns, ms = []int{1, 3, 4, 7, 17, 33, 65}, []int{1, 4, 9}
	}
	for _, n := range ns {
		for _, m := range ms {
			testBoundsMatrix(f, k, m, n)
			testBoundsMatrix(f, k, n, m)
			f.Free()
		}
	}
}

// testBoundsMatrix runs what multiplies by a (k, n) matrix.
func testBoundsMatrix[T mat.Float](f *kerneltest.Fenced[T], kernels matrixKernels[T], k, n int) {
	w, x, b, y := f.Slice(k*n), f.Slice(k), f.Slice(n), f.Slice(n)
	kernels.gemvT(y, w, b, x, n)
	kernels.gemvTSparse(y, w, b, x, n)
	kernels.gemvN(y, w, b, x)
	for _, m := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9} {
		a, c := f.Slice(m*k), f.Slice(m*n)
		kernels.gemmNNBiasRelu(c, a, w, b, m, n, k, n)
		kernels.gemmNTBiasRelu(c, a, w, b, m, n, k, k)
		kernels.gemmTN(c, a, w, m, n, k, n)
	}
}
