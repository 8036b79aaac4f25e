package nn

import (
	"fmt"
	"math"
	"testing"
)

func TestGemv(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testGemv(t, single) })
	t.Run("float64", func(t *testing.T) { testGemv(t, double) })
}

func testGemv[T Float](t *testing.T, k kernels[T]) {
	for _, n := range lengths() {
		for _, other := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 17} {
			testGemvShape(t, k, n, other)
			testGemvShape(t, k, other, n)
		}
	}
}

// testGemvShape holds gemvN and gemvT with n1 outputs and n0 inputs against plain loops.
func testGemvShape[T Float](t *testing.T, k kernels[T], n1, n0 int) {
	arena := newArena[T](t)
	w, b, x := arena.random(n1*n0), arena.random(n1), arena.random(n0)
	yN, yT := arena.random(n1), arena.random(n1)
	k.gemvN(yN, w, b, x)
	k.gemvT(yT, w, b, x)
	for i := range n1 {
		var wantN, wantT sum
		wantN.add(float64(b[i]))
		wantT.add(float64(b[i]))
		for j := range n0 {
			wantN.add(float64(w[i*n0+j]) * float64(x[j]))
			wantT.add(float64(w[j*n1+i]) * float64(x[j]))
		}
		compare(t, fmt.Sprintf("gemvN (%d, %d)", n1, n0), i, yN[i], wantN)
		compare(t, fmt.Sprintf("gemvT (%d, %d)", n1, n0), i, yT[i], wantT)
	}
	arena.check(fmt.Sprintf("gemv (%d, %d)", n1, n0))
}

// TestGemvPropagates holds that 0·NaN and 0·Inf are NaN, at every place of a row, and stay in their row.
func TestGemvPropagates(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testGemvPropagates(t, single) })
	t.Run("float64", func(t *testing.T) { testGemvPropagates(t, double) })
}

func testGemvPropagates[T Float](t *testing.T, k kernels[T]) {
	for n := 1; n <= 20; n++ {
		for at := range n * n {
			w, y, b, x := make([]T, n*n), make([]T, n), make([]T, n), make([]T, n)
			w[at] = T([]float64{math.NaN(), math.Inf(1), math.Inf(-1)}[at%3])
			k.gemvN(y, w, b, x)
			onlyNaN(t, "gemvN", y, at/n)
			k.gemvT(y, w, b, x)
			onlyNaN(t, "gemvT", y, at%n)
		}
	}
}

// onlyNaN fails unless entry at is the only NaN of y, and the others are 0.
func onlyNaN[T Float](t *testing.T, what string, y []T, at int) {
	t.Helper()
	for i, v := range y {
		if i == at && v == v || i != at && v != 0 {
			t.Fatalf("%s: %v, but entry %d alone should be NaN", what, y, at)
		}
	}
}
