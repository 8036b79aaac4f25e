package mat_test

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestArgmaxAndFill(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testArgmaxAndFill(t, mat.F32Argmax, mat.F32Fill) })
	t.Run("float64", func(t *testing.T) { testArgmaxAndFill(t, mat.F64Argmax, mat.F64Fill) })
}

func testArgmaxAndFill[T mat.Float](t *testing.T, argmax func(y []T) int, fill func(w []T, v T)) {
	nan, inf := T(math.NaN()), T(math.Inf(1))
	for _, c := range []struct {
		y    []T
		want int
	}{
		{nil, 0}, {[]T{3}, 0}, {[]T{1, 3, 2}, 1}, {[]T{2, 2, 2}, 0}, {[]T{-inf, -inf}, 0}, {[]T{-inf, -1}, 1},
		{[]T{0, inf, inf}, 1}, {[]T{nan, 1, 2}, 2}, {[]T{1, nan, 0}, 0}, {[]T{nan, nan}, 0}, {[]T{nan, -inf}, 1},
	} {
		if got := argmax(c.y); got != c.want {
			t.Errorf("argmax(%v) = %d, want %d", c.y, got, c.want)
		}
	}
	for _, n := range kerneltest.Lengths() {
		arena := kerneltest.NewArena[T](t)
		w := arena.Random(n)
		fill(w, 2.5)
		for i, v := range w {
			if v != 2.5 {
				t.Fatalf("fill left %v at %d of %d", v, i, n)
			}
		}
		arena.Check("fill")
	}
}
