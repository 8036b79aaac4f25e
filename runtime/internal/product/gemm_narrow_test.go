package product

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemmNarrow holds products of few columns against plain loops.
func TestGemmNarrow(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemmNarrow(t, singleMatrix) })
		t.Run("float64", func(t *testing.T) { testGemmNarrow(t, doubleMatrix) })
	})
}

func testGemmNarrow[T mat.Float](t *testing.T, kernels matrixKernels[T]) {
	step := 3
	if thorough.All() {
		step = 1
	}
	for n := 1; n <= 17; n++ {
		for k := 1; k <= 18; k += step {
			for _, m := range []int{1, 2, 3, 4, 7, 8, 11, 12, 13, 14, 16, 17, 33} {
				testGemmShape(t, kernels, m, n, k, (m+k)%3)
				testGemmTNSum(t, kernels, m, n, k, n+(m+k)%3)
				testGemmTNSum(t, kernels, k, n, m, n+(m+k)%3)
			}
		}
		testGemmTNSum(t, kernels, 0, n, 5, n)
		testGemmTNSum(t, kernels, 5, n, 0, n)
		testGemmTNSum(t, kernels, 70, n, 300, n)
	}
	testGemmTNSum(t, kernels, 5, 0, 5, 0)
}

func testGemmTNSum[T mat.Float](t *testing.T, kernels matrixKernels[T], m, n, k, ld int) {
	arena, what := kerneltest.NewArena[T](t), fmt.Sprintf("TNSum (%d, %d, %d)", m, n, k)
	a, b, sums, c := arena.Random(k*m), arena.Random(k*n), arena.Random(n), arena.Random(rowsApart(m, n, ld))
	kernels.gemmTNSum(c, sums, a, b, m, n, k, ld)
	compareTN(t, what, c, a, b, m, n, ld)
	for j, v := range sums {
		var want kerneltest.Sum
		for p := range k {
			want.Add(float64(b[p*n+j]))
		}
		kerneltest.Compare(t, what+" sums", j, v, want)
	}
	arena.Check(what)
}

// compareTN fails unless c is Aᵀ·B, but for rounding.
func compareTN[T mat.Float](t *testing.T, what string, c, a, b []T, m, n, ld int) {
	t.Helper()
	for at := range m * n {
		i, j := at/n, at%n
		var want kerneltest.Sum
		for p := range len(b) / n {
			want.Add(float64(a[p*m+i]) * float64(b[p*n+j]))
		}
		kerneltest.Compare(t, what, at, c[i*ld+j], want)
	}
}

// TestGemmNarrowPropagates holds that a NaN goes to the entries that it belongs to, and to no other.
func TestGemmNarrowPropagates(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for n := 1; n <= 16; n++ {
			for _, k := range []int{1, 3, 4, 8, 9} {
				testGemmNarrowNaN(t, singleMatrix, 13, n, k)
				testGemmNarrowNaN(t, doubleMatrix, 13, n, k)
			}
		}
	})
}

func testGemmNarrowNaN[T mat.Float](t *testing.T, kernels matrixKernels[T], m, n, k int) {
	a, b, c, bias := make([]T, m*k), make([]T, k*n), make([]T, m*n), make([]T, n)
	for i := range m {
		clear(a)
		a[i*k+i%k] = T(math.NaN())
		kernels.gemmNNBiasRelu(c, a, b, bias, m, n, k, n)
		onlyRowNaN(t, "gemmNN", c, n, i)
		kernels.gemmNTBiasRelu(c, a, b, bias, m, n, k, k)
		onlyRowNaN(t, "gemmNT", c, n, i)
		clear(a)
		a[i%k*m+i] = T(math.Inf(1))
		kernels.gemmTNSum(c, bias, a, b, m, n, k, n)
		onlyRowNaN(t, "gemmTNSum", c, n, i)
		onlyRowNaN(t, "sums", bias, n, 1)
	}
}

// TestNarrowShared holds that a narrow product has the same bits on any number of cores, and that nothing else is written.
func TestNarrowShared(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testNarrowShared(t, singleMatrix) })
		t.Run("float64", func(t *testing.T) { testNarrowShared(t, doubleMatrix) })
	})
}

func testNarrowShared[T mat.Float](t *testing.T, kernels matrixKernels[T]) {
	for _, s := range [][3]int{{256, 8, 64}, {128, 7, 147}, {331, 5, 200}, {1024, 16, 10}, {129, 13, 300}} {
		m, n, k := s[0], s[1], s[2]
		var want []T
		for _, cores := range []int{1, 2, 3, 7} {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			arena := kerneltest.NewArena[T](t)
			a, b, bias, got := arena.Random(m*k), arena.Random(k*n), arena.Random(n), arena.Random(m*n)
			crew.Parallel(8, &kerneltest.Counting{Panic: -1}) // so that helpers are about
			kernels.gemmNNBiasRelu(got, a, b, bias, m, n, k, n)
			arena.Check(fmt.Sprint(s))
			if want == nil {
				want = slices.Clone(got)
			}
			if !kerneltest.SameBits(got, want) {
				t.Fatalf("%v: %d cores give other bits than one", s, cores)
			}
		}
	}
}
