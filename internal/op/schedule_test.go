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
	"coslog4": {Args{}, func(e, epochs float64) float64 {
		return 0.02 * 0.5 * (1 - math.Cos(2*math.Pi*math.Log2(1+15*(e+0.5)/epochs)))
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

// coslog4 has four waves: the rate is highest where log2(1 + 15t) is half a whole number, lowest where it is a whole one,
// and no epoch is without a rate.
func TestCoslog4(t *testing.T) {
	const epochs = 15000
	rate := expr.Compile(MustLookup(Schedules, "coslog4").Rate(Args{}, 0.1, epochs), "e")
	for wave := range 4 {
		from, to := math.Exp2(float64(wave))-1, math.Exp2(float64(wave+1))-1
		middle := math.Exp2(float64(wave)+0.5) - 1
		if low, high, end := rate(from*1000), rate(middle*1000), rate(to*1000-1); low > 1e-5 || high < 0.09999 || end > 1e-5 || low == 0 {
			t.Errorf("wave %d: rate %g, %g, %g", wave, low, high, end)
		}
	}
	if got := expr.Compile(MustLookup(Schedules, "coslog4").Rate(Args{}, 0.1, 1), "e")(0); got < 0.001 {
		t.Errorf("a single epoch has the rate %g", got)
	}
}
