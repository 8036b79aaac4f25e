package elem

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// scalars are the functions of float32, what they should compute, and the error that they may have.
var scalars = []struct {
	name string
	f    func(float32) float32
	want func(float64) float64
	ulps float64
}{
	{"Exp32", Exp32, math.Exp, 1},
	{"Expm132", Expm132, math.Expm1, 1},
	{"Log32", Log32, math.Log, 1},
	{"Log1p32", Log1p32, math.Log1p, 1},
	{"Tanh32", Tanh32, math.Tanh, 1},
	{"Sigmoid32", Sigmoid32, Sigmoid64, 1},
	{"Erf32", Erf32, math.Erf, 1},
	{"Sqrt32", Sqrt32, math.Sqrt, 0.5},
	{"Abs32", Abs32, math.Abs, 0},
	{"Sign32", Sign32, Sign64, 0},
	{"Pow32", func(x float32) float32 { return Pow32(x, 3) }, func(x float64) float64 { return math.Pow(x, 3) }, 0.5},
}

// TestScalars sweeps all exponents of both signs, and what stands around the places where a function branches.
func TestScalars(t *testing.T) {
	places := []float32{0, 1, 10, 0x1p-13, 0x1p-25, 0x1p-126, 0.5 * math.Ln2, 17, 20, 87.33655, maxExp32, minExp32,
		104, math.MaxFloat32, float32(math.Inf(1)), float32(math.Sqrt2)}
	for _, s := range scalars {
		try := func(bits uint32) {
			x := math.Float32frombits(bits)
			if got, want := s.f(x), s.want(float64(x)); !kerneltest.Within(got, want, s.ulps) {
				t.Errorf("%s(%g) = %g, want %g within %g ulp", s.name, x, got, want, s.ulps)
			}
		}
		for bits := uint64(0); bits < 1<<32; bits += 7919 {
			try(uint32(bits))
		}
		for _, place := range places {
			for d := range uint32(40) {
				try(math.Float32bits(place) + d - 20)
				try(math.Float32bits(-place) + d - 20)
			}
		}
	}
}

func TestSigmoid64(t *testing.T) {
	for x := -744.0; x <= 744; x += 0.37 {
		// The definition, where e**-x does not overflow; below that the function is e**x.
		want := 1 / (1 + math.Exp(-x))
		if x < -700 {
			want = math.Exp(x)
		}
		if got := Sigmoid64(x); !(math.Abs(got-want) <= 4*kerneltest.Epsilon[float64]()*want) {
			t.Errorf("Sigmoid64(%v) = %v, want %v", x, got, want)
		}
	}
	if lo, hi := Sigmoid64(math.Inf(-1)), Sigmoid64(math.Inf(1)); lo != 0 || hi != 1 || Sigmoid64(0) != 0.5 {
		t.Errorf("Sigmoid64 goes from %v to %v, over %v at 0; want from 0 to 1 over 0.5", lo, hi, Sigmoid64(0))
	}
	if got := Sigmoid64(math.NaN()); got == got {
		t.Errorf("Sigmoid64(NaN) = %v", got)
	}
}

func TestSign64(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range [][2]float64{{inf, 1}, {5e-324, 1}, {0, 0}, {-5e-324, -1}, {-inf, -1}} {
		if got := Sign64(c[0]); got != c[1] {
			t.Errorf("Sign64(%v) = %v, want %v", c[0], got, c[1])
		}
	}
	if got := Sign64(math.NaN()); got == got {
		t.Errorf("Sign64(NaN) = %v", got)
	}
}

func BenchmarkScalars(b *testing.B) {
	xs := kerneltest.Ramp[float32](1024)
	for _, s := range scalars {
		b.Run(s.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				s.f(xs[i%len(xs)])
			}
		})
	}
}
