package expr

import (
	"math"
	"testing"
)

func TestEval(t *testing.T) {
	for src, want := range map[string]func(x, y float64) float64{
		"1/2":                  func(_, _ float64) float64 { return 0.5 },
		"x - y - 1":            func(x, y float64) float64 { return x - y - 1 },
		"x/y/2":                func(x, y float64) float64 { return x / y / 2 },
		"-x*x":                 func(x, _ float64) float64 { return -(x * x) },
		"exp(x)":               func(x, _ float64) float64 { return math.Exp(x) },
		"expm1(x)":             func(x, _ float64) float64 { return math.Expm1(x) },
		"log(x)":               func(x, _ float64) float64 { return math.Log(x) },
		"log1p(x)":             func(x, _ float64) float64 { return math.Log1p(x) },
		"sqrt(x)":              func(x, _ float64) float64 { return math.Sqrt(x) },
		"abs(x)":               func(x, _ float64) float64 { return math.Abs(x) },
		"tanh(x)":              func(x, _ float64) float64 { return math.Tanh(x) },
		"sigmoid(x)":           func(x, _ float64) float64 { return 1 / (1 + math.Exp(-x)) },
		"erf(x)":               func(x, _ float64) float64 { return math.Erf(x) },
		"pow(x, y)":            math.Pow,
		"max(x, y)":            math.Max,
		"min(x, y)":            math.Min,
		"sign(x)*abs(x)":       func(x, _ float64) float64 { return x },
		"where(x < y, x, y)":   math.Min,
		"where(x > y, x, y)":   math.Max,
		"where(x <= 1.5,1,0)":  func(x, _ float64) float64 { return map[bool]float64{true: 1}[x <= 1.5] },
		"where(x >= 1.5, 1,0)": func(x, _ float64) float64 { return map[bool]float64{true: 1}[x >= 1.5] },
	} {
		f := Compile(MustParse(src, "x", "y"), "x", "y")
		for _, x := range []float64{-40, -1.3, -1e-9, 0, 0.2, 1.5, 7} {
			for _, y := range []float64{-2.5, 0.3, 2} {
				if got, want := f(x, y), want(x, y); !near(got, want, 1e-15) {
					t.Errorf("%s at x=%v y=%v: %v, want %v", src, x, y, got, want)
				}
			}
		}
	}
}

func TestSigmoidNeverOverflows(t *testing.T) {
	for x, want := range map[float64]float64{-1e4: 0, -745: math.Exp(-745), 0: 0.5, 1e4: 1, math.Inf(-1): 0, math.Inf(1): 1} {
		if got := sigmoid(x); got != want {
			t.Errorf("sigmoid(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestSign(t *testing.T) {
	for x, want := range map[float64]float64{-3: -1, 0: 0, 1e-300: 1} {
		if got := sign(x); got != want {
			t.Errorf("sign(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestCompileRefusesUnboundVariables(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("no panic")
		}
	}()
	Compile(MustParse("x + y", "x", "y"), "x")
}

// near compares with an error relative to numbers above 1 and absolute below; NaN is near NaN.
func near(got, want, bound float64) bool {
	return got == want || math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) <= bound*max(1, math.Abs(want))
}
