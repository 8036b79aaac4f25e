package rows

import (
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestNormalize(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testNormalize(t, F32NormalizeRows, F32RescaleRows) })
		t.Run("float64", func(t *testing.T) { testNormalize(t, F64NormalizeRows, F64RescaleRows) })
	})
}

type rowsKernel[T mat.Float] func(dst, x, offset, scale []T)

func testNormalize[T mat.Float](t *testing.T, normalize, rescale rowsKernel[T]) {
	for _, n := range kerneltest.Lengths() {
		for _, rows := range []int{0, 1, 2, 5} {
			testNormalizeShape(t, normalize, rescale, rows, n)
		}
	}
}

// testNormalizeShape holds both kernels against their formulas: the quotient is that of float32 or float64, the product
// may be rounded once or twice.
func testNormalizeShape[T mat.Float](t *testing.T, normalize, rescale rowsKernel[T], rows, n int) {
	arena := kerneltest.NewArena[T](t)
	x, offset, scale := arena.Random(rows*n), arena.Random(n), arena.Random(n)
	normalized, rescaled := arena.Random(rows*n), arena.Random(rows*n)
	normalize(normalized, x, offset, scale)
	rescale(rescaled, x, offset, scale)
	for i, v := range x {
		o, s := offset[i%n], scale[i%n]
		if want := (v - o) / s; normalized[i] != want {
			t.Fatalf("(%d, %d): normalized %d is %v, want %v", rows, n, i, normalized[i], want)
		}
		var want kerneltest.Sum
		want.Add(float64(v) * float64(s))
		want.Add(float64(o))
		kerneltest.Compare(t, "rescaleRows", i, rescaled[i], want)
	}
	inPlace := slices.Clone(x)
	normalize(inPlace, inPlace, offset, scale)
	rescale(x, x, offset, scale)
	if !slices.Equal(inPlace, normalized) || !slices.Equal(x, rescaled) {
		t.Fatalf("(%d, %d): in place differs", rows, n)
	}
	arena.Check("normalizeRows or rescaleRows")
}

// TestNormalizeSpecials holds that NaN, infinities and divisions by zero go as in Go.
func TestNormalizeSpecials(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testNormalizeSpecials(t, F32NormalizeRows, F32RescaleRows) })
		t.Run("float64", func(t *testing.T) { testNormalizeSpecials(t, F64NormalizeRows, F64RescaleRows) })
	})
}

func testNormalizeSpecials[T mat.Float](t *testing.T, normalize, rescale rowsKernel[T]) {
	inf, nan := T(math.Inf(1)), T(math.NaN())
	x := []T{nan, inf, -inf, 0, 1, 0, 1, inf, 1e-40, 2}
	offset := []T{0, 1, 1, nan, 0, 0, inf, inf, 0, 2}
	scale := []T{1, 2, -1, 1, 0, 0, 1, 1, 1, inf}
	normalized, rescaled := make([]T, len(x)), make([]T, len(x))
	normalize(normalized, x, offset, scale)
	rescale(rescaled, x, offset, scale)
	for i, v := range x {
		if !kerneltest.Alike(normalized[i], (v-offset[i])/scale[i]) || !kerneltest.Alike(rescaled[i], v*scale[i]+offset[i]) {
			t.Errorf("x, offset, scale = %v, %v, %v became %v and %v", v, offset[i], scale[i], normalized[i], rescaled[i])
		}
	}
}
