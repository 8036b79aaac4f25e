package norm

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestEntries holds what the processor computes of float32 against float64, at every length, where y is x too, and that nothing
// behind the end is written.
func TestEntries(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const guard = float32(-77)
	for n := range 100 {
		x, y, z := make([]float32, n+1), make([]float32, n+1), make([]float32, n+1)
		for i := range n {
			x[i], y[i] = float32(100+r.NormFloat64()), float32(r.NormFloat64())
		}
		x[n], y[n], z[n] = guard, guard, guard

		sum, along := totals(x[:n], y[:n], 99.5)
		wantSum, wantAlong := 0.0, 0.0
		for i := range n {
			d := float64(x[i]) - 99.5
			wantSum, wantAlong = wantSum+d, wantAlong+d*(float64(y[i])-99.5)
		}
		near(t, "sum", n, sum, wantSum, 1e-6)
		near(t, "along", n, along, wantAlong, 1e-6)

		plane(z[:n], x[:n], y[:n], 0.5, -3, 2)
		for i := range n {
			near(t, "plane", n, float64(z[i]), 0.5*float64(x[i])-3*float64(y[i])+2, 1e-6)
		}
		line(z[:n], x[:n], 100, 7, 3)
		line(x[:n], x[:n], 100, 7, 3)
		for i := range n {
			if z[i] != x[i] {
				t.Fatalf("%d entries: entry %d is %g in place and %g elsewhere", n, i, x[i], z[i])
			}
		}
		if x[n] != guard || y[n] != guard || z[n] != guard {
			t.Fatalf("%d entries: what lies behind them is written", n)
		}
	}
}

// TestLineIsExact: what is taken off first leaves no more behind than one rounding of each operation.
func TestLineIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 40 {
		x, y := make([]float32, n), make([]float32, n)
		for i := range x {
			x[i] = float32(1000 + r.NormFloat64())
		}
		line(y, x, 1000, 3, -0.25)
		for i, v := range x {
			near(t, "line", n, float64(y[i]), (float64(v)-1000)*3-0.25, 2e-7)
		}
	}
}

func near(t *testing.T, what string, n int, got, want, bound float64) {
	t.Helper()
	if math.Abs(got-want) > bound*(1+math.Abs(want)) {
		t.Fatalf("%s of %d entries: %.17g, want %.17g", what, n, got, want)
	}
}
