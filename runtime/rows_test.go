package nn

import (
	"math"
	"slices"
	"testing"
)

func TestRows(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testRows(t, single) })
		t.Run("float64", func(t *testing.T) { testRows(t, double) })
	})
}

func testRows[T Float](t *testing.T, k kernels[T]) {
	for _, n := range lengths() {
		for _, rows := range []int{0, 1, 2, 5, 33} {
			arena := newArena[T](t)
			z, b, db, dst := arena.random(rows*n), arena.random(n), arena.random(n), arena.random(rows*n)
			before := slices.Clone(z)
			k.sumRows(db, z)
			k.transpose(dst, z, rows, n)
			k.addBias(z, b)
			for j := range n {
				var want sum
				for i := range rows {
					at := i*n + j
					want.add(float64(before[at]))
					if z[at] != before[at]+b[j] || dst[j*rows+i] != before[at] {
						t.Fatalf("(%d, %d): addBias or transpose is wrong at (%d, %d)", rows, n, i, j)
					}
				}
				compare(t, "sumRows", j, db[j], want)
			}
			arena.check("a kernel over rows")
		}
	}
}

// TestSumRowsPropagates holds that a NaN or an infinity stays in its column.
func TestSumRowsPropagates(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testSumRowsPropagates(t, single) })
		t.Run("float64", func(t *testing.T) { testSumRowsPropagates(t, double) })
	})
}

func testSumRowsPropagates[T Float](t *testing.T, k kernels[T]) {
	for n := 1; n <= 35; n++ {
		for at := range n * 7 {
			dz, db := make([]T, n*7), make([]T, n)
			dz[at] = T(math.NaN())
			k.sumRows(db, dz)
			onlyNaN(t, "sumRows", db, at%n)
		}
	}
}

func TestSumSquares(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testSumSquares(t, F32SumSquares) })
		t.Run("float64", func(t *testing.T) { testSumSquares(t, F64SumSquares) })
	})
}

func testSumSquares[T Float](t *testing.T, sumSquares func([]T) float64) {
	inf, nan := T(math.Inf(1)), T(math.NaN())
	if got := sumSquares([]T{1, -inf}); !math.IsInf(got, 1) {
		t.Errorf("with an infinity: %v", got)
	}
	for _, n := range lengths() {
		arena := newArena[T](t)
		x := arena.random(n)
		var want sum
		for _, v := range x {
			want.add(float64(v) * float64(v))
		}
		compare(t, "sumSquares", n, sumSquares(x), want)
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
	atLevels(t, func(t *testing.T) {
		if got, v := F32SumSquares([]float32{3e38, 1e-40}), float64(float32(3e38)); got != v*v {
			t.Errorf("got %v, want %v", got, v*v)
		}
	})
}

func TestArgmaxAndFill(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testArgmaxAndFill(t, single) })
	t.Run("float64", func(t *testing.T) { testArgmaxAndFill(t, double) })
}

func testArgmaxAndFill[T Float](t *testing.T, k kernels[T]) {
	nan, inf := T(math.NaN()), T(math.Inf(1))
	for _, c := range []struct {
		y    []T
		want int
	}{
		{nil, 0}, {[]T{3}, 0}, {[]T{1, 3, 2}, 1}, {[]T{2, 2, 2}, 0}, {[]T{-inf, -inf}, 0}, {[]T{-inf, -1}, 1},
		{[]T{0, inf, inf}, 1}, {[]T{nan, 1, 2}, 2}, {[]T{1, nan, 0}, 0}, {[]T{nan, nan}, 0}, {[]T{nan, -inf}, 1},
	} {
		if got := k.argmax(c.y); got != c.want {
			t.Errorf("argmax(%v) = %d, want %d", c.y, got, c.want)
		}
	}
	for _, n := range lengths() {
		arena := newArena[T](t)
		w := arena.random(n)
		k.fill(w, 2.5)
		for i, v := range w {
			if v != 2.5 {
				t.Fatalf("fill left %v at %d of %d", v, i, n)
			}
		}
		arena.check("fill")
	}
}
