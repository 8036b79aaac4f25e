package vec

import (
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestWeigh holds that entries are weighed by their row, wherever the block begins, that what a weight of 0 stands before is left aside,
// and that nothing else is written.
func TestWeigh(t *testing.T) { kerneltest.AtLevels(t, testWeigh) }

func testWeigh(t *testing.T) {
	const scale, slope = 1.0 / 3, 2
	for _, units := range []int{1, 2, 3, 7, 40} {
		ws := make([]float32, 1+90/units)
		for i := range ws {
			ws[i] = float32(i%5) * 0.7
		}
		for from := range units + 2 {
			for n := 0; from+n <= len(ws)*units; n++ {
				dst, losses, want := make([]float32, n+1), make([]float32, n), 0.0
				for i := range dst {
					dst[i] = float32(i%7) - 3
				}
				before := slices.Clone(dst)
				for i := range losses {
					w := ws[(from+i)/units]
					losses[i] = float32(i%11) / 11
					want += float64(w) * float64(losses[i])
					if w == 0 {
						losses[i], dst[i] = float32(math.NaN()), float32(math.Inf(1))
					}
				}
				sum := F32Weigh(dst[:n], losses, ws, from, units, scale, slope)
				if math.Abs(sum-want) > 1e-12*(1+want) {
					t.Fatalf("%d entries from %d on in rows of %d sum up to %v, want %v", n, from, units, sum, want)
				}
				for i, got := range dst[:n] {
					w := ws[(from+i)/units]
					if want := float32(scale*float64(w)) * slope * before[i]; got != want {
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

// TestWeighRefuses: entries without a row, or without a loss, are a mistake of the caller.
func TestWeighRefuses(t *testing.T) {
	for _, c := range []struct{ losses, from, units int }{{5, 2, 3}, {4, 0, 3}, {5, 0, 0}, {5, -1, 3}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v was taken", c)
				}
			}()
			F32Weigh(make([]float32, 5), make([]float32, c.losses), make([]float32, 2), c.from, c.units, 1, 1)
		}()
	}
}
