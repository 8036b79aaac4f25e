package nn

import "testing"

// TestGemmFewBounds holds that products of few columns and many k neither read nor write outside their slices.
func TestGemmFewBounds(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testGemmFewBounds(&fenced[float32]{t: t, atEnd: atEnd}, single)
			testGemmFewBounds(&fenced[float64]{t: t, atEnd: atEnd}, double)
		}
	})
}

func testGemmFewBounds[T Float](f *fenced[T], kernels kernels[T]) {
	for n := 1; n < 8; n++ {
		for _, more := range []int{1, 6, 15, 22} {
			for _, m := range []int{1, 4, 7} {
				k := 10*n + more
				kernels.gemmNTBias(f.slice(m*n), f.slice(m*k), f.slice(rowsApart(n, k, k+1)), f.slice(n), m, n, k, k+1)
				f.free()
			}
		}
	}
}
