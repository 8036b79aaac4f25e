package rows

import (
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// rowKernels are the kernels of one precision, so that a test is written once for both.
type rowKernels[T mat.Float] struct{ addBias, sumRows func(z, b []T) }

var singleRows = rowKernels[float32]{F32AddBias, F32SumRows}

var doubleRows = rowKernels[float64]{F64AddBias, F64SumRows}

func TestRows(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testRows(t, singleRows) })
		t.Run("float64", func(t *testing.T) { testRows(t, doubleRows) })
	})
}

func testRows[T mat.Float](t *testing.T, k rowKernels[T]) {
	for _, n := range kerneltest.Lengths() {
		for _, rows := range []int{0, 1, 2, 5, 33} {
			arena := kerneltest.NewArena[T](t)
			z, b, db := arena.Random(rows*n), arena.Random(n), arena.Random(n)
			before := slices.Clone(z)
			k.sumRows(db, z)
			k.addBias(z, b)
			for j := range n {
				var want kerneltest.Sum
				for i := range rows {
					at := i*n + j
					want.Add(float64(before[at]))
					if z[at] != before[at]+b[j] {
						t.Fatalf("(%d, %d): addBias is wrong at (%d, %d)", rows, n, i, j)
					}
				}
				kerneltest.Compare(t, "sumRows", j, db[j], want)
			}
			arena.Check("a kernel over rows")
		}
	}
}

// TestSumRowsPropagates holds that a NaN or an infinity stays in its column.
func TestSumRowsPropagates(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testSumRowsPropagates(t, singleRows) })
		t.Run("float64", func(t *testing.T) { testSumRowsPropagates(t, doubleRows) })
	})
}

func testSumRowsPropagates[T mat.Float](t *testing.T, k rowKernels[T]) {
	for n := 1; n <= 35; n++ {
		for at := range n * 7 {
			dz, db := make([]T, n*7), make([]T, n)
			dz[at] = T(math.NaN())
			k.sumRows(db, dz)
			kerneltest.OnlyNaN(t, "sumRows", db, at%n)
		}
	}
}

func TestSumSquares(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testSumSquares(t, F32SumSquares) })
		t.Run("float64", func(t *testing.T) { testSumSquares(t, F64SumSquares) })
	})
}

func testSumSquares[T mat.Float](t *testing.T, sumSquares func([]T) float64) {
	inf, nan := T(math.Inf(1)), T(math.NaN())
	if got := sumSquares([]T{1, -inf}); !math.IsInf(got, 1) {
		t.Errorf("with an infinity: %v", got)
	}
	for _, n := range kerneltest.Lengths() {
		arena := kerneltest.NewArena[T](t)
		x := arena.Random(n)
		var want kerneltest.Sum
		for _, v := range x {
			want.Add(float64(v) * float64(v))
		}
		kerneltest.Compare(t, "sumSquares", n, sumSquares(x), want)
		for i, v := range x {
			x[i] = nan
			if got := sumSquares(x); got == got {
				t.Fatalf("sumSquares of %d with a NaN at %d is %v", n, i, got)
			}
			x[i] = v
		}
	}
}

// TestSumSquaresInFloat64 holds that squares that a float32 cannot hold are added up.
func TestSumSquaresInFloat64(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		if got, v := F32SumSquares([]float32{3e38, 1e-40}), float64(float32(3e38)); got != v*v {
			t.Errorf("got %v, want %v", got, v*v)
		}
	})
}
