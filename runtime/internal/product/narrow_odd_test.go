package product

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestNarrowPairOdd holds two layers with numbers anywhere that are not finite, 0 or denormal against sums in float64, rows alone and together.
func TestNarrowPairOdd(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena, k := kerneltest.NewArena[float32](t), singleNarrow
		rng := arena.Rng
		for range 3000 {
			n, n0, n1, n2 := 1+rng.IntN(40), 1+rng.IntN(mat.PairBlockInputs+2), 1+rng.IntN(mat.PairUnits), 1+rng.IntN(mat.PairOutputs)
			l1, l2, x := k.randomLayer(arena, n0, n1), k.randomLayer(arena, n1, n2), arena.Random(n*n0)
			for _, list := range [][]float32{l1.w, l1.b, l2.w, l2.b, x} {
				makeOdd(arena, list)
			}
			want, alone, y := make([]float32, n*n2), make([]float32, n*n2), arena.Random(n*n2)
			for r := range n {
				row, at := x[r*n0:(r+1)*n0], r*n2
				for i, s := range l2.sums(reluOf(l1.sums(exactly(row)))) {
					want[at+i] = float32(s.Value)
				}
				k.pair(alone[at:at+n2], l1.w, l1.b, l2.w, l2.b, row, l1.ld, l2.ld)
			}
			what := fmt.Sprintf("%d odd rows of narrowPair %d→%d→%d", n, n0, n1, n2)
			agree(t, what+", one by one", alone, want)
			if pairRows(&twoLayers{Y: y, W1: l1.w, B1: l1.b, W2: l2.w, B2: l2.b, X: x, Ld1: l1.ld, Ld2: l2.ld}, n, 0) {
				agree(t, what, y, want)
			}
			arena.Check(what)
		}
	})
}

// makeOdd replaces few of the numbers, and leaves NaN between rows.
func makeOdd(a *kerneltest.Arena[float32], list []float32) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, 0x1p-149, -0x1p-149}
	for i, v := range list {
		if v == v && a.Rng.IntN(30) == 0 {
			list[i] = float32(odd[a.Rng.IntN(len(odd))])
		}
	}
}
