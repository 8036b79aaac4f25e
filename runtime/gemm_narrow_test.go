package nn

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"
)

// TestGemmNarrow holds products of few columns against plain loops.
func TestGemmNarrow(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemmNarrow(t, single) })
		t.Run("float64", func(t *testing.T) { testGemmNarrow(t, double) })
	})
}

func testGemmNarrow[T Float](t *testing.T, kernels kernels[T]) {
	for n := 1; n <= 17; n++ {
		for k := 1; k <= 18; k++ {
			for _, m := range []int{1, 2, 3, 4, 7, 8, 11, 12, 13, 16, 17, 33} {
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

func testGemmTNSum[T Float](t *testing.T, kernels kernels[T], m, n, k, ld int) {
	arena, what := newArena[T](t), fmt.Sprintf("TNSum (%d, %d, %d)", m, n, k)
	a, b, sums, c := arena.random(k*m), arena.random(k*n), arena.random(n), arena.random(rowsApart(m, n, ld))
	kernels.gemmTNSum(c, sums, a, b, m, n, k, ld)
	compareTN(t, what, c, a, b, m, n, ld)
	for j, v := range sums {
		var want sum
		for p := range k {
			want.add(float64(b[p*n+j]))
		}
		compare(t, what+" sums", j, v, want)
	}
	arena.check(what)
}

// compareTN fails unless c is Aᵀ·B, but for rounding.
func compareTN[T Float](t *testing.T, what string, c, a, b []T, m, n, ld int) {
	t.Helper()
	for at := range m * n {
		i, j := at/n, at%n
		var want sum
		for p := range len(b) / n {
			want.add(float64(a[p*m+i]) * float64(b[p*n+j]))
		}
		compare(t, what, at, c[i*ld+j], want)
	}
}

// TestGemmNarrowPropagates holds that a NaN goes to the entries that it belongs to, and to no other.
func TestGemmNarrowPropagates(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for n := 1; n <= 16; n++ {
			for _, k := range []int{1, 3, 4, 8, 9} {
				testGemmNarrowNaN(t, single, 13, n, k)
				testGemmNarrowNaN(t, double, 13, n, k)
			}
		}
	})
}

func testGemmNarrowNaN[T Float](t *testing.T, kernels kernels[T], m, n, k int) {
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
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testNarrowShared(t, single) })
		t.Run("float64", func(t *testing.T) { testNarrowShared(t, double) })
	})
}

func testNarrowShared[T Float](t *testing.T, kernels kernels[T]) {
	for _, s := range [][3]int{{256, 8, 64}, {128, 7, 147}, {331, 5, 200}, {1024, 16, 10}, {129, 13, 300}} {
		m, n, k := s[0], s[1], s[2]
		var want []T
		for _, cores := range []int{1, 2, 3, 7} {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			arena := newArena[T](t)
			a, b, bias, got := arena.random(m*k), arena.random(k*n), arena.random(n), arena.random(m*n)
			parallel(8, &counting{panic: -1}) // so that helpers are about
			kernels.gemmNNBiasRelu(got, a, b, bias, m, n, k, n)
			arena.check(fmt.Sprint(s))
			if want == nil {
				want = slices.Clone(got)
			}
			if !sameBits(got, want) {
				t.Fatalf("%v: %d cores give other bits than one", s, cores)
			}
		}
	}
}
