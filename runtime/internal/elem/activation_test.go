package elem

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// activation is one of the functions of float32: its kernel, and what it should compute.
type activation struct {
	name string
	run  func(y, z []float32)
	want func(z float64) float64
	ulps float64
}

const testAlpha, testScale = 1.75, 1.0625

var activations = []activation{
	{"relu", F32Relu, func(z float64) float64 { return max(z, 0) }, 0},
	{"leakyRelu", func(y, z []float32) { F32LeakyRelu(y, z, 0.125) }, func(z float64) float64 { return max(z, 0.125*z) }, 0.5},
	{"sigmoid", F32Sigmoid, Sigmoid64, 4},
	{"tanh", F32Tanh, math.Tanh, 4},
	{"silu", F32Silu, silu64, 4},
	{"elu", func(y, z []float32) { F32Elu(y, z, testAlpha, testScale) }, elu64, 4},
	{"gelu", F32Gelu, gelu64, 4},
	{"softplus", F32Softplus, Softplus64, 4},
}

func elu64(z float64) float64 {
	if z > 0 {
		return testScale * z
	}
	return testScale * testAlpha * math.Expm1(z)
}

// TestActivationAccuracy sweeps all exponents of both signs.
func TestActivationAccuracy(t *testing.T) { kerneltest.AtLevels(t, testActivationAccuracy) }

func testActivationAccuracy(t *testing.T) {
	z := kerneltest.Sweep(10, 14)
	for _, a := range activations {
		kerneltest.CheckWithin(t, a.name, a.run, z, a.want, a.ulps)
	}
}

// TestActivationLengths holds that every entry is written, none beyond them, and that its place makes no difference.
func TestActivationLengths(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, a := range activations {
			kerneltest.CheckEntries(t, a.name, a.run)
		}
		for _, p := range pairs {
			kerneltest.CheckEntries(t, p.name+" in float64", p.run)
		}
	})
}
