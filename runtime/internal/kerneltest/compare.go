package kerneltest

import (
	"math"
	"testing"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// SoftmaxOf is the definition, in float64, with all logits moved so that the largest is 0.
func SoftmaxOf[T mat.Float](z []T) []float64 {
	y, largest, total := make([]float64, len(z)), math.Inf(-1), 0.0
	for _, v := range z {
		largest = max(largest, float64(v))
	}
	for i, v := range z {
		y[i] = math.Exp(float64(v) - largest)
		total += y[i]
	}
	for i := range y {
		y[i] /= total
	}
	return y
}

// CompareRelative fails unless got is want, but for the rounding of the argument and the result of an exp.
func CompareRelative[T mat.Float](t *testing.T, what string, got []T, want []float64) {
	t.Helper()
	for i := range want {
		bound := (200*want[i] + 1e-30) * Epsilon[T]()
		if d := math.Abs(float64(got[i]) - want[i]); !(d <= bound) {
			t.Fatalf("%s: entry %d is %v, want %v within %g", what, i, got[i], want[i], bound)
		}
	}
}

// OnlyNaN fails unless entry at is the only NaN of y, and the others are 0.
func OnlyNaN[T mat.Float](t *testing.T, what string, y []T, at int) {
	t.Helper()
	for i, v := range y {
		if i == at && v == v || i != at && v != 0 {
			t.Fatalf("%s: %v, but entry %d alone should be NaN", what, y, at)
		}
	}
}

// Alike reports whether got and want are both NaN, or the same infinity, or close.
func Alike[T mat.Float](got, want T) bool {
	g, w := float64(got), float64(want)
	if g != g || w != w || math.IsInf(w, 0) {
		return g == w || g != g && w != w
	}
	return math.Abs(g-w) <= 16*Epsilon[T]()*math.Abs(w)+float64(SmallestNormal[T]())
}

// SmallestNormal is the smallest positive number that is not denormal.
func SmallestNormal[T mat.Float]() T {
	var t T
	if unsafe.Sizeof(t) == 4 {
		return T(0x1p-126)
	}
	least := 0x1p-1022
	return T(least)
}

// Enlarge multiplies xs by factor.
func Enlarge[T mat.Float](xs []T, factor T) {
	for i := range xs {
		xs[i] *= factor
	}
}
