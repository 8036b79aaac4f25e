package optim

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestOptimizerBounds holds that no update touches anything before or after its slices.
func TestOptimizerBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testOptimizerBounds(f, singleRules)
		testOptimizerBounds(d, doubleRules)
	})
}

func testOptimizerBounds[T mat.Float](f *kerneltest.Fenced[T], rules []rule[T]) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129} {
		w, dw, m, v := f.Slice(n), f.Slice(n), f.Slice(n), f.Slice(n)
		for _, r := range rules {
			r.run(w, dw, m, v)
		}
		f.Free()
	}
}

// TestFiniteSgdBounds holds the same of F32FiniteSgd.
func TestFiniteSgdBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for _, n := range []int{1, 15, 16, 17, 96, 128, 129} {
			F32FiniteSgd(f.Slice(n), f.Slice(n), SGDStep[float32]{LearningRate: 0.01, Clip: 1})
			f.Free()
		}
	})
}
