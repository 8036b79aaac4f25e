package elem

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// gradient is a kernel that multiplies da by the slope of an activation at x, the argument or the result.
type gradient struct {
	name string
	run  func(da, x []float32)
	want func(x float64) float64
}

var gradients = []gradient{
	{"reluGrad", F32ReluGrad, func(a float64) float64 { return slopeOf(a, 0) }},
	{"leakyReluGrad", func(da, z []float32) { F32LeakyReluGrad(da, z, 0.125) }, func(z float64) float64 { return slopeOf(z, 0.125) }},
	{"sigmoidGrad", F32SigmoidGrad, sigmoidSlope[float64]},
	{"tanhGrad", F32TanhGrad, tanhSlope[float64]},
	{"siluGrad", F32SiluGrad, siluSlope64},
	{"eluGrad", func(da, a []float32) { F32EluGrad(da, a, testAlpha, testScale) }, eluSlope64},
	{"geluGrad", F32GeluGrad, geluSlope64},
	{"softplusGrad", F32SoftplusGrad, Sigmoid64},
}

func eluSlope64(a float64) float64 {
	if a > 0 {
		return testScale
	}
	return a + testAlpha*testScale
}

func slopeOf(x, alpha float64) float64 {
	if x > 0 {
		return 1
	}
	return alpha
}

// TestGradientAccuracy sweeps what an activation meets and what overflows on the way; NaN and infinities are a test of
// their own.
func TestGradientAccuracy(t *testing.T) { kerneltest.AtLevels(t, testGradientAccuracy) }

func testGradientAccuracy(t *testing.T) {
	for _, g := range gradients {
		for x := float32(-130); x < 130; x += 0.0137 {
			da := []float32{1.5}
			if g.run(da, []float32{x}); !closeTo(da[0], 1.5*g.want(float64(x))) {
				t.Fatalf("1.5·%s(%g) = %g, want %g", g.name, x, da[0], 1.5*g.want(float64(x)))
			}
		}
	}
}

// closeTo allows 8 units in the last place of the larger of 1 and want.
func closeTo(got float32, want float64) bool {
	return math.Abs(float64(got)-want) <= 8*kerneltest.Epsilon[float32]()*max(1, math.Abs(want))
}

// TestGradientPropagates holds that NaN and infinities come out as the formula of the slope has them.
func TestGradientPropagates(t *testing.T) { kerneltest.AtLevels(t, testGradientPropagates) }

func testGradientPropagates(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, g := range gradients {
		for _, x := range []float64{inf, -inf, nan} {
			da, want := []float32{2}, float32(2*g.want(x))
			if g.run(da, []float32{float32(x)}); g.name == "reluGrad" && x != x {
				want = 2 // NaN is not below 0.
			}
			if !kerneltest.SameBits(da, []float32{want}) && (da[0] == da[0] || want == want) {
				t.Errorf("2·%s(%v) = %v, want %v", g.name, x, da[0], want)
			}
		}
	}
}

func TestGradientLengths(t *testing.T) { kerneltest.AtLevels(t, testGradientLengths) }

func testGradientLengths(t *testing.T) {
	for _, g := range gradients {
		for _, n := range kerneltest.Lengths() {
			arena := kerneltest.NewArena[float32](t)
			x, da := arena.Random(n), arena.Random(n)
			before, one := append([]float32(nil), da...), make([]float32, 1)
			g.run(da, x)
			for i := range x {
				one[0] = before[i]
				if g.run(one, x[i:i+1]); !kerneltest.SameBits(one, da[i:i+1]) {
					t.Fatalf("%s of %d entries: entry %d is %v, alone %v", g.name, n, i, da[i], one[0])
				}
			}
			arena.Check(fmt.Sprintf("%s of %d entries", g.name, n))
		}
	}
}
