package vector

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/expr"
)

// kernels are what the kernels of the steps compute of one entry.
var kernels = map[string]func(a ...float64) float64{
	"plus": func(a ...float64) float64 { return a[0] + a[1] }, "minus": func(a ...float64) float64 { return a[0] - a[1] },
	"times": func(a ...float64) float64 { return a[0] * a[1] }, "over": func(a ...float64) float64 { return a[0] / a[1] },
	"plusNum": func(a ...float64) float64 { return a[0] + a[1] }, "numMinus": func(a ...float64) float64 { return a[1] - a[0] },
	"timesNum": func(a ...float64) float64 { return a[0] * a[1] }, "overNum": func(a ...float64) float64 { return a[0] / a[1] },
	"numOver": func(a ...float64) float64 { return a[1] / a[0] }, "larger": func(a ...float64) float64 { return max(a[0], a[1]) },
	"smaller": func(a ...float64) float64 { return min(a[0], a[1]) }, "largerNum": func(a ...float64) float64 { return max(a[0], a[1]) },
	"smallerNum": func(a ...float64) float64 { return min(a[0], a[1]) }, "clamp": func(a ...float64) float64 { return min(max(a[0], a[1]), a[2]) },
	"less": func(a ...float64) float64 { return truth(a[0] < a[1]) }, "atMost": func(a ...float64) float64 { return truth(a[0] <= a[1]) },
	"lessNum": func(a ...float64) float64 { return truth(a[0] < a[1]) }, "atMostNum": func(a ...float64) float64 { return truth(a[0] <= a[1]) },
	"moreNum": func(a ...float64) float64 { return truth(a[0] > a[1]) }, "atLeastNum": func(a ...float64) float64 { return truth(a[0] >= a[1]) },
	"keep": func(a ...float64) float64 { return pick(a[0], a[1], 0) }, "where": func(a ...float64) float64 { return pick(a[0], a[1], a[2]) },
	"pow": func(a ...float64) float64 { return math.Pow(a[0], a[1]) }, Copy: func(a ...float64) float64 { return a[0] },
}

func truth(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

func pick(c, yes, no float64) float64 {
	if c != 0 {
		return yes
	}
	return no
}

// kernel is what a kernel computes: functions are named as in formulas.
func kernel(t *testing.T, name string) func(a ...float64) float64 {
	if k := kernels[name]; k != nil {
		return k
	}
	i := slices.IndexFunc(expr.Funcs(), func(f *expr.Func) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no kernel %s", name)
	}
	return func(a ...float64) float64 { return expr.Funcs()[i].Eval(a[0], 0, 0) }
}

// run takes the steps for one entry of each operand. The result lies where the first operand does.
func run(t *testing.T, c *Code, operands, numbers map[string]float64) (sum, result float64) {
	t.Helper()
	held, over := make([]float64, c.Held), ""
	value := func(p Place) float64 {
		switch p.Kind {
		case Held:
			return held[p.Index]
		case Filled:
			return at(c.Filled[p.Index], numbers)
		case Number:
			return at(p.Value, numbers)
		case Result:
			t.Fatal("a step reads the result")
		}
		if p.Name == over {
			t.Fatal("a step reads an operand that the result has overwritten")
		}
		return operands[p.Name]
	}
	for _, s := range c.Steps {
		var args []float64
		for _, a := range s.Args {
			args = append(args, value(a))
		}
		switch {
		case s.Kernel == Sum:
			sum += args[0]
		case s.Dst.Kind == Result:
			result = kernel(t, s.Kernel)(args...)
			if len(c.Operands) > 0 {
				over = c.Operands[0]
			}
		default:
			held[s.Dst.Index] = kernel(t, s.Kernel)(args...)
		}
	}
	return sum, result
}

func at(e expr.Expr, values map[string]float64) float64 {
	var names []string
	var list []float64
	for name, v := range values {
		names, list = append(names, name), append(list, v)
	}
	return expr.Compile(e, names...)(list...)
}

var formulas = []string{"-x", "x + 1", "x - 1", "1 - x", "2/x", "x/3", "x/4", "x*y", "x - y", "x/y", "max(x, y)", "min(0.5, x)", "max(x, 2)",
	"min(max(x, -1), 1)", "max(min(1, x), -1)", "min(max(x, 2), 1)", "max(max(x, 1), 2)", "where(x > 0, x, 0.1*x)", "where(x >= y, 1, 0)", "where(0 < x, y, 0)",
	"where(x <= 1, 0, y)", "where(x < y, 1, 2)", "where(1 > x, where(y > 0, x, y), where(y > 0, y, 1))", "pow(x, 2)", "pow(x, 3)", "pow(x, 4)", "pow(abs(x), 1.5)", "pow(2, x)",
	"x*tanh(softplus(x))", "sin(x)*cos(x) + sin(x)", "exp(-x*x)", "expm1(x)/x", "log(abs(x)) + log1p(x*x)", "sqrt(1 + x*x)", "floor(x) + sign(x)", "erf(x)*sigmoid(y)",
	"(x + y)*(x + y)", "x*y - y*x", "max(y, 0)*(1 - x) + max(-y, 0)*x + log1p(exp(-abs(y)))", "1/(1 + exp(-1.702*x))"}

// TestSteps holds the steps of formulas, alone and two in one go, to the formulas.
func TestSteps(t *testing.T) {
	for i, text := range formulas {
		f, other := parse(t, text), parse(t, formulas[(i+7)%len(formulas)])
		scaled := &expr.Binary{Op: "*", X: &expr.Binary{Op: "*", X: expr.Var("scale"), Y: expr.Num(2)}, Y: f}
		for _, v := range [][2]float64{{0.3, -0.7}, {-1.25, 2}, {2.5, 2.5}, {-0.125, -3}, {1, 0.5}} {
			numbers := map[string]float64{"scale": 0.75}
			operands := map[string]float64{"x": v[0], "y": v[1]}
			all := map[string]float64{"x": v[0], "y": v[1], "scale": 0.75}
			for _, both := range []Formulas{{Result: f}, {Sum: other, Result: f}, {Sum: f, Result: scaled, Numbers: []string{"scale"}}, {Sum: f, Result: f}, {Sum: f}} {
				code, ok := Compile(both)
				if !ok {
					t.Fatalf("%s has no steps", text)
				}
				sum, result := run(t, code, operands, numbers)
				if both.Sum != nil && !close(sum, at(both.Sum, all)) {
					t.Errorf("the sum of %s of %v is %v, want %v, by %s", both.Sum, all, sum, at(both.Sum, all), code)
				}
				if both.Result != nil && !close(result, at(both.Result, all)) {
					t.Errorf("%s of %v is %v, want %v, by %s", both.Result, all, result, at(both.Result, all), code)
				}
			}
		}
	}
}

// TestRandomFormulas holds the steps of formulas that are drawn to the formulas.
func TestRandomFormulas(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		f := parse(t, draw(r, 1+r.IntN(5)))
		code, ok := Compile(Formulas{Result: f})
		if !ok {
			continue
		}
		for range 3 {
			operands := map[string]float64{"x": math.Round(8*r.NormFloat64()) / 4, "y": r.NormFloat64()}
			want := at(f, operands)
			if _, got := run(t, code, operands, nil); !close(got, want) {
				t.Fatalf("%s of %v is %v, want %v, by %s", f, operands, got, want, code)
			}
		}
	}
}

