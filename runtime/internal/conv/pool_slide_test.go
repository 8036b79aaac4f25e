package conv

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestSlideMax holds pools of so many maps that they are gone through in several parts against the largest entry that each window sees, NaN where
// there is one and 0 where there is -0 too: windows that overlap, leave out entries, see beyond the map on one side or all, or see all of it.
func TestSlideMax(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, w := range []Window{
			{In: [3]int{70, 12, 12}, Out: [3]int{70, 6, 6}, Kernel: [2]int{3, 3}, Stride: [2]int{2, 2}, Before: [2]int{1, 1}},
			{In: [3]int{70, 12, 12}, Out: [3]int{70, 12, 12}, Kernel: [2]int{3, 3}, Before: [2]int{1, 1}},
			{In: [3]int{70, 11, 9}, Out: [3]int{70, 9, 8}, Kernel: [2]int{3, 2}},
			{In: [3]int{70, 11, 9}, Out: [3]int{70, 2, 2}, Kernel: [2]int{4, 3}, Stride: [2]int{5, 4}},
			{In: [3]int{70, 1, 50}, Out: [3]int{70, 1, 24}, Kernel: [2]int{1, 5}, Stride: [2]int{1, 2}},
			{In: [3]int{3, 60, 60}, Out: [3]int{3, 31, 31}, Kernel: [2]int{2, 2}, Stride: [2]int{2, 2}, Before: [2]int{1, 1}},
			{In: [3]int{70, 1, 143}, Out: [3]int{70, 1, 1}, Kernel: [2]int{1, 143}},
			{In: [3]int{70, 4, 4}, Out: [3]int{70, 1, 1}, Kernel: [2]int{4, 4}},
		} {
			testSlideMax(t, w)
		}
	})
}

func testSlideMax(t *testing.T, w Window) {
	t.Helper()
	r := rand.New(rand.NewPCG(15, 16))
	x, want := make([]float32, w.inSize()), make([]float32, w.outSize())
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1)}
	for i := range x {
		x[i] = float32(r.NormFloat64())
		if r.IntN(40) == 0 {
			x[i] = float32(special[r.IntN(len(special))])
		}
	}
	for i := range want {
		want[i] = float32(math.Inf(-1))
	}
	whole := w.whole()
	pooled(&whole, func(to, i int) { want[to] = max(want[to], x[i]) })
	y := make([]float32, len(want))
	F32SlidingMax(y, x, w)
	for i, v := range y {
		if math.Float32bits(v) != math.Float32bits(want[i]) && (v == v || want[i] == want[i]) {
			t.Fatalf("%+v: entry %d is %v, want %v", w, i, v, want[i])
		}
	}
}
