package optim

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestOptimizerDenormals holds that denormal states become 0, and that denormals are 0 in an update only.
func TestOptimizerDenormals(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testOptimizerDenormals(t, singleRules, leastNormal32/16) })
		t.Run("float64", func(t *testing.T) { testOptimizerDenormals(t, doubleRules, leastNormal64/16) })
	})
}

func testOptimizerDenormals[T mat.Float](t *testing.T, rules []rule[T], denormal T) {
	for _, r := range rules {
		for _, n := range kerneltest.Lengths() {
			arena := kerneltest.NewArena[T](t)
			got := [4][]T{arena.Random(n), arena.Random(n), arena.Random(n), arena.Random(n)}
			for _, xs := range got {
				mat.Fill(xs, denormal)
			}
			r.run(got[0], got[1], got[2], got[3])
			if denormal/2 == 0 {
				t.Fatalf("%s left denormals switched off", r.name)
			}
			r.checkDenormals(t, got, denormal)
			arena.Check(r.name)
		}
	}
}

// checkDenormals holds that the states of the rule are 0, no weight is larger, and everything else is as it was.
func (r rule[T]) checkDenormals(t *testing.T, got [4][]T, denormal T) {
	t.Helper()
	m, v := 1.0, 1.0
	r.formula(1, 1, &m, &v)
	least, most := [4]T{0, denormal, denormal, denormal}, [4]T{denormal, denormal, denormal, denormal}
	for i, state := range []float64{2: m, 3: v} {
		if i > 1 && state != 1 {
			least[i], most[i] = 0, 0
		}
		for j, x := range got[i] {
			if x < least[i] || x > most[i] {
				t.Fatalf("%s: entry %d of %d, argument %d became %g from %g", r.name, j, len(got[i]), i, x, denormal)
			}
		}
	}
}

// TestEpsilonDenormal holds that an Epsilon that is denormal keeps weights that do not move from becoming NaN.
func TestEpsilonDenormal(t *testing.T) {
	const tiny32, tiny64 = leastNormal32 / 16, leastNormal64 / 16
	kerneltest.AtLevels(t, func(t *testing.T) {
		w, zeros := make([]float32, 37), make([]float32, 37)
		F32Adam(w, zeros, zeros, zeros, AdamStep[float32]{Rate: 1, Correction: 0.03, Epsilon: tiny32})
		F32Rmsprop(w, zeros, zeros, RMSPropStep[float32]{LearningRate: 1, Epsilon: tiny32})
		F32Adagrad(w, zeros, zeros, AdagradStep[float32]{LearningRate: 1, Epsilon: tiny32})
		dw, dzeros := make([]float64, 37), make([]float64, 37)
		F64Adam(dw, dzeros, dzeros, dzeros, AdamStep[float64]{Rate: 1, Correction: 0.03, Epsilon: tiny64})
		F64Rmsprop(dw, dzeros, dzeros, RMSPropStep[float64]{LearningRate: 1, Epsilon: tiny64})
		F64Adagrad(dw, dzeros, dzeros, AdagradStep[float64]{LearningRate: 1, Epsilon: tiny64})
		for i := range w {
			if w[i] != 0 || dw[i] != 0 {
				t.Fatalf("entry %d became %v in float32 and %v in float64, want 0", i, w[i], dw[i])
			}
		}
	})
}

// BenchmarkAdamDenormal is a step with the states of units that have died long ago, beside one with usual states.
func BenchmarkAdamDenormal(b *testing.B) {
	b.Run("float32/normal", func(b *testing.B) { benchmarkStates(b, F32Adam, stepsOf[float32]().adam, 1) })
	b.Run("float32/denormal", func(b *testing.B) { benchmarkStates(b, F32Adam, stepsOf[float32]().adam, leastNormal32/16) })
	b.Run("float64/normal", func(b *testing.B) { benchmarkStates(b, F64Adam, stepsOf[float64]().adam, 1) })
	b.Run("float64/denormal", func(b *testing.B) { benchmarkStates(b, F64Adam, stepsOf[float64]().adam, leastNormal64/16) })
}

func benchmarkStates[T mat.Float](b *testing.B, adam func(w, dw, m, v []T, s AdamStep[T]), s AdamStep[T], state T) {
	const n = 4096
	w, dw, states, m, v := kerneltest.Ramp[T](n), make([]T, n), make([]T, n), make([]T, n), make([]T, n)
	mat.Fill(states, state)
	for b.Loop() {
		copy(m, states) // since a step leaves zeros where there were denormals
		copy(v, states)
		adam(w, dw, m, v, s)
	}
}
