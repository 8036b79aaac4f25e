package nn

import "testing"

// TestGemmNarrowBounds holds that products of few columns neither read nor write outside their slices.
func TestGemmNarrowBounds(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testGemmNarrowBounds(&fenced[float32]{t: t, atEnd: atEnd}, single)
			testGemmNarrowBounds(&fenced[float64]{t: t, atEnd: atEnd}, double)
		}
	})
}

func testGemmNarrowBounds[T Float](f *fenced[T], kernels kernels[T]) {
	for n := 1; n <= 16; n++ {
		for _, k := range []int{1, 2, 3, 4, 5, 8, 9, 16} {
			for _, m := range []int{1, 3, 4, 9, 13} {
				a, c, bias := f.slice(m*k), f.slice(m*n), f.slice(n)
				kernels.gemmNNBias(c, a, f.slice(rowsApart(k, n, n+1)), bias, m, n, k, n+1)
				kernels.gemmNTBias(c, a, f.slice(rowsApart(n, k, k+1)), bias, m, n, k, k+1)
				kernels.gemmTNSum(f.slice(rowsApart(k, n, n+1)), bias, a, c, k, n, m, n+1)
				f.free()
			}
		}
	}
}
