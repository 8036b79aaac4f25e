package product

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// depths are the numbers of inputs that narrow layers are tested with.
var depths = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 16, 17, 31, 40}

func TestNarrowPair(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testNarrowPairs(t, singleNarrow) })
		t.Run("float64", func(t *testing.T) { testNarrowPairs(t, doubleNarrow) })
	})
}

func testNarrowPairs[T mat.Float](t *testing.T, k narrowKernels[T]) {
	arena := kerneltest.NewArena[T](t)
	for n1 := range k.most + 1 {
		for n2 := 1; n2 <= k.most; n2++ {
			for _, n0 := range depths {
				testNarrowPair(t, k, arena, n0, n1, n2)
			}
		}
	}
}

// testNarrowPair holds the logits of one shape against sums in float64, and the softmax against that of the logits.
func testNarrowPair[T mat.Float](t *testing.T, k narrowKernels[T], a *kerneltest.Arena[T], n0, n1, n2 int) {
	what := fmt.Sprintf("narrowPair %d→%d→%d", n0, n1, n2)
	l1, l2, x, y, p := k.randomLayer(a, n0, n1), k.randomLayer(a, n1, n2), a.Random(n0), a.Random(n2), a.Random(n2)
	kerneltest.Enlarge(l2.b, []T{0, 1, 50, 90, 120, 1000, 1e9}[a.Rng.IntN(7)])
	k.pair(y, l1.w, l1.b, l2.w, l2.b, x, l1.ld, l2.ld)
	k.pairSoftmax(p, l1.w, l1.b, l2.w, l2.b, x, l1.ld, l2.ld)
	for i, s := range l2.sums(reluOf(l1.sums(exactly(x)))) {
		kerneltest.Compare(t, what, i, y[i], s)
	}
	kerneltest.CompareRelative(t, what+", softmax", p, kerneltest.SoftmaxOf(y))
	a.Check(what)
}

func TestGemvTSoftmax(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemvTSoftmax(t, singleNarrow) })
		t.Run("float64", func(t *testing.T) { testGemvTSoftmax(t, doubleNarrow) })
	})
}

// testGemvTSoftmax holds gemvTSoftmax against the definition. The logits are small, and so are their errors.
func testGemvTSoftmax[T mat.Float](t *testing.T, k narrowKernels[T]) {
	arena := kerneltest.NewArena[T](t)
	for n := range 2*k.most + 3 {
		for _, n0 := range depths {
			l, x, y := k.randomLayer(arena, n0, n), arena.Random(n0), arena.Random(n)
			kerneltest.Enlarge(x, 0.1)
			k.gemvTSoftmax(y, l.w, l.b, x, l.ld)
			var z []float64
			for _, s := range l.sums(exactly(x)) {
				z = append(z, s.Value)
			}
			kerneltest.CompareRelative(t, fmt.Sprintf("gemvTSoftmax %d→%d", n0, n), y, kerneltest.SoftmaxOf(z))
			arena.Check("gemvTSoftmax")
		}
	}
}

// TestNarrowPropagates holds that NaN and infinities have the same effect as in several calls, wherever they are.
func TestNarrowPropagates(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testNarrowPropagates(t, singleNarrow) })
		t.Run("float64", func(t *testing.T) { testNarrowPropagates(t, doubleNarrow) })
	})
}

func testNarrowPropagates[T mat.Float](t *testing.T, k narrowKernels[T]) {
	arena := kerneltest.NewArena[T](t)
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 13, 16} {
		if n > k.most {
			continue
		}
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e36, -1e36, 0x1p-149} {
			for which := range 5 {
				l1, l2, x := k.randomLayer(arena, n, n), k.randomLayer(arena, n, n), arena.Random(n)
				list := [][]T{l1.w, l1.b, l2.w, l2.b, x}[which]
				list[arena.Rng.IntN(n)] = T(v)
				samePair(t, k, l1, l2, x)
			}
		}
	}
}

// samePair holds the kernels for two layers against calls.
func samePair[T mat.Float](t *testing.T, k narrowKernels[T], l1, l2 layer[T], x []T) {
	t.Helper()
	n1, n2 := len(l1.b), len(l2.b)
	a, want, y := make([]T, n1), make([]T, n2), make([]T, n2)
	k.calls.gemvTRelu(a, l1.w, l1.b, x, l1.ld)
	k.calls.gemvT(want, l2.w, l2.b, a, l2.ld)
	k.pair(y, l1.w, l1.b, l2.w, l2.b, x, l1.ld, l2.ld)
	agree(t, "narrowPair", y, want)
	k.gemvTSoftmax(y, l2.w, l2.b, a, l2.ld)
	k.softmax(want, want)
	agree(t, "gemvTSoftmax", y, want)
	k.pairSoftmax(y, l1.w, l1.b, l2.w, l2.b, x, l1.ld, l2.ld)
	agree(t, "narrowPairSoftmax", y, want)
}

// agree fails unless got is want but for rounding, and NaN where that is.
func agree[T mat.Float](t *testing.T, what string, got, want []T) {
	t.Helper()
	for i, w := range want {
		d := math.Abs(float64(got[i]) - float64(w))
		if near := d <= 1e-4*(1+math.Abs(float64(w))); got[i] != w && !near && (w == w || got[i] == got[i]) {
			t.Fatalf("%s: %v, want %v", what, got, want)
		}
	}
}

// TestNarrowLengths holds that lengths that do not fit panic.
func TestNarrowLengths(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	kerneltest.AtLevels(t, func(t *testing.T) {
		for name, call := range map[string]func(){
			"gemvTSoftmax":       func() { singleNarrow.gemvTSoftmax(v(3), v(10), v(3), v(3), 4) },
			"gemvTSoftmax, bias": func() { singleNarrow.gemvTSoftmax(v(3), v(12), v(2), v(3), 4) },
			"narrowPair, n1":     func() { singleNarrow.pair(v(3), v(99), v(17), v(99), v(3), v(4), 17, 4) },
			"narrowPairSoftmax":  func() { singleNarrow.pairSoftmax(v(17), v(99), v(3), v(99), v(17), v(4), 4, 17) },
		} {
			t.Run(name, func(t *testing.T) {
				kernel, _, _ := strings.Cut(name, ",")
				defer func() {
					if got, _ := recover().(string); !strings.Contains(got, kernel+" was called with lengths") {
						t.Errorf("panic %q", got)
					}
				}()
				call()
			})
		}
	})
}
