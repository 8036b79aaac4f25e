package elem

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// smooth are functions of float64 whose scalar functions are not exact enough to test against, each with a reference in
// 200 bits and the size that its error is measured by.
var smooth = []struct {
	name string
	run  func(y, z []float64)
	want func(z float64) (value, size *big.Float)
}{
	{"gelu", F64Gelu, exactGelu},
	{"geluGrad", ofOnes(F64GeluGrad), exactGeluSlope},
	{"softplus", F64Softplus, exactSoftplus},
}

// TestSmoothAccuracy holds the kernels to 4 ulp, also where the result is a denormal number.
func TestSmoothAccuracy(t *testing.T) {
	z := smoothSweep()
	for _, f := range smooth {
		values, sizes := make([]*big.Float, len(z)), make([]*big.Float, len(z))
		for i, v := range z {
			values[i], sizes[i] = f.want(v)
		}
		kerneltest.AtLevels(t, func(t *testing.T) {
			y := make([]float64, len(z))
			f.run(y, z)
			for i, v := range z {
				if e := kerneltest.Ulps(y[i], values[i], sizes[i]); !(e <= 4) {
					t.Fatalf("%s(%g) = %g, want %.17g: %g ulp", f.name, v, y[i], values[i], e)
				}
			}
		})
	}
}

// smoothSweep returns numbers where the functions bend, saturate and underflow, and of every exponent down to denormals.
func smoothSweep() []float64 {
	rng := rand.New(rand.NewPCG(1, 2))
	z := []float64{0, 1, -1, 4, -4, -37.5, -38.5, -38.6, -39, 37.7, -708, -745, -746, 0x1p-1022, -5e-324}
	for range 1000 {
		z = append(z, 8*rng.NormFloat64(), -39*rng.Float64(), -750*rng.Float64(), math.Ldexp(rng.NormFloat64(), -rng.IntN(1080)))
	}
	return z
}

func exactGelu(z float64) (value, size *big.Float) {
	_, normal := exactNormal(z)
	value = mul(exact(z), normal)
	return value, value
}

// exactGeluSlope returns Φ(z) + z·φ(z), and the sum of their magnitudes: at -0.75 they cancel. Slopes below 1e-305, where
// the density is nearly a denormal number, count as 0.
func exactGeluSlope(z float64) (value, size *big.Float) {
	density, normal := exactNormal(z)
	term := mul(exact(z), density)
	return add(normal, term), add(add(normal, exact(0).Abs(term)), exact(0x1p-961))
}

func exactSoftplus(z float64) (value, size *big.Float) {
	value = add(exact(max(z, 0)), kerneltest.ExactLog1p(exactExp(exact(-math.Abs(z)))))
	return value, value
}
