package product

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemmTNSums holds that gradients have the same bits together as one by one, on any number of cores.
func TestGemmTNSums(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, shapes := range [][][3]int{
			{{64, 10, 64}, {128, 64, 64}, {784, 128, 64}},
			{{128, 128, 64}, {128, 128, 64}, {128, 128, 64}, {128, 128, 64}, {128, 200, 64}}, // more beside than in the last
			{{30, 10, 40}, {1, 1, 1}, {7, 5, 3}},                                             // none is shared
			{{0, 3, 5}, {5, 0, 3}, {100, 5, 0}, {333, 67, 101}},
			{{784, 128, 64}},
			{{64, 64, 64}, {3000, 16, 64}}, // narrow
			{{64, 64, 64}, {1001, 8, 256}},
			{{64, 64, 64}, {5000, 5, 100}},
			{{64, 67, 64}, {64, 64, 64}, {333, 67, 101}},
		} {
			testGradients(t, shapes, F32GemmTNSum, func(gs []Gradient[float32]) { F32GemmTNSums(gs...) })
			testGradients(t, shapes, F64GemmTNSum, func(gs []Gradient[float64]) { F64GemmTNSums(gs...) })
		}
	})
}

func testGradients[T mat.Float](t *testing.T, shapes [][3]int, one func(c, sums, a, b []T, m, n, k, ld int), together func([]Gradient[T])) {
	cores := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(cores)
	arena := kerneltest.NewArena[T](t)
	var gs []Gradient[T]
	var want [][]T
	for _, s := range shapes {
		m, n, k := s[0], s[1], s[2]
		ld, size := n+3, rowsApart(m, n, n+3)
		if n == 67 {
			ld, size = 64, m*n // with a tail
		}
		g := Gradient[T]{C: arena.Random(size), Sums: arena.Random(n), A: arena.Random(k * m), B: arena.Random(k * n), M: m, N: n, K: k, Ld: ld}
		one(g.C, g.Sums, g.A, g.B, m, n, k, ld)
		want = append(want, append(append([]T{}, g.C...), g.Sums...))
		gs = append(gs, g)
	}
	for procs := 1; procs <= 4; procs++ {
		runtime.GOMAXPROCS(procs)
		crew.Parallel(8, &kerneltest.Counting{Panic: -1}) // so that helpers are about
		for i := range gs {
			scribble(gs[i].C, shapes[i][1], gs[i].Ld)
			clear(gs[i].Sums)
		}
		together(gs)
		for i, g := range gs {
			if !kerneltest.SameBits(append(append([]T{}, g.C...), g.Sums...), want[i]) {
				t.Errorf("gradient %d of %v on %d cores differs from itself alone", i, shapes, procs)
			}
		}
	}
	arena.Check(fmt.Sprint("gradients ", shapes))
}

// scribble overwrites the rows of w, which have n entries and begin ld apart, but not what lies between them.
func scribble[T mat.Float](w []T, n, ld int) {
	for i := range w {
		if i%ld < n {
			w[i] = 7
		}
	}
}

// TestGemmTNSumsNotFinite holds the same where a number keeps the product from tiles.
func TestGemmTNSumsNotFinite(t *testing.T) {
	const m, n, k = 784, 128, 64
	arena := kerneltest.NewArena[float32](t)
	a, b, small := arena.Random(k*m), arena.Random(k*n), arena.Random(k*64)
	a[5], b[7] = float32(math.Inf(1)), float32(math.NaN())
	want, sums, got := make([]float32, m*n), make([]float32, n), make([]float32, m*n)
	beside, besideSums, besideWant := make([]float32, 64*64), make([]float32, 64), make([]float32, 64*64)
	F32GemmTNSum(want, sums, a, b, m, n, k, n)
	F32GemmTNSum(besideWant, besideSums, small, small, 64, 64, k, 64)
	kerneltest.WithCores(t, func(t *testing.T) {
		crew.Parallel(8, &kerneltest.Counting{Panic: -1})
		F32GemmTNSums(
			Gradient[float32]{C: beside, Sums: besideSums, A: small, B: small, M: 64, N: 64, K: k, Ld: 64},
			Gradient[float32]{C: got, Sums: sums, A: a, B: b, M: m, N: n, K: k, Ld: n})
		if !kerneltest.SameBits(got, want) || !kerneltest.SameBits(beside, besideWant) {
			t.Error("the result is not that of one product after the other")
		}
	})
}
