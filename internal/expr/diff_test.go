package expr

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
)

// slopesAgree holds the derivatives of e by x and y against central differences at points away from kinks.
func slopesAgree(t *testing.T, e Expr) {
	t.Helper()
	f := Compile(e, "x", "y")
	dx, dy := Compile(Diff(e, "x"), "x", "y"), Compile(Diff(e, "y"), "x", "y")
	settings := &fd.Settings{Formula: fd.Central}
	compared := 0
	for _, x := range []float64{-2.3, -0.7, 0.4, 1.9} {
		for _, y := range []float64{-1.1, 0.6, 2.2} {
			if math.IsNaN(f(x, y)) {
				continue // outside the domain
			}
			byX := fd.Derivative(func(x float64) float64 { return f(x, y) }, x, settings)
			byY := fd.Derivative(func(y float64) float64 { return f(x, y) }, y, settings)
			if got := dx(x, y); !near(got, byX, 1e-7) {
				t.Errorf("d/dx %s = %s at x=%v y=%v: %v, differences say %v", e, Diff(e, "x"), x, y, got, byX)
			}
			if got := dy(x, y); !math.IsNaN(byY) && !near(got, byY, 1e-7) {
				t.Errorf("d/dy %s = %s at x=%v y=%v: %v, differences say %v", e, Diff(e, "y"), x, y, got, byY)
			}
			compared++
		}
	}
	if compared == 0 {
		t.Errorf("%s has no value at any point", e)
	}
}

func TestSlopesOfFunctions(t *testing.T) {
	args := []Expr{Var("x"), Var("y")}
	for _, f := range Funcs() {
		t.Run(f.Name, func(t *testing.T) {
			call := &Call{Fn: f}
			if f == selectFunc {
				call.Args = append(call.Args, &Binary{">", Var("x"), Num(0)})
			}
			call.Args = append(call.Args, args[:len(f.Args)-len(call.Args)]...)
			slopesAgree(t, call)
		})
	}
}

func TestSlopesOfFormulas(t *testing.T) {
	for _, src := range []string{
		"x*sigmoid(x)",
		"x/(1 + x*x)",
		"x*tanh(log1p(exp(x)))",
		"0.5*x*(1 + erf(x/sqrt(2)))",
		"pow(1 + x*x, 0.3*x*y)",
		"where(x > 0, x, y*expm1(x))",
		"-(x - 3*y)*(-x)",
		"max(min(x/6 + 0.5, 1), 0)*y",
		"(y - x)*(y - x) - abs(y - x)",
		"3",
	} {
		slopesAgree(t, MustParse(src, "x", "y"))
	}
}

// At a kink the slope is the one that PyTorch takes.
func TestSlopesAtKinks(t *testing.T) {
	for _, c := range []struct {
		src  string
		x    float64
		want float64
	}{
		{"max(x, 0)", 0, 0},
		{"min(max(x, 0), 6)", 6, 0},
		{"min(max(x, 0), 6)", 0, 0},
		{"abs(x)", 0, 0},
		{"where(x > 0, x, 0.1*x)", 0, 0.1},
	} {
		d := Diff(MustParse(c.src, "x"), "x")
		if got := Eval(d, map[string]float64{"x": c.x}); got != c.want {
			t.Errorf("d/dx %s = %s at %v: %v, want %v", c.src, d, c.x, got, c.want)
		}
	}
}

// A derivative is emitted as code, so it must read well.
func TestDiffIsSimple(t *testing.T) {
	for src, want := range map[string]string{
		"x":                      "1.0",
		"3":                      "0.0",
		"max(x, 0)":              "where(x > 0.0, 1.0, 0.0)",
		"where(x > 0, x, 0.5*x)": "where(x > 0.0, 1.0, 0.5)",
		"tanh(x)":                "1.0 - tanh(x) * tanh(x)",
		"exp(-x)":                "-exp(-x)",
		"x*sigmoid(x)":           "sigmoid(x) + x * (sigmoid(x) * (1.0 - sigmoid(x)))",
	} {
		if got := Diff(MustParse(src, "x"), "x").String(); got != want {
			t.Errorf("d/dx %s = %s, want %s", src, got, want)
		}
	}
}
