package op

import (
	"math"
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"gonum.org/v1/gonum/diff/fd"
)

// away lies on both sides of every kink of the vocabulary, and on none.
var away = []float64{-7.3, -3.7, -2.2, -0.8, -0.05, 0.05, 0.4, 0.7, 1.7, 3.3, 6.4}

// variants are the default attributes and others inside their ranges.
func variants(attrs []Attr) []Args {
	list := []Args{Defaults(attrs)}
	for _, a := range attrs {
		for _, v := range []float64{0, 0.3, 1, 2.5} {
			if a.Range.Contains(v) {
				args := Defaults(attrs)
				args[a.Name] = v
				list = append(list, args)
			}
		}
	}
	return list
}

func TestActivationSlopes(t *testing.T) {
	for _, a := range Activations {
		if a.Joint {
			continue
		}
		for _, args := range variants(a.Attrs) {
			f, df := expr.Compile(a.Forward(args), "x"), expr.Compile(a.Slope(args), "x", "y")
			symbolic := expr.Compile(expr.Diff(a.Forward(args), "x"), "x")
			for _, x := range away {
				if got, want := df(x, f(x)), symbolic(x); !near(got, want, 1e-12) {
					t.Errorf("%s %v at %v: DF is %v, the derivative of F %v", a.Name, args, x, got, want)
				}
			}
			if got, want := df(0, f(0)), slopeAt0(symbolic); !near(got, want, 1e-8) {
				t.Errorf("%s %v at 0: DF is %v, the derivative of F %v", a.Name, args, got, want)
			}
			for _, x := range away {
				want := fd.Derivative(func(x float64) float64 { return f(x) }, x, &fd.Settings{Formula: fd.Central})
				if got := df(x, f(x)); !near(got, want, 1e-8) {
					t.Errorf("%s %v at %v: DF is %v, differences say %v", a.Name, args, x, got, want)
				}
			}
		}
	}
}

// slopeAt0 is the derivative at 0: the limit where both sides agree (softplus is smooth there, though its formula has
// |x| in it), else what the formula says of its kink.
func slopeAt0(symbolic func(...float64) float64) float64 {
	left, right := symbolic(-1e-9), symbolic(1e-9)
	if near(left, right, 1e-8) {
		return (left + right) / 2
	}
	return symbolic(0)
}

func TestLossSlopes(t *testing.T) {
	for _, l := range Losses {
		if l.Joint {
			continue
		}
		for _, args := range variants(l.Attrs) {
			f, df := expr.Compile(l.Value(args), "y", "t"), expr.Compile(l.Slope(args), "y", "t")
			symbolic := expr.Compile(expr.Diff(l.Value(args), "y"), "y", "t")
			for _, y := range away {
				for _, target := range []float64{-1.23, 0, 0.31, 1.01} {
					got := df(y, target)
					if want := symbolic(y, target); !near(got, want, 1e-12) {
						t.Errorf("%s %v at y=%v t=%v: DF is %v, the derivative of F %v", l.Name, args, y, target, got, want)
					}
					want := fd.Derivative(func(y float64) float64 { return f(y, target) }, y, &fd.Settings{Formula: fd.Central})
					if !near(got, want, 1e-8) {
						t.Errorf("%s %v at y=%v t=%v: DF is %v, differences say %v", l.Name, args, y, target, got, want)
					}
				}
			}
		}
	}
}

// Computed from the logit, binary cross entropy is what its name says, and stays finite where p rounds to 0 or 1.
func TestBinaryCrossEntropy(t *testing.T) {
	l := MustLookup(Losses, "binary_cross_entropy")
	f := expr.Compile(l.Value(nil), "y", "t")
	for _, y := range away {
		p := 1 / (1 + math.Exp(-y))
		for _, target := range []float64{0, 0.25, 1} {
			want := -target*math.Log(p) - (1-target)*math.Log(1-p)
			if got := f(y, target); !near(got, want, 1e-12) {
				t.Errorf("y=%v t=%v: %v, want %v", y, target, got, want)
			}
		}
	}
	for _, c := range []struct{ y, t, want float64 }{{800, 1, 0}, {800, 0, 800}, {-800, 0, 0}, {-800, 1, 800}} {
		if got := f(c.y, c.t); got != c.want {
			t.Errorf("y=%v t=%v: %v, want %v", c.y, c.t, got, c.want)
		}
	}
}

