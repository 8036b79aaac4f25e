package nn

import (
	"fmt"
	"math"
	"testing"
)

func TestGemv(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemv(t, single) })
		t.Run("float64", func(t *testing.T) { testGemv(t, double) })
	})
}

func testGemv[T Float](t *testing.T, k kernels[T]) {
	for _, n := range lengths() {
		for _, other := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 17} {
			testGemvN(t, k, n, other)
			testGemvN(t, k, other, n)
			testGemvT(t, k, n, other)
			testGemvT(t, k, other, n)
			testGemvTSparse(t, k, n, other)
			testGemvTSparse(t, k, other, n)
		}
	}
	testGemvT(t, k, 700, 500)
	testGemvTSparse(t, k, 700, 500)
}

// testGemvN holds gemvN and gemvNRelu with n1 outputs and n0 inputs against plain loops.
func testGemvN[T Float](t *testing.T, k kernels[T], n1, n0 int) {
	arena := newArena[T](t)
	w, b, x, y, relu := arena.random(n1*n0), arena.random(n1), arena.random(n0), arena.random(n1), arena.random(n1)
	k.gemvN(y, w, b, x)
	k.gemvNRelu(relu, w, b, x)
	for i := range n1 {
		want := biased(b[i])
		for j := range n0 {
			want.add(float64(w[i*n0+j]) * float64(x[j]))
		}
		compare(t, fmt.Sprintf("gemvN (%d, %d)", n1, n0), i, y[i], want)
	}
	isRelu(t, fmt.Sprintf("gemvNRelu (%d, %d)", n1, n0), relu, y)
	arena.check(fmt.Sprintf("gemvN (%d, %d)", n1, n0))
}

// testGemvT does the same for gemvT, with NaN between the rows of W.
func testGemvT[T Float](t *testing.T, k kernels[T], n1, n0 int) {
	arena := newArena[T](t)
	ld := n1 + n0%3*7
	w := padding(arena.random(rowsApart(n0, n1, ld)), n1, ld, math.NaN())
	b, x, y, relu := arena.random(n1), arena.random(n0), arena.random(n1), arena.random(n1)
	k.gemvT(y, w, b, x, ld)
	k.gemvTRelu(relu, w, b, x, ld)
	for i := range n1 {
		want := biased(b[i])
		for j := range n0 {
			want.add(float64(w[j*ld+i]) * float64(x[j]))
		}
		compare(t, fmt.Sprintf("gemvT (%d, %d)", n1, n0), i, y[i], want)
	}
	isRelu(t, fmt.Sprintf("gemvTRelu (%d, %d)", n1, n0), relu, y)
	arena.check(fmt.Sprintf("gemvT (%d, %d)", n1, n0))
}

// testGemvTSparse does the same for gemvTSparse, with a half of the inputs 0 or -0, and then with none and all of them.
func testGemvTSparse[T Float](t *testing.T, k kernels[T], n1, n0 int) {
	arena := newArena[T](t)
	ld := n1 + n0%3*7
	w := padding(arena.random(rowsApart(n0, n1, ld)), n1, ld, math.NaN())
	b, x, y, relu := arena.random(n1), arena.random(n0), arena.random(n1), arena.random(n1)
	for _, zeros := range []int{0, 50, 100} {
		for i := range x {
			if arena.rng.IntN(100) < zeros {
				x[i] = T(math.Copysign(0, float64(x[i])))
			}
		}
		k.gemvTSparse(y, w, b, x, ld)
		k.gemvTSparseRelu(relu, w, b, x, ld)
		what := fmt.Sprintf("gemvTSparse (%d, %d), %d%% zeros", n1, n0, zeros)
		for i := range n1 {
			want := biased(b[i])
			for j := range n0 {
				want.add(float64(w[j*ld+i]) * float64(x[j]))
			}
			compare(t, what, i, y[i], want)
		}
		isRelu(t, what, relu, y)
		arena.check(what)
	}
}

// TestGemvTSparseMeets holds that a NaN or infinity of W counts where it meets an input, and that NaN is one.
func TestGemvTSparseMeets(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		const n = 130
		for at := range n {
			w, y, b, x := make([]float32, n*n), make([]float32, n), make([]float32, n), make([]float32, n)
			w[at*n+7], x[at] = float32(math.Inf(1)), 1e-44
			F32GemvTSparseRelu(y, w, b, x, n)
			if !math.IsInf(float64(y[7]), 1) || y[6] != 0 {
				t.Fatalf("infinity at row %d: %v", at, y)
			}
			w[at*n+7], x[at] = 0, float32(math.NaN())
			F32GemvTSparse(y, w, b, x, n)
			for _, v := range y {
				if v == v {
					t.Fatalf("the input NaN at %d gives %v", at, y)
				}
			}
		}
	})
}

// biased is a sum that begins with b.
func biased[T Float](b T) sum {
	var s sum
	s.add(float64(b))
	return s
}

// isRelu fails unless y is z with 0 for what is below it.
func isRelu[T Float](t *testing.T, what string, y, z []T) {
	t.Helper()
	for i, v := range z {
		if v < 0 {
			v = 0
		}
		if y[i] != v {
			t.Fatalf("%s: entry %d is %v, but %v without relu", what, i, y[i], z[i])
		}
	}
}

// TestGemvPropagates holds that 0·NaN and 0·Inf are NaN, at every place of a row, and stay in their row.
func TestGemvPropagates(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemvPropagates(t, single) })
		t.Run("float64", func(t *testing.T) { testGemvPropagates(t, double) })
	})
}

func testGemvPropagates[T Float](t *testing.T, k kernels[T]) {
	for n := 1; n <= 20; n++ {
		for at := range n * n {
			w, y, b, x := make([]T, n*n), make([]T, n), make([]T, n), make([]T, n)
			w[at] = T([]float64{math.NaN(), math.Inf(1), math.Inf(-1)}[at%3])
			k.gemvN(y, w, b, x)
			onlyNaN(t, "gemvN", y, at/n)
			k.gemvNRelu(y, w, b, x)
			onlyNaN(t, "gemvNRelu", y, at/n)
			k.gemvT(y, w, b, x, n)
			onlyNaN(t, "gemvT", y, at%n)
			k.gemvTRelu(y, w, b, x, n)
			onlyNaN(t, "gemvTRelu", y, at%n)
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
