package elem

import (
	"fmt"
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
	z := sweep()
	y := make([]float32, len(z))
	for _, a := range activations {
		t.Run(a.name, func(t *testing.T) {
			a.run(y, z)
			for i, v := range z {
				if want := a.want(float64(v)); !within(y[i], want, a.ulps) {
					t.Fatalf("%s(%g) = %g, want %g within %g ulp", a.name, v, y[i], want, a.ulps)
				}
			}
		})
	}
}

// sweep returns numbers of every exponent and both signs, and many where the functions bend, saturate and underflow.
func sweep() []float32 {
	var z []float32
	for bits := uint64(0); bits < 1<<32; bits += 15013 {
		z = append(z, math.Float32frombits(uint32(bits)))
	}
	for x := float32(-120); x < 120; x += 0.00137 {
		z = append(z, x, x/16, x/256)
	}
	inf := float32(math.Inf(1))
	for _, place := range []float32{0, 0x1p-126, math.MaxFloat32, inf, 88.72283, 87.33655, 103.97208, 0.5 * math.Ln2, 10, 14} {
		for d := range uint32(40) {
			bits := math.Float32bits(place) + d - 20
			z = append(z, math.Float32frombits(bits), -math.Float32frombits(bits))
		}
	}
	return z
}

// TestActivationLengths holds that every entry is written, none beyond them, and that its place makes no difference.
func TestActivationLengths(t *testing.T) { kerneltest.AtLevels(t, testActivationLengths) }

func testActivationLengths(t *testing.T) {
	for _, a := range activations {
		for _, n := range kerneltest.Lengths() {
			arena := kerneltest.NewArena[float32](t)
			z, y, one := arena.Random(n), arena.Random(n), make([]float32, 1)
			kerneltest.Enlarge(z, 8)
			a.run(y, z)
			for i, v := range z {
				if a.run(one, []float32{v}); !kerneltest.SameBits(one, y[i:i+1]) {
					t.Fatalf("%s of %d entries: entry %d is %v, alone %v", a.name, n, i, y[i], one[0])
				}
			}
			if a.run(z, z); !kerneltest.SameBits(y, z) {
				t.Fatalf("%s of %d entries differs in place", a.name, n)
			}
			arena.Check(fmt.Sprintf("%s of %d entries", a.name, n))
		}
	}
}
