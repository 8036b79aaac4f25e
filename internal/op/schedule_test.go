package op

import (
	"math"
	"testing"

	"github.com/nngen/nngen/internal/expr"
)

// Each schedule once more, from its definition, at a rate of 0.02 over 50 epochs.
var schedules = map[string]struct {
	args Args
	rate func(e, epochs float64) float64
}{
	"constant":    {Args{}, func(_, _ float64) float64 { return 0.02 }},
	"step":        {Args{"every": 7, "factor": 0.3}, func(e, _ float64) float64 { return 0.02 * math.Pow(0.3, math.Floor(e/7)) }},
	"exponential": {Args{"factor": 0.9}, func(e, _ float64) float64 { return 0.02 * math.Pow(0.9, e) }},
	"cosine": {Args{"minimum": 0.001}, func(e, epochs float64) float64 {
		return 0.001 + 0.5*(0.02-0.001)*(1+math.Cos(math.Pi*e/epochs))
	}},
}

// A schedule begins after its warm-up, which rises in a line to the rate.
func TestSchedules(t *testing.T) {
	const lr, epochs = 0.02, 50
	for _, s := range Schedules {
		def, ok := schedules[s.Name]
		if !ok {
			t.Errorf("%s is not tested", s.Name)
			continue
		}
		for _, w := range []float64{0, 1, 6} {
			args := Args{"warmup": w}
			for name, v := range def.args {
				args[name] = v
			}
			rate := expr.Compile(s.Rate(args, lr, epochs), "e")
			for e := 0.0; e < epochs; e++ {
				want := lr * (e + 1) / w
				if e >= w {
					want = def.rate(e-w, epochs-w)
				}
				if got := rate(e); !near(got, want, 1e-14) {
					t.Errorf("%s with %g epochs of warm-up, epoch %g: %v, want %v", s.Name, w, e, got, want)
				}
			}
		}
	}
}
