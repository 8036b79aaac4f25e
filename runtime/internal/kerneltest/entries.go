package kerneltest

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// CheckEntries fails unless run writes every entry of y, whatever their number, and none beyond them, as it writes one that is alone, and
// also where y is x.
func CheckEntries[T mat.Float](t *testing.T, name string, run func(y, x []T)) {
	t.Helper()
	for _, n := range Lengths() {
		arena := NewArena[T](t)
		x, y, one := arena.Random(n), arena.Random(n), make([]T, 1)
		Enlarge(x, 8)
		if n > 3 {
			x[n/2] = 3e7 // where sin and cos leave their kernels
		}
		run(y, x)
		for i, v := range x {
			if run(one, []T{v}); !SameBits(one, y[i:i+1]) {
				t.Fatalf("%s of %d entries: entry %d is %v, alone %v", name, n, i, y[i], one[0])
			}
		}
		if run(x, x); !SameBits(y, x) {
			t.Fatalf("%s of %d entries differs in place", name, n)
		}
		arena.Check(fmt.Sprintf("%s of %d entries", name, n))
	}
}

// Sweep returns numbers of every exponent and both signs, and many where functions bend, saturate and underflow: around the places.
func Sweep(places ...float32) []float32 {
	var x []float32
	for bits := uint64(0); bits < 1<<32; bits += 15013 {
		x = append(x, math.Float32frombits(uint32(bits)))
	}
	for v := float32(-120); v < 120; v += 0.00137 {
		x = append(x, v, v/16, v/256, 1000*v)
	}
	places = append(places, 0, 0x1p-126, math.MaxFloat32, float32(math.Inf(1)), 88.72283, 87.33655, 103.97208, 0.5*math.Ln2)
	for _, place := range places {
		for d := range uint32(40) {
			v := math.Float32frombits(math.Float32bits(place) + d - 20)
			x = append(x, v, -v)
		}
	}
	return x
}

// CheckWithin fails unless run computes of every x what is wanted, within so many units in the last place.
func CheckWithin(t *testing.T, name string, run func(y, x []float32), x []float32, want func(x float64) float64, ulps float64) {
	t.Run(name, func(t *testing.T) {
		y := make([]float32, len(x))
		run(y, x)
		for i, v := range x {
			if want := want(float64(v)); !Within(y[i], want, ulps) {
				t.Fatalf("%s(%g) = %g, want %g within %g ulp", name, v, y[i], want, ulps)
			}
		}
	})
}

// Within reports whether got is want but for so many units in the last place, zeros with their signs.
func Within(got float32, want, ulps float64) bool {
	nearest := float32(want)
	if got == nearest || got != got || nearest != nearest {
		return math.Float32bits(got) == math.Float32bits(nearest) || got != got && nearest != nearest
	}
	if math.IsInf(float64(nearest), 0) || math.IsInf(float64(got), 0) {
		return false
	}
	_, exponent := math.Frexp(want)
	return math.Abs(float64(got)-want) <= ulps*math.Ldexp(1, max(exponent-24, -149))
}
