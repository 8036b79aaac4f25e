package product

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

var (
	bf16GemvT     = forT(BF16GemvTUnpacked, noFloor)
	bf16GemvTRelu = forT(BF16GemvTUnpacked, 0)
)

func TestBF16Gemv(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, n := range kerneltest.Lengths() {
			for _, other := range []int{0, 1, 2, 3, 4, 5, 8, 17, 64} {
				testBF16Gemv(t, n, other)
				testBF16Gemv(t, other, n)
			}
		}
	})
}

// TestBF16GemmLarge: weights that are widened part by part.
func TestBF16GemmLarge(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		testBF16Gemv(t, 1100, 4097)
		testBF16Gemv(t, 257, 16500)
	})
}

// testBF16Gemv holds the products of one shape, of one row and of several, against plain loops, with NaN between the rows
// of W and before and behind them.
func testBF16Gemv(t *testing.T, n1, n0 int) {
	arena := kerneltest.NewArena[float32](t)
	ld := n1 + n0%3*7
	w := halfWeights(arena, n1, n0, ld)
	const m = fewRows + 1
	a, b, c := arena.Random(m*n0), arena.Random(n1), arena.Random(m*n1)
	BF16GemmNNBias(c, a, w, b, m, n1, n0, ld)
	y, relu := arena.Random(n1), arena.Random(n1)
	for r := range m {
		bf16GemvT(y, w, b, a[r*n0:][:n0], ld)
		bf16GemvTRelu(relu, w, b, a[r*n0:][:n0], ld)
		for o := range n1 {
			want := biased(b[o])
			for i := range n0 {
				want.Add(float64(weightAt(w, i, o, ld)) * float64(a[r*n0+i]))
			}
			kerneltest.Compare(t, fmt.Sprintf("BF16GemvT (%d, %d)", n1, n0), o, y[o], want)
			kerneltest.Compare(t, fmt.Sprintf("BF16GemmNN (%d, %d)", n1, n0), o, c[r*n1+o], want)
		}
		isRelu(t, fmt.Sprintf("BF16GemvTRelu (%d, %d)", n1, n0), relu, y)
	}
	arena.Check("BF16Gemv")
}

// halfWeights returns weights with NaN around them and between the rows, at an odd place.
func halfWeights(arena *kerneltest.Arena[float32], n1, n0, ld int) []BFloat16 {
	size := sizeBFloat16(n0, ld)
	whole := slices.Repeat([]BFloat16{RoundBFloat16(float32(math.NaN()))}, size+200)
	w := whole[7 : 7+size : 7+size]
	for i := range n0 {
		for o, v := range arena.Random(n1) {
			setWeight(w, i, o, ld, v)
		}
	}
	return w
}

// TestBF16GemvSpecial holds NaN and infinities at every place of the inputs and the weights against the plain loop, and
// numbers below the normal ones.
func TestBF16GemvSpecial(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0x1p-130} {
			for n0 := 1; n0 < 20; n0++ {
				for _, n1 := range []int{1, 7, 16, 21} {
					testBF16GemvSpecial(t, float32(v), n1, n0)
				}
			}
		}
	})
}

func testBF16GemvSpecial(t *testing.T, v float32, n1, n0 int) {
	w, x := make([]BFloat16, sizeBFloat16(n0, n1)), make([]float32, n0)
	y, relu, b := make([]float32, n1), make([]float32, n1), make([]float32, n1)
	want := make([]float32, n1)
	check := func(what string, i int) {
		bf16GemvT(y, w, b, x, n1)
		bf16GemvTRelu(relu, w, b, x, n1)
		bf16GemvTBody(want, w, b, x, n1, mat.Unbounded[float32]())
		if !sameNumbers(y, want) {
			t.Fatalf("%v in %s %d of (%d, %d): got %v, want %v", v, what, i, n1, n0, y, want)
		}
		mat.Raise(want, 0)
		if !sameNumbers(relu, want) {
			t.Fatalf("%v in %s %d of (%d, %d), relu: got %v, want %v", v, what, i, n1, n0, relu, want)
		}
	}
	for i := range n0 {
		x[i] = v
		w[i/2*n1*2+i%2] = RoundBFloat16(0.5)
		check("input", i)
		x[i] = 0
		at := (i/2*n1+i%n1)*2 + i%2
		w[at] = RoundBFloat16(v)
		check("weight", i)
		x[i] = 1
		check("weight, times 1,", i)
		x[i], w[at], w[i/2*n1*2+i%2] = 0, 0, 0
	}
}

// sameNumbers reports whether a and b are equal, with NaN at the same places.
func sameNumbers(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return x == y || x != x && y != y })
}

// TestBFloat16Lengths holds that lengths that do not fit panic.
func TestBFloat16Lengths(t *testing.T) {
	v, w := func(n int) []float32 { return make([]float32, n) }, make([]BFloat16, 8)
	for name, call := range map[string]func(){
		"BF16GemvT, odd":     func() { bf16GemvT(v(2), w[:6], v(2), v(3), 2) },
		"BF16GemvT, bias":    func() { bf16GemvT(v(2), w, v(1), v(3), 2) },
		"BF16GemvTRelu, ld":  func() { bf16GemvTRelu(v(3), w, v(3), v(4), 2) },
		"BF16GemmNN, bias":   func() { BF16GemmNNBias(v(2), v(3), w, v(1), 1, 2, 3, 2) },
		"BF16GemmNN, rows":   func() { BF16GemmNNBias(v(2), v(3), w, v(2), 2, 2, 3, 2) },
		"BF16Widen, weights": func() { BF16Widen(v(6), w[:6], 3, 2) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
