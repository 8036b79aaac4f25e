package vec

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// doubleFunction is one in float64. Where there is an exact value it is off by at most so many units in the last place.
type doubleFunction struct {
	name  string
	run   func(y, x []float64)
	like  func(x float64) float64
	exact func(x float64) *big.Float
	ulps  float64
}

var doubleFunctions = []doubleFunction{
	{"abs", F64Abs, math.Abs, nil, 0},
	{"sign", F64Sign, signOf, nil, 0},
	{"sqrt", F64Sqrt, math.Sqrt, nil, 0},
	{"floor", F64Floor, math.Floor, nil, 0},
	{"round", F64Round, math.RoundToEven, nil, 0},
	{"exp", F64Exp, math.Exp, func(x float64) *big.Float { return kerneltest.ExactExp(kerneltest.Exact(x)) }, 1.5},
	{"expm1", F64Expm1, math.Expm1, kerneltest.ExactExpm1, 2},
	{"log", F64Log, math.Log, func(x float64) *big.Float { return kerneltest.ExactLog(kerneltest.Exact(x)) }, 1.5},
	{"log1p", F64Log1p, math.Log1p, exactLog1p, 2},
	{"erf", F64Erf, math.Erf, kerneltest.ExactErf, 1.5},
	{"sin", F64Sin, math.Sin, func(x float64) *big.Float { return kerneltest.ExactSin(x, 0) }, 2},
	{"cos", F64Cos, math.Cos, func(x float64) *big.Float { return kerneltest.ExactSin(x, 1) }, 2},
}

func exactLog1p(x float64) *big.Float {
	if math.Abs(x) < 0.25 {
		return kerneltest.ExactLog1p(kerneltest.Exact(x))
	}
	return kerneltest.ExactLog(kerneltest.ExactAdd(kerneltest.Exact(1), kerneltest.Exact(x)))
}

// TestDoubleAccuracy holds kernels in assembly to what is exact, and to Go where that is an infinity, NaN, zero or beyond the reach of series.
// Go's kernels are Go's functions.
func TestDoubleAccuracy(t *testing.T) {
	x := doubleSweep()
	for _, f := range doubleFunctions {
		want := make([]*big.Float, len(x))
		for i, v := range x {
			if y := f.like(v); f.exact != nil && y == y && y != 0 && reaches(f.name, v) {
				want[i] = f.exact(v)
			}
		}
		kerneltest.AtLevels(t, func(t *testing.T) {
			y, worst := make([]float64, len(x)), 0.0
			f.run(y, x)
			for i, v := range x {
				if like := f.like(v); want[i] == nil || !kernels64() {
					if !same(y[i], like) {
						t.Fatalf("%s(%g) = %g, want %g", f.name, v, y[i], like)
					}
					continue
				}
				e := kerneltest.Ulps(y[i], want[i], want[i])
				if worst = max(worst, e); !(e <= f.ulps) {
					t.Fatalf("%s(%g) = %g, want %.17g: %g ulp", f.name, v, y[i], want[i], e)
				}
			}
			t.Logf("%s: %.2f ulp", f.name, worst)
		})
	}
}

// reaches reports whether x is where the exact function is finite, and within reach of its series.
func reaches(name string, x float64) bool {
	switch name {
	case "exp", "expm1":
		return -746 < x && x < 709.782712893384
	case "erf":
		return math.Abs(x) < 7
	case "sin", "cos":
		return math.Abs(x) <= wavesEnd
	case "log":
		return x > 0 && x <= math.MaxFloat64
	}
	return x > -1 && x <= math.MaxFloat64
}

// doubleSweep returns numbers of every exponent and both signs, and many where the functions bend, saturate and underflow.
func doubleSweep() []float64 {
	rng := rand.New(rand.NewPCG(1, 2))
	x := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1e300, -1e300, math.MaxFloat64, -math.MaxFloat64, 5e-324, -5e-324,
		709.782712893383, 709.782712893385, 710, -745.13, -745.14, -746, -1, -0.9999999999999999, 5.92, 5.93, 6.5, 0x1p-1022, 0x1p53, 0x1p54, 0x1p60}
	for e := -1074; e < 1024; e += 5 {
		v := math.Ldexp(1+rng.Float64(), e)
		x = append(x, v, -v)
	}
	for k := range 100 {
		n := float64(3 * k * k)
		x = append(x, n*math.Pi/2, -n*math.Pi/4, n+0.5, -n-0.5)
	}
	for range 250 {
		x = append(x, rng.NormFloat64(), 8*rng.NormFloat64(), 750*(2*rng.Float64()-1), 1+0.5*rng.NormFloat64(), 2e5*rng.Float64()-1e5)
	}
	for _, place := range []float64{0.5 * math.Ln2, 1, math.Sqrt2, math.Sqrt2 / 2, math.Sqrt2 - 1, math.Sqrt2/2 - 1, math.Pi / 4, wavesEnd} {
		for d := range uint64(20) {
			v := math.Float64frombits(math.Float64bits(place) + d - 10)
			x = append(x, v, -v)
		}
	}
	return x
}
