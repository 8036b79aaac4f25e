package product

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestNarrowPairRows(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for n1 := 1; n1 <= mat.PairUnits+1; n1++ {
			for n2 := 1; n2 <= mat.PairOutputs+1; n2++ {
				for n := 1; n <= 9; n++ {
					testPairRows(t, arena, n, depths[1+arena.Rng.IntN(len(depths)-1)], n1, n2)
				}
			}
		}
	})
}

// testPairRows holds the logits of some rows against sums in float64, and the softmax against that of the logits. What is too wide is for no
// kernel.
func testPairRows(t *testing.T, a *kerneltest.Arena[float32], n, n0, n1, n2 int) {
	k, what := singleNarrow, fmt.Sprintf("%d rows of narrowPair %d→%d→%d", n, n0, n1, n2)
	l1, l2, x, y, p := k.randomLayer(a, n0, n1), k.randomLayer(a, n1, n2), a.Random(n*n0), a.Random(n*n2), a.Random(n*n2)
	kerneltest.Enlarge(l2.b, []float32{0, 1, 50, 90, 120, 1000, 1e9}[a.Rng.IntN(7)])
	args := twoLayers{W1: l1.w, B1: l1.b, W2: l2.w, B2: l2.b, X: x, Ld1: l1.ld, Ld2: l2.ld}
	logits, softmax := args, args
	logits.Y, softmax.Y = y, p
	if !pairRows(&logits, n, 0) {
		return
	}
	pairRows(&softmax, n, 1)
	for r := range n {
		for i, s := range l2.sums(reluOf(l1.sums(exactly(x[r*n0 : (r+1)*n0])))) {
			kerneltest.Compare(t, what, i, y[r*n2+i], s)
		}
		kerneltest.CompareRelative(t, what+", softmax", p[r*n2:(r+1)*n2], kerneltest.SoftmaxOf(y[r*n2:(r+1)*n2]))
	}
	a.Check(what)
}

// TestNarrowPairRowsApart holds that a row that is NaN or infinite is so by itself, and as it is alone.
func TestNarrowPairRowsApart(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena, k := kerneltest.NewArena[float32](t), singleNarrow
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e36, -1e36, 0x1p-149} {
			for r := range 7 {
				l1, l2, x, y, want := k.randomLayer(arena, 3, 6), k.randomLayer(arena, 6, 4), arena.Random(21), arena.Random(28), make([]float32, 28)
				x[3*r+arena.Rng.IntN(3)] = float32(v)
				for i := range 7 {
					k.pairSoftmax(want[4*i:4*i+4], l1.w, l1.b, l2.w, l2.b, x[3*i:3*i+3], l1.ld, l2.ld)
				}
				if pairRows(&twoLayers{Y: y, W1: l1.w, B1: l1.b, W2: l2.w, B2: l2.b, X: x, Ld1: l1.ld, Ld2: l2.ld}, 7, 1) {
					agree(t, fmt.Sprintf("row %d is %v", r, v), y, want)
				}
			}
		}
	})
}
