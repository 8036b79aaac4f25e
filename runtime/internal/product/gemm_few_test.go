package product

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemmFew holds products of few columns and many k against plain loops: rows are multiplied by rows there.
func TestGemmFew(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemmFew(t, singleMatrix) })
		t.Run("float64", func(t *testing.T) { testGemmFew(t, doubleMatrix) })
	})
}

func testGemmFew[T mat.Float](t *testing.T, kernels matrixKernels[T]) {
	for n := 1; n <= mat.DotUnits; n++ {
		for more := range 40 {
			testGemmShape(t, kernels, 1+more%11, n, 10*n+1+more, more%3)
		}
		testGemmFewSpecial(t, kernels, n)
	}
	for n := 1; n < mat.LeastAside; n++ { // so few whatever there is of them, from rows on that are not short
		for k := mat.ShortRow - 1; k <= 10*n+1; k++ {
			testGemmShape(t, kernels, 1+k%11, n, k, k%3)
		}
	}
	testGemmShape(t, kernels, 23, 5, 3001, 1) // more than is multiplied at a time
}

// testGemmFewSpecial holds that numbers that are not finite go where they belong: to their row, and past a bound.
func testGemmFewSpecial[T mat.Float](t *testing.T, kernels matrixKernels[T], n int) {
	const m = 6
	k := 10*n + 5
	for at, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		a, b, bias, c := ones[T](m*k), ones[T](n*k), make([]T, n), make([]T, m*n)
		a[at*k+k-1-at] = T(v)
		kernels.gemmNTBiasRelu(c, a, b, bias, m, n, k, k)
		for i, got := range c {
			want := float64(k)
			if i/n == at {
				want = math.Max(0, v)
			}
			if float64(got) != want && !(math.IsNaN(float64(got)) && math.IsNaN(want)) {
				t.Errorf("%d columns, %v in row %d: entry %d is %v instead of %v", n, v, at, i, got, want)
			}
		}
	}
}

func ones[T mat.Float](n int) []T {
	s := make([]T, n)
	for i := range s {
		s[i] = 1
	}
	return s
}
