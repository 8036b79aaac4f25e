package product

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestGemv(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemv(t, singleMatrix) })
		t.Run("float64", func(t *testing.T) { testGemv(t, doubleMatrix) })
	})
}

// TestGemvShapes is TestGemv with other shapes in every run.
func TestGemvShapes(t *testing.T) {
	rng := kerneltest.Shapes(t)
	var shapes [][2]int
	for range 30 {
		shapes = append(shapes, [2]int{rng.IntN(400), rng.IntN(300)})
	}
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range shapes {
			testGemvShape(t, singleMatrix, s[0], s[1])
			testGemvShape(t, doubleMatrix, s[0], s[1])
		}
	})
}

func testGemvShape[T mat.Float](t *testing.T, k matrixKernels[T], n, other int) {
	testGemvN(t, k, n, other)
	testGemvT(t, k, n, other)
	testGemvTSparse(t, k, n, other)
}

func testGemv[T mat.Float](t *testing.T, k matrixKernels[T]) {
	for _, n := range kerneltest.Lengths() {
		for _, other := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 17} {
			testGemvShape(t, k, n, other)
			testGemvShape(t, k, other, n)
		}
	}
	testGemvT(t, k, 700, 500)
	testGemvTSparse(t, k, 700, 500)
}

// testGemvN holds gemvN and gemvNRelu with n1 outputs and n0 inputs against plain loops.
func testGemvN[T mat.Float](t *testing.T, k matrixKernels[T], n1, n0 int) {
	arena := kerneltest.NewArena[T](t)
	w, b, x, y, relu := arena.Random(n1*n0), arena.Random(n1), arena.Random(n0), arena.Random(n1), arena.Random(n1)
	k.gemvN(y, w, b, x)
	k.gemvNRelu(relu, w, b, x)
	for i := range n1 {
		want := biased(b[i])
		for j := range n0 {
			want.Add(float64(w[i*n0+j]) * float64(x[j]))
		}
		kerneltest.Compare(t, fmt.Sprintf("gemvN (%d, %d)", n1, n0), i, y[i], want)
	}
	isRelu(t, fmt.Sprintf("gemvNRelu (%d, %d)", n1, n0), relu, y)
	arena.Check(fmt.Sprintf("gemvN (%d, %d)", n1, n0))
}

// testGemvT does the same for gemvT, with NaN between the rows of W.
func testGemvT[T mat.Float](t *testing.T, k matrixKernels[T], n1, n0 int) {
	arena := kerneltest.NewArena[T](t)
	ld := n1 + n0%3*7
	w := padding(arena.Random(rowsApart(n0, n1, ld)), n1, ld, math.NaN())
	b, x, y, relu := arena.Random(n1), arena.Random(n0), arena.Random(n1), arena.Random(n1)
	k.gemvT(y, w, b, x, ld)
	k.gemvTRelu(relu, w, b, x, ld)
	for i := range n1 {
		want := biased(b[i])
		for j := range n0 {
			want.Add(float64(w[j*ld+i]) * float64(x[j]))
		}
		kerneltest.Compare(t, fmt.Sprintf("gemvT (%d, %d)", n1, n0), i, y[i], want)
	}
	isRelu(t, fmt.Sprintf("gemvTRelu (%d, %d)", n1, n0), relu, y)
	arena.Check(fmt.Sprintf("gemvT (%d, %d)", n1, n0))
}

// testGemvTSparse does the same for gemvTSparse, with a half of the inputs 0 or -0, and then with none and all of them.
func testGemvTSparse[T mat.Float](t *testing.T, k matrixKernels[T], n1, n0 int) {
	arena := kerneltest.NewArena[T](t)
	ld := n1 + n0%3*7
	w := padding(arena.Random(rowsApart(n0, n1, ld)), n1, ld, math.NaN())
	b, x, y, relu := arena.Random(n1), arena.Random(n0), arena.Random(n1), arena.Random(n1)
	for _, zeros := range []int{0, 50, 100} {
		for i := range x {
			if arena.Rng.IntN(100) < zeros {
				x[i] = T(math.Copysign(0, float64(x[i])))
			}
		}
		k.gemvTSparse(y, w, b, x, ld)
		k.gemvTSparseRelu(relu, w, b, x, ld)
		what := fmt.Sprintf("gemvTSparse (%d, %d), %d%% zeros", n1, n0, zeros)
		for i := range n1 {
			want := biased(b[i])
			for j := range n0 {
				want.Add(float64(w[j*ld+i]) * float64(x[j]))
			}
			kerneltest.Compare(t, what, i, y[i], want)
		}
		isRelu(t, what, relu, y)
		arena.Check(what)
	}
}

// TestGemvTSparseMeets holds that a NaN or infinity of W counts where it meets an input, and that NaN is one.
func TestGemvTSparseMeets(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		const n = 130
		for at := range n {
			w, y, b, x := make([]float32, n*n), make([]float32, n), make([]float32, n), make([]float32, n)
			w[at*n+7], x[at] = float32(math.Inf(1)), 1e-44
			singleMatrix.gemvTSparseRelu(y, w, b, x, n)
			if !math.IsInf(float64(y[7]), 1) || y[6] != 0 {
				t.Fatalf("infinity at row %d: %v", at, y)
			}
			w[at*n+7], x[at] = 0, float32(math.NaN())
			singleMatrix.gemvTSparse(y, w, b, x, n)
			for _, v := range y {
				if v == v {
					t.Fatalf("the input NaN at %d gives %v", at, y)
				}
			}
		}
	})
}

// biased is a sum that begins with b.
func biased[T mat.Float](b T) kerneltest.Sum {
	var s kerneltest.Sum
	s.Add(float64(b))
	return s
}

// isRelu fails unless y is z with 0 for what is below it.
func isRelu[T mat.Float](t *testing.T, what string, y, z []T) {
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
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemvPropagates(t, singleMatrix) })
		t.Run("float64", func(t *testing.T) { testGemvPropagates(t, doubleMatrix) })
	})
}

func testGemvPropagates[T mat.Float](t *testing.T, k matrixKernels[T]) {
	for n := 1; n <= 20; n++ {
		for at := range n * n {
			w, y, b, x := make([]T, n*n), make([]T, n), make([]T, n), make([]T, n)
			w[at] = T([]float64{math.NaN(), math.Inf(1), math.Inf(-1)}[at%3])
			k.gemvN(y, w, b, x)
			kerneltest.OnlyNaN(t, "gemvN", y, at/n)
			k.gemvNRelu(y, w, b, x)
			kerneltest.OnlyNaN(t, "gemvNRelu", y, at/n)
			k.gemvT(y, w, b, x, n)
			kerneltest.OnlyNaN(t, "gemvT", y, at%n)
			k.gemvTRelu(y, w, b, x, n)
			kerneltest.OnlyNaN(t, "gemvTRelu", y, at%n)
		}
	}
}
