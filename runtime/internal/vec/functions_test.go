package vec

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
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
	x := kerneltest.Sweep(1, 4, wavesEnd, math.Sqrt2, 0x1p60)
	for k := range 60000 {
		x = append(x, float32(float64(k)*math.Pi/2), -float32(float64(k)*math.Pi/4))
	}
	for _, f := range functions {
		kerneltest.CheckWithin(t, f.name, f.run, x, f.want, f.ulps)
	}
}

// TestLengths holds that every entry is written, none beyond them, and that its place makes no difference.
func TestLengths(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, f := range functions {
			kerneltest.CheckEntries(t, f.name, f.run)
		}
		for _, f := range doubleFunctions {
			kerneltest.CheckEntries(t, f.name, f.run)
		}
	})
}
