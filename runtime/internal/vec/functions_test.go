package vec

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// function is one of a single operand, and what it should compute.
type function struct {
	name string
	run  func(y, x []float32)
	want func(x float64) float64
	ulps float64
}

var functions = []function{
	{"abs", F32Abs, math.Abs, 0},
	{"sign", F32Sign, signOf, 0},
	{"sqrt", F32Sqrt, math.Sqrt, 0.5},
	{"floor", F32Floor, math.Floor, 0},
	{"round", F32Round, math.RoundToEven, 0},
	{"exp", F32Exp, math.Exp, 2},
	{"expm1", F32Expm1, math.Expm1, 2},
	{"log", F32Log, math.Log, 2},
	{"log1p", F32Log1p, math.Log1p, 2},
	{"erf", F32Erf, math.Erf, 2},
	{"sin", F32Sin, math.Sin, 2},
	{"cos", F32Cos, math.Cos, 2},
}

func signOf(x float64) float64 {
	if x == 0 || x != x {
		return x
	}
	return math.Copysign(1, x)
}

// TestAccuracy sweeps all exponents of both signs.
func TestAccuracy(t *testing.T) { kerneltest.AtLevels(t, testAccuracy) }

func testAccuracy(t *testing.T) {
	x := sweep()
	y := make([]float32, len(x))
	for _, f := range functions {
		t.Run(f.name, func(t *testing.T) {
			f.run(y, x)
			for i, v := range x {
				if want := f.want(float64(v)); !within(y[i], want, f.ulps) {
					t.Fatalf("%s(%g) = %g, want %g within %g ulp", f.name, v, y[i], want, f.ulps)
				}
			}
		})
	}
}

// within reports whether y is want, rounded, or off by at most so many units in the last place. Zeros have signs.
func within(y float32, want, ulps float64) bool {
	nearest := float32(want)
	switch {
	case y != y || want != want:
		return y != y && want != want
	case math.Float32bits(y) == math.Float32bits(nearest):
		return true
	case math.IsInf(float64(y), 0) || math.IsInf(float64(nearest), 0):
		return false
	}
	_, exponent := math.Frexp(want)
	return math.Abs(float64(y)-want) <= ulps*math.Ldexp(1, max(exponent-24, -149))
}

// sweep returns numbers of every exponent and both signs, and many where the functions bend, saturate and underflow.
func sweep() []float32 {
	var x []float32
	for bits := uint64(0); bits < 1<<32; bits += 15013 {
		x = append(x, math.Float32frombits(uint32(bits)))
	}
	for v := float32(-120); v < 120; v += 0.00137 {
		x = append(x, v, v/16, v/256, 1000*v)
	}
	for k := range 60000 {
		x = append(x, float32(float64(k)*math.Pi/2), -float32(float64(k)*math.Pi/4))
	}
	inf := float32(math.Inf(1))
	for _, place := range []float32{0, 0x1p-126, math.MaxFloat32, inf, 88.72283, 87.33655, 103.97208, 0.5 * math.Ln2, 1, 4, wavesEnd, math.Sqrt2, 0x1p60} {
		for d := range uint32(40) {
			bits := math.Float32bits(place) + d - 20
			x = append(x, math.Float32frombits(bits), -math.Float32frombits(bits))
		}
	}
	return x
}

// TestLengths holds that every entry is written, none beyond them, and that its place makes no difference.
func TestLengths(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, f := range functions {
			testLengths(t, f.name, f.run)
		}
	})
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, f := range doubleFunctions {
			testLengths(t, f.name, f.run)
		}
	})
}

func testLengths[T mat.Float](t *testing.T, name string, run func(y, x []T)) {
	for _, n := range kerneltest.Lengths() {
		arena := kerneltest.NewArena[T](t)
		x, y, one := arena.Random(n), arena.Random(n), make([]T, 1)
		kerneltest.Enlarge(x, 8)
		if n > 3 {
			x[n/2] = 3e7 // where sin and cos leave their kernels
		}
		run(y, x)
		for i, v := range x {
			if run(one, []T{v}); !kerneltest.SameBits(one, y[i:i+1]) {
				t.Fatalf("%s of %d entries: entry %d is %v, alone %v", name, n, i, y[i], one[0])
			}
		}
		if run(x, x); !kerneltest.SameBits(y, x) {
			t.Fatalf("%s of %d entries differs in place", name, n)
		}
		arena.Check(fmt.Sprintf("%s of %d entries", name, n))
	}
}