// draw returns the text of a formula in x and y.
func draw(r *rand.Rand, depth int) string {
	if depth == 0 {
		return []string{"x", "y", "x", "y", "0.0", "1.0", "2.5", "-0.75"}[r.IntN(8)]
	}
	sub := func() string { return draw(r, depth-1-r.IntN(depth)) }
	switch r.IntN(4) {
	case 0, 1:
		return "(" + sub() + []string{" + ", " - ", " * ", " / "}[r.IntN(4)] + sub() + ")"
	case 2:
		return "where(" + sub() + []string{" < ", " <= ", " > ", " >= "}[r.IntN(4)] + sub() + ", " + sub() + ", " + sub() + ")"
	}
	f := expr.Funcs()[r.IntN(len(expr.Funcs())-1)] // where comes last
	var args []string
	for range f.Args {
		args = append(args, sub())
	}
	return f.Name + "(" + strings.Join(args, ", ") + ")"
}

func close(a, b float64) bool {
	return a == b || a != a && b != b || math.Abs(a-b) <= 1e-12*math.Abs(b)
}

func parse(t *testing.T, text string) expr.Expr {
	t.Helper()
	f, err := expr.Parse(text, "x", "y")
	if err != nil {
		t.Fatal(err)
	}
	return expr.Simplify(f)
}

// TestShared: what occurs twice is computed once, and no more blocks are held than are needed.
func TestShared(t *testing.T) {
	for text, want := range map[string]struct {
		kernels string
		held    int
	}{
		"sin(x)*sin(x) + sin(x)":                   {"sin, times, plus", 2},
		"x*min(max(x/6 + 0.5, 0), 1)":              {"overNum, plusNum, clamp, times", 1},
		"exp(-x*x)":                                {"times, timesNum, exp", 1},
		"((x + 1)*(x + 2))*((x + 3)*(x + 4))":      {"plusNum, plusNum, times, plusNum, plusNum, times, times", 3},
		"where(x > 0, x, 0)":                       {"moreNum, keep", 1},
		"where(x > 0, 2.0, where(x > 0, 3.0, x))":  {"moreNum, where, where", 2},
		"x/8 + max(0, x)":                          {"timesNum, largerNum, plus", 2},
		"where(y > 0, where(y < 6, 1, 0), 0)":      {"moreNum, lessNum, keep", 2},
		"softplus(x) - x*y":                        {"softplus, times, minus", 2},
		"max(x, y) + min(x, y) + where(x<y, 1, 0)": {"larger, smaller, plus, less, plus", 2},
	} {
		code, _ := Compile(Formulas{Result: parse(t, text)})
		if code.String() != want.kernels || code.Held != want.held {
			t.Errorf("%s: %s in %d blocks, want %s in %d", text, code, code.Held, want.kernels, want.held)
		}
	}
}

// TestNothingToDo: what is a number or an operand as it is has no steps.
func TestNothingToDo(t *testing.T) {
	for _, text := range []string{"x", "1", "where(1 > 0, x, y)"} {
		if code, ok := Compile(Formulas{Result: parse(t, text)}); ok {
			t.Errorf("%s has the steps %s", text, code)
		}
	}
}

// TestAllFunctions: every function of the language has steps.
func TestAllFunctions(t *testing.T) {
	for _, f := range expr.Funcs() {
		text := f.Name + "(" + strings.Join([]string{"x", "y", "x"}[:len(f.Args)], ", ") + ")"
		if f.Name == "where" {
			text = "where(x < y, x, y)"
		}
		if _, ok := Compile(Formulas{Result: parse(t, text)}); !ok {
			t.Errorf("%s has no steps", text)
		}
	}
}
