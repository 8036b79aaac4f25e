package optim

import (
	"math"
	"testing"
)

// TestPower holds that 1 minus a power has the bits that it has with math.Pow, as the power itself where it is not tiny.
func TestPower(t *testing.T) {
	for _, beta := range []float64{0, 0x1p-1074, 0x1p-70, 1e-5, 0.1, 0.5, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1 - 0x1p-30, 1 - 0x1p-53, 1} {
		check := func(n uint64) {
			got, want := Power(beta, n), math.Pow(beta, float64(n))
			if want < 0x1p-64 {
				want = 0
			}
			if got != want || 1-got != 1-math.Pow(beta, float64(n)) {
				t.Fatalf("%v to the power %d is %v, want %v", beta, n, got, want)
			}
		}
		for n := range uint64(3000) {
			check(n)
		}
		for n := uint64(3000); n < 1<<53; n += n/7 + 1 {
			check(n)
		}
	}
}
