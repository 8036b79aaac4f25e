package elem

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// pairs are the kernels of float64 with the scalar functions that they replace. Kernels of gradients multiply the first
// argument by the slope.
var pairs = []struct {
	name string
	run  func(y, x []float64)
	want func(x float64) float64
}{
	{"relu", F64Relu, func(z float64) float64 { return max(z, 0) }},
	{"leakyRelu", func(y, z []float64) { F64LeakyRelu(y, z, 0.125) }, func(z float64) float64 { return max(z, 0.125*z) }},
	{"sigmoid", F64Sigmoid, Sigmoid64},
	{"tanh", F64Tanh, math.Tanh},
	{"silu", F64Silu, silu64},
	{"elu", func(y, z []float64) { F64Elu(y, z, testAlpha, testScale) }, elu64},
	{"gelu", F64Gelu, gelu64},
	{"softplus", F64Softplus, Softplus64},
	{"reluGrad", ofOnes(F64ReluGrad), func(a float64) float64 { return slopeOf(a, 0) }},
	{"leakyReluGrad", ofOnes(func(da, z []float64) { F64LeakyReluGrad(da, z, 0.125) }), func(z float64) float64 { return slopeOf(z, 0.125) }},
	{"sigmoidGrad", ofOnes(F64SigmoidGrad), sigmoidSlope[float64]},
	{"tanhGrad", ofOnes(F64TanhGrad), tanhSlope[float64]},
	{"siluGrad", ofOnes(F64SiluGrad), siluSlope64},
	{"eluGrad", ofOnes(func(da, a []float64) { F64EluGrad(da, a, testAlpha, testScale) }), eluSlope64},
	{"geluGrad", ofOnes(F64GeluGrad), geluSlope64},
	{"softplusGrad", ofOnes(F64SoftplusGrad), Sigmoid64},
}

// ofOnes applies a gradient's kernel to ones.
func ofOnes(run func(da, x []float64)) func(y, x []float64) {
	return func(y, x []float64) {
		x = append([]float64(nil), x...) // y may be x
		mat.Fill(y, 1)
		run(y, x)
	}
}

// TestDoubleAccuracy sweeps what does not underflow, and every exponent.
func TestDoubleAccuracy(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, p := range pairs {
			for x := -650.0; x < 650; x += 0.0793 {
				checkDouble(t, p.name, p.run, x, p.want(x))
				checkDouble(t, p.name, p.run, x/64, p.want(x/64))
			}
			for e := -1074; e < 9; e++ {
				x := math.Ldexp(-1.3, e)
				checkDouble(t, p.name, p.run, x, p.want(x))
				checkDouble(t, p.name, p.run, -x, p.want(-x))
			}
		}
	})
}

// checkDouble holds one result to 8 units in the last place; of a slope, to as much of 1. TestSmoothAccuracy is stricter.
func checkDouble(t *testing.T, name string, run func(y, x []float64), x, want float64) {
	t.Helper()
	y, size := []float64{0}, math.Abs(want)
	run(y, []float64{x})
	if len(name) > 4 && name[len(name)-4:] == "Grad" {
		size = max(size, 1)
	}
	if !(math.Abs(y[0]-want) <= 8*kerneltest.Epsilon[float64]()*size+5e-324) {
		t.Fatalf("%s(%g) = %g, want %g", name, x, y[0], want)
	}
}

// TestDoublePropagates holds NaN, infinities and zeros.
func TestDoublePropagates(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, p := range pairs {
			for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 1e300, -1e300} {
				y, want := []float64{0}, p.want(x)
				if p.run(y, []float64{x}); p.name == "reluGrad" && x != x {
					want = 1 // NaN is not below 0.
				}
				if !kerneltest.SameBits(y, []float64{want}) && (y[0] == y[0] || want == want) {
					t.Errorf("%s(%v) = %v, want %v", p.name, x, y[0], want)
				}
			}
		}
	})
}
