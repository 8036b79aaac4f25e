package optim

import (
	"runtime"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestSharedUpdates holds that the update of many entries has the bits of the same entries updated in small parts, and
// does not allocate once it has run.
func TestSharedUpdates(t *testing.T) {
	const n = sharedUpdate + 3*updatePiece/2
	type set struct{ w, dw, m, v []float32 }
	sets := func() set {
		return set{kerneltest.Ramp[float32](n), kerneltest.Ramp[float32](n), kerneltest.Ramp[float32](n), make([]float32, n)}
	}
	for name, update := range map[string]func(s set){
		"sgd": func(s set) { F32Sgd(s.w, s.dw, SGDStep[float32]{LearningRate: 0.1, Clip: 1}) },
		"momentum": func(s set) {
			F32Momentum(s.w, s.dw, s.v, SGDStep[float32]{LearningRate: 0.1, Momentum: 0.9, Clip: 1})
		},
		"adam": func(s set) {
			F32Adam(s.w, s.dw, s.m, s.v, AdamStep[float32]{Rate: 0.1, Correction: 0.5, Beta1: 0.9, Gain1: 0.1, Beta2: 0.99, Gain2: 0.01, Epsilon: 1e-8, Clip: 1})
		},
	} {
		t.Run(name, func(t *testing.T) {
			parts := sets()
			for at := 0; at < n; at += 1000 {
				to := min(at+1000, n)
				update(set{parts.w[at:to], parts.dw[at:to], parts.m[at:to], parts.v[at:to]})
			}
			kerneltest.WithCores(t, func(t *testing.T) {
				whole := sets()
				update(whole)
				if !kerneltest.SameBits(whole.w, parts.w) || !kerneltest.SameBits(whole.m, parts.m) || !kerneltest.SameBits(whole.v, parts.v) {
					t.Errorf("%d cores: the parts have other bits than the whole", runtime.GOMAXPROCS(0))
				}
			})
			whole := sets()
			if allocs := testing.AllocsPerRun(5, func() { update(whole) }); allocs > 0 {
				t.Errorf("%v allocations", allocs)
			}
		})
	}
}
