package nn

import (
	"fmt"
	"math"
	"testing"
)

func TestGemm(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testGemm(t, single) })
	t.Run("float64", func(t *testing.T) { testGemm(t, double) })
}

func testGemm[T Float](t *testing.T, kernels kernels[T]) {
	for m := range 10 {
		for n := range 10 {
			for k := range 10 {
				testGemmShape(t, kernels, m, n, k)
			}
		}
	}
	for _, s := range [][3]int{{17, 31, 23}, {64, 13, 32}, {1, 257, 65}, {129, 1, 70}, {33, 47, 300}, {2, 3, 1000}} {
		testGemmShape(t, kernels, s[0], s[1], s[2])
	}
}

// testGemmShape holds the three products of one shape against plain loops.
func testGemmShape[T Float](t *testing.T, kernels kernels[T], m, n, k int) {
	arena := newArena[T](t)
	a, b := arena.random(m*k), arena.random(k*n)
	nn, nt, tn := arena.random(m*n), arena.random(m*n), arena.random(m*n)
	kernels.gemmNN(nn, a, b, m, n, k)
	kernels.gemmNT(nt, a, b, m, n, k)
	kernels.gemmTN(tn, a, b, m, n, k)
	shape := fmt.Sprintf("(%d, %d, %d)", m, n, k)
	for at := range m * n {
		i, j := at/n, at%n
		var wantNN, wantNT, wantTN sum
		for p := range k {
			wantNN.add(float64(a[i*k+p]) * float64(b[p*n+j]))
			wantNT.add(float64(a[i*k+p]) * float64(b[j*k+p]))
			wantTN.add(float64(a[p*m+i]) * float64(b[p*n+j]))
		}
		compare(t, "gemmNN "+shape, at, nn[at], wantNN)
		compare(t, "gemmNT "+shape, at, nt[at], wantNT)
		compare(t, "gemmTN "+shape, at, tn[at], wantTN)
	}
	arena.check("gemm " + shape)
}

// TestGemmPropagates holds that a NaN in one operand meets every zero of the other.
func TestGemmPropagates(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testGemmPropagates(t, single) })
	t.Run("float64", func(t *testing.T) { testGemmPropagates(t, double) })
}

func testGemmPropagates[T Float](t *testing.T, kernels kernels[T]) {
	const m, n, k = 5, 11, 7
	for p := range k {
		a, b, c := make([]T, m*k), make([]T, k*n), make([]T, m*n)
		row := func(i int) []T { return c[i*n:][:n] }
		a[2*k+p] = T(math.NaN())
		kernels.gemmNN(c, a, b, m, n, k)
		for i := range m {
			allNaN(t, "gemmNN", row(i), i == 2)
		}
		kernels.gemmNT(c, a, b, m, n, k)
		for i := range m {
			allNaN(t, "gemmNT", row(i), i == 2)
		}
		clear(a)
		a[p*m+2] = T(math.Inf(1))
		kernels.gemmTN(c, a, b, m, n, k)
		for i := range m {
			allNaN(t, "gemmTN", row(i), i == 2)
		}
	}
}

// allNaN fails unless all of y is NaN, where want is true, or zero.
func allNaN[T Float](t *testing.T, what string, y []T, want bool) {
	t.Helper()
	for i, v := range y {
		if want && v == v || !want && v != 0 {
			t.Fatalf("%s: entry %d of %v: all NaN should be %v", what, i, y, want)
		}
	}
}

// TestBatchIsForward holds that a row of a batch has the bits of the same example alone, in either layout.
func TestBatchIsForward(t *testing.T) {
	const m = 5
	for _, n0 := range []int{1, 3, 4, 13, 64} {
		for _, n1 := range []int{1, 2, 3, 4, 7, 8, 33} {
			arena := newArena[float32](t)
			x, w, b := arena.random(m*n0), arena.random(n1*n0), arena.random(n1)
			batchN, batchT, y := make([]float32, m*n1), make([]float32, m*n1), make([]float32, n1)
			SgemmNT(batchN, x, w, m, n1, n0)
			SaddBias(batchN, b)
			SgemmNN(batchT, x, w, m, n1, n0)
			SaddBias(batchT, b)
			for i := range m {
				SgemvN(y, w, b, x[i*n0:][:n0])
				if !sameBits(y, batchN[i*n1:][:n1]) {
					t.Errorf("gemvN and gemmNT differ at %d→%d", n0, n1)
				}
				SgemvT(y, w, b, x[i*n0:][:n0])
				if !sameBits(y, batchT[i*n1:][:n1]) {
					t.Errorf("gemvT and gemmNN differ at %d→%d", n0, n1)
				}
			}
		}
	}
}
