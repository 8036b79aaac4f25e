package nn

import (
	"math"
	"slices"
	"testing"
)

func TestRows(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testRows(t, single) })
	t.Run("float64", func(t *testing.T) { testRows(t, double) })
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
