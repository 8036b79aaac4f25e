package product

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemmPropagates holds that a NaN in one operand meets every zero of the other.
func TestGemmPropagates(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemmPropagates(t, singleMatrix) })
		t.Run("float64", func(t *testing.T) { testGemmPropagates(t, doubleMatrix) })
	})
}

func testGemmPropagates[T mat.Float](t *testing.T, kernels matrixKernels[T]) {
	const m, n, k = 5, 11, 7
	for p := range k {
		a, b, c, bias := make([]T, m*k), make([]T, k*n), make([]T, m*n), make([]T, n)
		a[2*k+p] = T(math.NaN())
		kernels.gemmNNBiasRelu(c, a, b, bias, m, n, k, n)
		onlyRowNaN(t, "gemmNN", c, n, 2)
		kernels.gemmNTBiasRelu(c, a, b, bias, m, n, k, k)
		onlyRowNaN(t, "gemmNT", c, n, 2)
		kernels.gemmNTBiasRelu(c[:m*3], a, b, bias[:3], m, 3, k, k)
		onlyRowNaN(t, "gemmNT", c[:m*3], 3, 2)
		clear(a)
		a[p*m+2] = T(math.Inf(1))
		kernels.gemmTN(c, a, b, m, n, k, n)
		onlyRowNaN(t, "gemmTN", c, n, 2)
	}
}

// onlyRowNaN fails unless row at of c, in rows of n, is all NaN, and the others are zeros.
func onlyRowNaN[T mat.Float](t *testing.T, what string, c []T, n, at int) {
	t.Helper()
	for i, v := range c {
		if i/n == at && v == v || i/n != at && v != 0 {
			t.Fatalf("%s: entry %d of %v: row %d alone should be NaN", what, i, c, at)
		}
	}
}

// TestGemmRowsStandAlone holds that a row of a product has the same bits whatever the number of rows, wherever it
// stands among them. It is left to tiles to compute many rows and few alike: TestAMXRowsStandAlone.
func TestGemmRowsStandAlone(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range [][2]int{
			{1, 64}, {1, 7}, {2, 16}, {3, 8}, {4, 3}, {5, 13}, {8, 4}, {8, 16}, {16, 8}, {10, 64}, {33, 40}, {64, 64}, {100, 30},
			{200, 300},
		} {
			if cpu.Kernels() == "amx" && s[1] >= 64 {
				continue
			}
			t.Run(fmt.Sprint(s), func(t *testing.T) { testRowsStandAlone(t, s[0], s[1]) })
		}
	})
}

// TestLargeRowsStandAlone is TestGemmRowsStandAlone for products large enough to be shared, or to be multiplied block by block.
func TestLargeRowsStandAlone(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range [][3]int{{300, 16, 1000}, {300, 8, 2000}, {300, 12, 1500}, {300, 20, 900}, {40, 1040, 2100}} {
			if m, n, k := s[0], s[1], s[2]; cpu.Kernels() != "amx" {
				arena := kerneltest.NewArena[float32](t)
				a, b := arena.Random(m*k), arena.Random(k*n)
				all, few := make([]float32, m*n), make([]float32, 5*n)
				F32GemmNN(all, a, b, m, n, k, n)
				F32GemmNN(few, a[:5*k], b, 5, n, k, n)
				if !kerneltest.SameBits(all[:5*n], few) {
					t.Errorf("(%d, %d, %d): a row has other bits among 5", m, n, k)
				}
			}
		}
	})
}

// TestLongRowsStandAlone is TestGemmRowsStandAlone for float64 and products of many rows of few units, which are multiplied block by block, and for
// few multiplications.
func TestLongRowsStandAlone(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range [][3]int{{40, 10, 8300}, {9, 32, 4100}, {300, 5, 30}, {100, 8, 100}, {64, 33, 60}} {
			m, n, k := s[0], s[1], s[2]
			arena := kerneltest.NewArena[float64](t)
			a, b := arena.Random(m*k), arena.Random(k*n)
			all := make([]float64, m*n)
			F64GemmNN(all, a, b, m, n, k, n)
			for _, rows := range []int{1, 5, 8} {
				few := make([]float64, rows*n)
				F64GemmNN(few, a[:rows*k], b, rows, n, k, n)
				if !kerneltest.SameBits(all[:rows*n], few) {
					t.Errorf("(%d, %d, %d): a row has other bits among %d", m, n, k, rows)
				}
			}
		}
	})
}

func testRowsStandAlone(t *testing.T, n, k int) {
	const m = 67
	arena := kerneltest.NewArena[float32](t)
	a, b, bias := arena.Random(m*k), arena.Random(k*n), arena.Random(n)
	for name, gemm := range map[string]func(c, a []float32, m int){
		"NN": func(c, a []float32, m int) { F32GemmNNBias(c, a, b, bias, m, n, k, n) },
		"NT": func(c, a []float32, m int) { F32GemmNTBias(c, a, b, bias, m, n, k, k) },
	} {
		want, got := make([]float32, m*n), make([]float32, m*n)
		gemm(want, a, m)
		for rows := 1; rows < m; rows++ {
			first := (m - rows) / 2
			gemm(got[:rows*n], a[first*k:][:rows*k], rows)
			if !kerneltest.SameBits(got[:rows*n], want[first*n:][:rows*n]) {
				t.Fatalf("gemm%s (%d, %d) of %d rows differs from %d rows", name, n, k, rows, m)
			}
		}
	}
}

// TestGemmCores holds that products large enough to be shared between cores have the bits of one core, also those that
// are shared only while helpers are about.
func TestGemmCores(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range [][3]int{
			{128, 260, 129}, {20, 1000, 250}, {1000, 20, 250}, {700, 1, 8000}, {256, 3, 8000}, {600, 300, 50}, {300, 260, 700},
			{256, 128, 784}, {64, 128, 784}, {130, 900, 64}, {256, 64, 128}, {200, 100, 100}, {160, 5, 3000}, {49, 390, 118}, {50, 260, 128}, {22, 103, 1647}, {64, 67, 400},
			{200, 130, 300}, {100, 256, 1300}, {18, 1040, 2100}, {3, 1040, 2100},
		} {
			m, n, k := s[0], s[1], s[2]
			if testing.Short() && m*n*k > 4<<20 {
				continue
			}
			arena := kerneltest.NewArena[float32](t)
			a, b := arena.Random(m*k), arena.Random(k*n)
			for name, gemm := range map[string]func(c []float32){
				"NN": func(c []float32) { F32GemmNN(c, a, b, m, n, k, n) },
				"NT": func(c []float32) { F32GemmNT(c, a, b, m, n, k, k) },
				"TN": func(c []float32) { F32GemmTN(c, a, b, m, n, k, n) },
			} {
				one, many := make([]float32, m*n), make([]float32, m*n)
				cores := runtime.GOMAXPROCS(1)
				gemm(one)
				for _, procs := range []int{2, 4} {
					runtime.GOMAXPROCS(procs)
					crew.Parallel(8, &kerneltest.Counting{Panic: -1}) // so that helpers are about
					gemm(many)
					if !kerneltest.SameBits(one, many) {
						t.Errorf("gemm%s (%d, %d, %d) depends on the number of cores", name, m, n, k)
					}
				}
				runtime.GOMAXPROCS(cores)
			}
		}
	})
}
