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
				for range 6 {
					testPairRows(t, arena, 8+arena.Rng.IntN(150), 1+arena.Rng.IntN(mat.PairBlockInputs+1), n1, n2)
				}
			}
		}
	})
}

// testPairRows holds the logits of some rows and their softmax against sums in float64. What is too wide is for no
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
		sums := l2.sums(reluOf(l1.sums(exactly(x[r*n0 : (r+1)*n0]))))
		for i, s := range sums {
			kerneltest.Compare(t, what, i, y[r*n2+i], s)
		}
		compareSoftmax(t, what, p[r*n2:(r+1)*n2], sums)
	}
	a.Check(what)
}

// compareSoftmax fails unless p is the softmax of sums, each of which may be rounded, and sums up to 1.
func compareSoftmax(t *testing.T, what string, p []float32, sums []kerneltest.Sum) {
	t.Helper()
	off, total, logits := 0.0, 0.0, make([]float64, len(sums))
	for i, s := range sums {
		off, logits[i] = max(off, float64(s.Terms+1)*kerneltest.Epsilon[float32]()*s.Size), s.Value
		total += float64(p[i])
	}
	for i, want := range kerneltest.SoftmaxOf(logits) {
		bound := want*(200*kerneltest.Epsilon[float32]()+math.Expm1(min(100, 2*off))) + 1e-37
		if d := math.Abs(float64(p[i]) - want); !(d <= bound) {
			t.Fatalf("%s, softmax: entry %d is %v, want %v within %g", what, i, p[i], want, bound)
		}
	}
	if math.Abs(total-1) > 10*kerneltest.Epsilon[float32]() {
		t.Fatalf("%s, softmax: the sum is %v", what, total)
	}
}

// TestNarrowPairRowsApart holds that a row that is NaN or infinite is so by itself, and as it is alone.
func TestNarrowPairRowsApart(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena, k := kerneltest.NewArena[float32](t), singleNarrow
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e36, -1e36, 0x1p-149} {
			for _, n := range []int{7, 13, 39} {
				for r := range n {
					testRowApart(t, arena, k, v, r, n)
				}
			}
		}
	})
}

// testRowApart has v in one of n rows.
func testRowApart(t *testing.T, arena *kerneltest.Arena[float32], k narrowKernels[float32], v float64, r, n int) {
	l1, l2, x, y, want := k.randomLayer(arena, 3, 6), k.randomLayer(arena, 6, 4), arena.Random(3*n), arena.Random(4*n), make([]float32, 4*n)
	x[3*r+arena.Rng.IntN(3)] = float32(v)
	for i := range n {
		k.pairSoftmax(want[4*i:4*i+4], l1.w, l1.b, l2.w, l2.b, x[3*i:3*i+3], l1.ld, l2.ld)
	}
	if pairRows(&twoLayers{Y: y, W1: l1.w, B1: l1.b, W2: l2.w, B2: l2.b, X: x, Ld1: l1.ld, Ld2: l2.ld}, n, 1) {
		agree(t, fmt.Sprintf("row %d of %d is %v", r, n, v), y, want)
	}
}

// TestNarrowPairRowsWithoutClasses holds that classes which a bias leaves out are no part of the softmax of the others, the first one either: their
// probabilities are those of each row alone.
func TestNarrowPairRowsWithoutClasses(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena, k := kerneltest.NewArena[float32](t), singleNarrow
		for _, v := range []float64{math.Inf(-1), -1e30, -3e38, -1e4} {
			for out := 1; out < 15; out++ {
				l1, l2, x, y, want := k.randomLayer(arena, 3, 6), k.randomLayer(arena, 6, 4), arena.Random(3*39), arena.Random(4*39), make([]float32, 4*39)
				for c := range 4 {
					if out>>c&1 == 1 {
						l2.b[c] = float32(v)
					}
				}
				for i := range 39 {
					k.pairSoftmax(want[4*i:4*i+4], l1.w, l1.b, l2.w, l2.b, x[3*i:3*i+3], l1.ld, l2.ld)
				}
				if pairRows(&twoLayers{Y: y, W1: l1.w, B1: l1.b, W2: l2.w, B2: l2.b, X: x, Ld1: l1.ld, Ld2: l2.ld}, 39, 1) {
					agree(t, fmt.Sprintf("classes %04b are left out by %v", out, v), y, want)
				}
			}
		}
	})
}
