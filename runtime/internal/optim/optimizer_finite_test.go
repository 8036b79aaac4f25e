package optim

import (
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// finiteSteps are those of F32FiniteSgd: some that have a kernel of their own, and others.
func finiteSteps() []SGDStep[float32] {
	return []SGDStep[float32]{
		{LearningRate: 0.01, Clip: 1}, {LearningRate: 1, Clip: 1}, {Clip: 1}, {LearningRate: leastNormal32 / 4, Clip: 1},
		{LearningRate: 0.01, Clip: 0.5}, {LearningRate: 0.01, Clip: 1, Decay: 0.1},
	}
}

// oddities are numbers that an update has to take care of.
func oddities() []float32 {
	const least = leastNormal32
	list := []float32{0, 1, 1e-20, least, least / 2, least * 1.5, math.SmallestNonzeroFloat32, least - math.SmallestNonzeroFloat32, math.MaxFloat32,
		float32(math.Inf(1)), float32(math.NaN())}
	for _, v := range slices.Clone(list) {
		list = append(list, -v)
	}
	return append(list, float32(math.Copysign(0, -1)))
}

// TestFiniteSgd holds that F32FiniteSgd computes the bits of F32Sgd where the gradient is finite, and else changes nothing, with each odd weight and
// gradient at several places of every length.
func TestFiniteSgd(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range finiteSteps() {
			for _, n := range []int{0, 1, 15, 16, 17, 32, 96, 128, 144, 300} {
				testFiniteSgd(t, s, n, -1, 0, 0)
				for _, at := range []int{0, n / 2, n - 1} {
					for _, w := range oddities() {
						for _, dw := range oddities() {
							testFiniteSgd(t, s, n, at, w, dw)
						}
					}
				}
			}
		}
	})
}

func testFiniteSgd(t *testing.T, s SGDStep[float32], n, at int, oddW, oddDW float32) {
	t.Helper()
	arena := kerneltest.NewArena[float32](t)
	got, dw := arena.Random(n), arena.Random(n)
	finite := true
	if 0 <= at && at < n {
		got[at], dw[at] = oddW, oddDW
		finite = oddDW-oddDW == 0
	}
	want := slices.Clone(got)
	if finite {
		F32Sgd(want, dw, s)
	}
	if F32FiniteSgd(got, dw, s) != finite {
		t.Fatalf("%d weights: a gradient of %v is taken for the contrary", n, oddDW)
	}
	for i, v := range got {
		if v == v && math.Float32bits(v) != math.Float32bits(want[i]) || (v == v) != (want[i] == want[i]) {
			t.Fatalf("%+v, %d weights: from w = %v, dw = %v, weight %d became %v, want %v", s, n, oddW, oddDW, i, v, want[i])
		}
	}
	arena.Check("finiteSgd")
}
