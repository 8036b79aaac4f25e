package optim

import (
	"math"
	"testing"
)

// TestPower holds that powers have the bits of math.Pow, denormals too.
func TestPower(t *testing.T) {
	for _, beta := range []float64{0, 0x1p-1074, 0x1p-70, 1e-5, 0.1, 0.5, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1 - 0x1p-30, 1 - 0x1p-53, 1} {
		check := func(n uint64) {
			got, want := Power(beta, n), math.Pow(beta, float64(n))
			if got != want {
				t.Fatalf("%v to the power %d is %v, want %v", beta, n, got, want)
			}
		}
		for n := range uint64(9000) {
			check(n)
		}
		for n := uint64(9000); n < 1<<53; n += n/7 + 1 {
			check(n)
		}
	}
}