func TestMaxSlope(t *testing.T) {
	for _, c := range []struct {
		name      string
		args      Args
		largest   float64
		saturates bool
	}{
		{"linear", nil, 1, false},
		{"relu", nil, 1, false},
		{"leaky_relu", Args{"alpha": 0.01}, 1, false},
		{"leaky_relu", Args{"alpha": -2}, 2, false},
		{"sigmoid", nil, 0.25, true},
		{"tanh", nil, 1, true},
		{"softmax", nil, 1, false},
	} {
		largest, saturates := MustLookup(Activations, c.name).MaxSlope(c.args)
		if largest != c.largest || saturates != c.saturates {
			t.Errorf("%s %v: %v, %v; want %v, %v", c.name, c.args, largest, saturates, c.largest, c.saturates)
		}
	}
}

func near(got, want, bound float64) bool { return math.Abs(got-want) <= bound*max(1, math.Abs(want)) }

// A function is judged by its shape, however small its slope.
func TestSaturatingFormulas(t *testing.T) {
	for _, c := range []struct {
		src       string
		saturates bool
	}{
		{"1e-7*x", false}, {"5e-4*max(x, 0)", false}, {"1e-7*tanh(x)", true}, {"5*tanh(x)", true}, {"exp(-x*x)", true}, {"x*x", false},
	} {
		a, err := NewFormula(c.src)
		if err != nil {
			t.Fatal(err)
		}
		if _, saturates := a.MaxSlope(nil); saturates != c.saturates {
			t.Errorf("%s saturates: %v", c.src, saturates)
		}
	}
}

// A formula that takes the signal from the gradient everywhere is none; one that lets it pass somewhere is.
func TestFlatFormulas(t *testing.T) {
	for _, src := range []string{"floor(x)", "sign(x)", "x/(1-1)", "where(x > 0, 1, 0)", "floor(x)*sign(x) + 2", "x - x"} {
		if _, err := NewFormula(src); err == nil || err.Error() != "its slope is 0 everywhere, so nothing below it can learn" {
			t.Errorf("%s: %v", src, err)
		}
	}
	for _, src := range []string{"x + floor(x)", "x*sign(x)", "where(x > 0, 1, x)"} {
		if _, err := NewFormula(src); err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
}

// Constants that leave float32, or float64, are found in the function and in its slope.
func TestUnfit(t *testing.T) {
	for _, c := range []struct{ src, want32, want64 string }{
		{"x*sigmoid(1.702*x)", "", ""},
		{"1e60*x", "1e+60 is not finite in float32", ""},
		{"x*1e30*1e30", "in its slope, 1e+60 is not finite in float32", ""},
		{"x*1e-30*1e-30", "in its slope, 1e-60 is 0 in float32", ""},
		{"x*1e308*10", "1e+308 is not finite in float32", "in its slope, 1e+308 * 10.0 is not finite"},
	} {
		a, err := NewFormula(c.src)
		if err != nil {
			t.Fatal(err)
		}
		for bits, want := range map[int]string{32: c.want32, 64: c.want64} {
			got := ""
			if err := a.Unfit(bits); err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("%s in %d bits: %q, want %q", c.src, bits, got, want)
			}
		}
	}
}

// TestInfiniteLogits holds that a logit without end on the wrong side costs without end: it was NaN, which says less.
func TestInfiniteLogits(t *testing.T) {
	for _, l := range Losses {
		if l.Name != "binary_cross_entropy" {
			continue
		}
		f := expr.Compile(l.Value(nil), "y", "t")
		for _, target := range []float64{0, 1} {
			if got := f(math.Inf(1-2*int(target)), target); !math.IsInf(got, 1) {
				t.Errorf("%s of an infinite logit against the target %v is %v, want +Inf", l.Name, target, got)
			}
		}
	}
}
