package encode

import (
	"fmt"
	"math"
	"testing"
)

var nan = float32(math.NaN())

// same compares NaN with NaN, too.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestCodes: values, unknown, missing, and what is no code, of the second entry of each row.
func TestCodes(t *testing.T) {
	x := []float32{9, 0, 9, 1, 9, 2, 9, 3, 9, nan, 9, 0.5, 9, -1, 9, 4}
	hot := make([]float32, 3*8)
	F32OneHot(hot, x, 2, 1, 2, -1, 2)
	same(t, "one hot", hot, []float32{1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan})
	table := []float32{1, 2, 3, 4, 5, 6}
	v := make([]float32, 2*8)
	F32Embed(v, table, x, 2, 1, 2, 0, 2)
	same(t, "embedding", v, []float32{1, 2, 3, 4, 1, 2, 5, 6, nan, nan, nan, nan, nan, nan, nan, nan})
	d := make([]float32, 6)
	F32EmbedGrad(d, []float32{1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60, 7, 70, 8, 80}, x, 2, 1, 2, 0, 2)
	same(t, "gradient", d, []float32{4, 40, 2, 20, 4, 40})
	r := make([]float32, 8)
	F32Ordinal(r, x, 2, 1, 3, 1)
	same(t, "ordinal", r, []float32{0, 0.5, 1, 0.5, nan, 0.25, nan, nan})
}

// TestPiecewise: the first and the last bin have no end, and equal edges are a step.
func TestPiecewise(t *testing.T) {
	edges := []float32{0, 1, 1, 3}
	for x, want := range map[float32][]float32{-1: {-1, 0, 0}, 0: {0, 0, 0}, 0.5: {0.5, 0, 0}, 1: {1, 1, 0}, 2: {1, 1, 0.5}, 5: {1, 1, 2}} {
		got := make([]float32, 3)
		F32Piecewise(got, []float32{7, x}, edges, 2, 3, []int{1})
		same(t, fmt.Sprint(x), got, want)
	}
	got := make([]float32, 4)
	F32Piecewise(got, []float32{1, 2}, []float32{2, 2, 2, 1, 1, 3}, 2, 2, []int{0, 1})
	same(t, "steps", got, []float32{0, 0, 1, 0.5})
	F32Piecewise(got[:2], []float32{nan}, []float32{0, 1, 2}, 1, 2, []int{0})
	same(t, "NaN", got[:2], []float32{nan, nan})
}

// TestPiecewiseGrad: a bin counts where x is in it; steps, and what is missing, have no slope.
func TestPiecewiseGrad(t *testing.T) {
	edges, d := []float32{0, 1, 1, 3}, []float32{5, 100, 8}
	for x, want := range map[float32]float32{-1: 5, 0: 5, 0.5: 5, 1: 4, 2: 4, 5: 4, nan: 0} {
		got := []float32{9, 9}
		F32PiecewiseGrad(got, d, []float32{7, x}, edges, 2, 3, []int{1})
		same(t, fmt.Sprint(x), got, []float32{0, want})
	}
}

// TestCycle: midnight is where a day ends, and what is missing is NaN or 0.
func TestCycle(t *testing.T) {
	got := make([]float64, 6)
	F64Cycle(got, []float64{0, 6, 24}, 1, 0, 0, 24)
	for i, want := range []float64{0, 1, 1, 0, 0, 1} {
		if math.Abs(got[i]-want) > 1e-15 {
			t.Errorf("entry %d is %v, want %v", i, got[i], want)
		}
	}
	both := make([]float32, 4)
	F32CycleOrZero(both[:2], []float32{nan}, 1, 0, 1, 12)
	F32Cycle(both[2:], []float32{nan}, 1, 0, 1, 12)
	same(t, "NaN", both, []float32{0, 0, nan, nan})
}

// TestMissing: fills, and the entries that say where they are.
func TestMissing(t *testing.T) {
	x := []float32{nan, 1, nan, nan, 2, 3}
	got := make([]float32, 6)
	F32Filled(got, x, []float32{7, 8, nan})
	same(t, "filled", got, []float32{7, 1, nan, 7, 2, 3})
	F32IsMissing(got[:4], x, 3, []int{0, 2})
	same(t, "missing", got[:4], []float32{1, 1, 1, 0})
}
