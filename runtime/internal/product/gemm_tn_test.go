package product

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// TestLongBatches holds that the error of a gradient does not grow with the number of rows: one sum over 200,000 of them
// was off by 1.6e-4.
func TestLongBatches(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range [][2]int{{1, 1}, {2, 3}, {5, 20}} {
			testLongBatch(t, s[0], s[1], 200_000)
		}
	})
}

func testLongBatch(t *testing.T, m, n, k int) {
	rng := rand.New(rand.NewPCG(1, 2))
	a, b, c, sums := make([]float32, k*m), make([]float32, k*n), make([]float32, m*n), make([]float32, n)
	want, wantSums := make([]float64, m*n), make([]float64, n)
	for i := range a {
		a[i] = rng.Float32() + 0.5
	}
	for i := range b {
		b[i] = rng.Float32() + 0.5
	}
	for p := range k {
		for j, v := range b[p*n:][:n] {
			wantSums[j] += float64(v)
			for i, u := range a[p*m:][:m] {
				want[i*n+j] += float64(u) * float64(v)
			}
		}
	}
	const bound = 2e-6
	F32GemmTNSum(c, sums, a, b, m, n, k, n)
	for i, v := range c {
		if e := math.Abs(float64(v)/want[i] - 1); e > bound {
			t.Fatalf("(%d, %d), %d rows: entry %d of the gradient is off by %.2g", m, n, k, i, e)
		}
	}
	single := make([]float32, n)
	rows.F32SumRows(single, b)
	for j, v := range sums {
		if e := max(math.Abs(float64(v)/wantSums[j]-1), math.Abs(float64(single[j])/wantSums[j]-1)); e > bound {
			t.Fatalf("(%d, %d), %d rows: sum %d is off by %.2g", m, n, k, j, e)
		}
	}
}

// TestLongBatchesWithoutSums holds that a gradient whose sums are not wanted is the one that comes with them, and that what is
// reused for the next has room for nothing else: the last rows once had the sums in the place of their gradient.
func TestLongBatchesWithoutSums(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range [][2]int{{1, 16}, {23, 5}, {3, 32}} {
			m, n, k := s[0], s[1], 3*rows.Together-7
			arena := kerneltest.NewArena[float32](t)
			a, b, c, sums, alone := arena.Random(k*m), arena.Random(k*n), arena.Random(m*n), arena.Random(n), arena.Random(m*n)
			F32GemmTNSum(c, sums, a, b, m, n, k, n)
			gradients32 = sync.Pool{New: func() any { s := make([]float32, m*n); return &s }}
			F32GemmTN(alone, a, b, m, n, k, n)
			gradients32 = sync.Pool{}
			if !kerneltest.SameBits(c, alone) {
				t.Errorf("(%d, %d), %d rows: the gradient depends on whether the sums are wanted", m, n, k)
			}
		}
	})
}
