package vec

import (
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestWeigh holds that entries are weighed by their row, wherever the block begins, that what a weight of 0 stands before is left aside,
// and that nothing else is written.
func TestWeigh(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) { testWeigh(t, F32Weigh) })
	kerneltest.AtLevels(t, func(t *testing.T) {
		testWeigh(t, func(dst, losses, ws []float64, from, units int, scale, slope float64) float64 {
			return F64Weigh(8, dst, losses, ws, from, units, scale, slope) - 8
		})
	})
}

func testWeigh[T mat.Float](t *testing.T, weigh func(dst, losses, ws []T, from, units int, scale float64, slope T) float64) {
	const scale, slope = 1.0 / 3, 2
	for _, units := range []int{1, 2, 3, 7, 40} {
		ws := make([]T, 1+90/units)
		for i := range ws {
			ws[i] = T(i%5) * 0.7
		}
		for from := range units + 2 {
			for n := 0; from+n <= len(ws)*units; n++ {
				dst, losses, want := make([]T, n+1), make([]T, n), 0.0
				for i := range dst {
					dst[i] = T(i%7) - 3
				}
				before := slices.Clone(dst)
				for i := range losses {
					w := ws[(from+i)/units]
					losses[i] = T(i%11) / 11
					want += float64(w) * float64(losses[i])
					if w == 0 {
						losses[i], dst[i] = T(math.NaN()), T(math.Inf(1))
					}
				}
				sum := weigh(dst[:n], losses, ws, from, units, scale, slope)
				if math.Abs(sum-want) > 1e-12*(1+want) {
					t.Fatalf("%d entries from %d on in rows of %d sum up to %v, want %v", n, from, units, sum, want)
				}
				for i, got := range dst[:n] {
					w := ws[(from+i)/units]
					if want := T(scale*float64(w)) * slope * before[i]; got != want {
						t.Fatalf("entry %d of rows of %d became %v, want %v", from+i, units, got, want)
					}
				}
				if dst[n] != before[n] {
					t.Fatal("an entry behind the block was written")
				}
			}
		}
	}
}

// TestInOrder: in float64 Go's kernels add one entry after the other to the sum that they begin with, as a loop does.
func TestInOrder(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		if kernels64() {
			t.Skip("assembly has several sums")
		}
		x := kerneltest.NewArena[float64](t).Random(300)
		want, weighed := 0.1, 0.1
		for i, v := range x {
			want += v
			weighed += x[i/100] * v
		}
		if got := F64Total(0.1, x); got != want {
			t.Errorf("the sum is %v, want %v", got, want)
		}
		if got := F64Weigh(0.1, make([]float64, 300), x, x[:3], 0, 100, 1, 1); got != weighed {
			t.Errorf("the weighed sum is %v, want %v", got, weighed)
		}
	})
}

// TestWeighRefuses: entries without a row, or without a loss, are a mistake of the caller.
func TestWeighRefuses(t *testing.T) {
	for _, c := range []struct{ losses, from, units int }{{5, 2, 3}, {4, 0, 3}, {5, 0, 0}, {5, -1, 3}} {
		for _, weigh := range []func(){
			func() {
				F32Weigh(make([]float32, 5), make([]float32, c.losses), make([]float32, 2), c.from, c.units, 1, 1)
			},
			func() {
				F64Weigh(0, make([]float64, 5), make([]float64, c.losses), make([]float64, 2), c.from, c.units, 1, 1)
			},
		} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%+v was taken", c)
					}
				}()
				weigh()
			}()
		}
	}
}
