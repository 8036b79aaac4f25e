package optim

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestOptimizers holds each update against its formula in float64, with lengths, weights and states of every kind.
func TestOptimizers(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testOptimizers(t, singleRules) })
		t.Run("float64", func(t *testing.T) { testOptimizers(t, doubleRules) })
	})
}

func testOptimizers[T mat.Float](t *testing.T, rules []rule[T]) {
	for _, r := range rules {
		for _, n := range kerneltest.Lengths() {
			arena := kerneltest.NewArena[T](t)
			before := aligned(arena, n)
			after := aligned(arena, n)
			for i := range before {
				copy(after[i], before[i])
			}
			r.run(after[0], after[1], after[2], after[3])
			for j := range n {
				r.check(t, j, before, after, 1)
			}
			arena.Check(r.name)
		}
	}
}

// aligned returns w, dw and two states of n numbers. None of the sums of the rules cancels, so that the errors of the
// results are relative.
func aligned[T mat.Float](a *kerneltest.Arena[T], n int) [4][]T {
	all := [4][]T{a.Random(n), a.Random(n), a.Random(n), a.Random(n)}
	for j, w := range all[0] {
		sign := math.Copysign(1, float64(w))
		all[1][j] = T(math.Copysign(float64(all[1][j]), sign))
		all[2][j] = T(math.Copysign(float64(all[2][j]), sign))
		all[3][j] = T(math.Abs(float64(all[3][j])))
	}
	return all
}

// check holds entry j after some updates against the formula.
func (r rule[T]) check(t *testing.T, j int, before, after [4][]T, updates int) {
	t.Helper()
	w, dw := float64(before[0][j]), float64(before[1][j])
	m, v := float64(before[2][j]), float64(before[3][j])
	moved := 0.0
	for range updates {
		step := r.formula(w, dw, &m, &v)
		w -= step
		moved += math.Abs(step)
	}
	k := float64(updates)
	eps := k * kerneltest.Epsilon[T]()
	bounds := [4]float64{eps*(math.Abs(w)+moved) + 8*eps*moved, 0, 4 * eps * math.Abs(m), 4 * eps * math.Abs(v)}
	for i, want := range []float64{w, dw, m, v} {
		if d := math.Abs(float64(after[i][j]) - want); !(d <= bounds[i]) {
			t.Fatalf("%s: entry %d of %d, argument %d is %v, want %v within %g", r.name, j, len(before[0]), i, after[i][j], want, bounds[i])
		}
	}
}

// TestOptimizerSequence holds ten updates with equal gradients against the formula.
func TestOptimizerSequence(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testOptimizerSequence(t, singleRules) })
		t.Run("float64", func(t *testing.T) { testOptimizerSequence(t, doubleRules) })
	})
}

func testOptimizerSequence[T mat.Float](t *testing.T, rules []rule[T]) {
	const n, updates = 37, 10
	for _, r := range rules {
		before, after := aligned(kerneltest.NewArena[T](t), n), aligned(kerneltest.NewArena[T](t), n)
		for range updates {
			r.run(after[0], after[1], after[2], after[3])
		}
		for j := range n {
			r.check(t, j, before, after, updates)
		}
	}
}

// TestOptimizerSpecials holds that zeros, denormals, infinities and NaN go the same way at every level, but weights that are not finite where
// nothing decays.
func TestOptimizerSpecials(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testOptimizerSpecials(t, singleRules) })
		t.Run("float64", func(t *testing.T) { testOptimizerSpecials(t, doubleRules) })
	})
}

func testOptimizerSpecials[T mat.Float](t *testing.T, rules []rule[T]) {
	for _, r := range rules {
		want, got := specials[T](), specials[T]()
		r.body(want[0], want[1], want[2], want[3])
		r.run(got[0], got[1], got[2], got[3])
		from := specials[T]()
		for i := range got {
			for j, v := range got[i] {
				if !kerneltest.Alike(v, want[i][j]) && !(r.name == plainAdam && from[0][j]-from[0][j] != 0) {
					t.Fatalf("%s: from w, dw, m, v = %v, argument %d became %v, want %v", r.name,
						fmt.Sprint(from[0][j], from[1][j], from[2][j], from[3][j]), i, v, want[i][j])
				}
			}
		}
	}
}

// specials are w, dw, m and v in all combinations of special values.
func specials[T mat.Float]() (all [4][]T) {
	inf, nan := math.Inf(1), math.NaN()
	values := []float64{0, math.Copysign(0, -1), 1, -0.5, 1e-30, 1e-40, 1e15, inf, -inf, nan}
	for _, w := range values {
		for _, dw := range values {
			for _, m := range values {
				for _, v := range []float64{0, 1, 1e-40, 1e-30, 1e30, inf, nan} {
					for i, x := range []float64{w, dw, m, v} {
						all[i] = append(all[i], T(x))
					}
				}
			}
		}
	}
	return all
}

// TestLargestSteps holds that the largest rate moves no weight without a gradient, and that the largest epsilon lets hardly any move.
func TestLargestSteps(t *testing.T) {
	const largest = math.MaxFloat32
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, numbers := range []struct{ rate, epsilon, gradient float32 }{{largest, 1e-8, 0}, {1, largest, 1}} {
			w, dw, m, v := make([]float32, 37), make([]float32, 37), make([]float32, 37), make([]float32, 37)
			for i := range w {
				w[i], dw[i] = 2, numbers.gradient
			}
			F32Adam(w, dw, m, v, AdamStep[float32]{Rate: numbers.rate, Correction: 1, Beta1: 0.9, Gain1: 0.1, Beta2: 0.999, Gain2: 0.001, Epsilon: numbers.epsilon, Clip: 1})
			F32Rmsprop(w, dw, v, RMSPropStep[float32]{LearningRate: numbers.rate, Rho: 0.99, Gain: 0.01, Epsilon: numbers.epsilon, Clip: 1})
			F32Adagrad(w, dw, v, AdagradStep[float32]{LearningRate: numbers.rate, Epsilon: numbers.epsilon, Clip: 1})
			for _, got := range w {
				if got != 2 {
					t.Fatalf("%v: a weight of 2 became %v", numbers, got)
				}
			}
		}
	})
}
