package expr

import "math"

// Func is a function that formulas may call.
type Func struct {
	Name string
	Doc  string
	// Args are the names of the parameters, as used in D.
	Args []string
	// D holds the partial derivative by each parameter, as formulas. Where a function has a kink, D takes the
	// one-sided value that PyTorch takes.
	D []string
	// Go is where Go has the function in float64: "math", "builtin", or "" for nngen's runtime.
	Go string
	// Eval computes the function of its first arguments, as many as it has; a comparison arrives as 1 or 0.
	Eval func(x, y, z float64) float64
}

var funcs = []*Func{
	{"exp", "e to the power x", args1, []string{"exp(x)"}, "math", of1(math.Exp)},
	{"expm1", "exp(x) - 1, exact near 0", args1, []string{"exp(x)"}, "math", of1(math.Expm1)},
	{"log", "natural logarithm", args1, []string{"1/x"}, "math", of1(math.Log)},
	{"log1p", "log(1 + x), exact near 0", args1, []string{"1/(1 + x)"}, "math", of1(math.Log1p)},
	{"sqrt", "square root", args1, []string{"0.5/sqrt(x)"}, "math", of1(math.Sqrt)},
	{"abs", "absolute value", args1, []string{"sign(x)"}, "math", of1(math.Abs)},
	{"sign", "-1, 0 or 1", args1, []string{"0"}, "", of1(sign)},
	{"tanh", "hyperbolic tangent", args1, []string{"1 - tanh(x)*tanh(x)"}, "math", of1(math.Tanh)},
	{"sigmoid", "1 / (1 + exp(-x))", args1, []string{"sigmoid(x)*(1 - sigmoid(x))"}, "", of1(sigmoid)},
	{"softplus", "log(1 + exp(x))", args1, []string{"sigmoid(x)"}, "", of1(softplus)},
	{"sin", "sine", args1, []string{"cos(x)"}, "math", of1(math.Sin)},
	{"cos", "cosine", args1, []string{"-sin(x)"}, "math", of1(math.Cos)},
	{"floor", "the largest whole number not above x", args1, []string{"0"}, "math", of1(math.Floor)},
	{"round", "the nearest whole number, of two equally near ones the even", args1, []string{"0"}, "", of1(math.RoundToEven)},
	{"erf", "error function", args1, []string{"1.1283791670955126*exp(-x*x)"}, "math", of1(math.Erf)},
	{"pow", "x to the power y", args2, []string{"y*pow(x, y - 1)", "pow(x, y)*log(x)"}, "math", of2(math.Pow)},
	{"max", "the larger of x and y", args2, []string{"where(x > y, 1, 0)", "where(x > y, 0, 1)"}, "builtin", of2(func(x, y float64) float64 { return max(x, y) })},
	{"min", "the smaller of x and y", args2, []string{"where(x < y, 1, 0)", "where(x < y, 0, 1)"}, "builtin", of2(func(x, y float64) float64 { return min(x, y) })},
	selectFunc,
}

var selectFunc = &Func{
	"where", "a where the comparison c holds, else b", []string{"c", "a", "b"},
	[]string{"0", "where(c, 1, 0)", "where(c, 0, 1)"}, "",
	func(c, a, b float64) float64 {
		if c != 0 {
			return a
		}
		return b
	},
}

var (
	args1 = []string{"x"}
	args2 = []string{"x", "y"}
)

// Funcs lists the functions of the language in a fixed order.
func Funcs() []*Func { return funcs }

func lookup(name string) *Func {
	for _, f := range funcs {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// IsSelect reports whether e is a call of where.
func IsSelect(e Expr) bool {
	c, ok := e.(*Call)
	return ok && c.Fn == selectFunc
}

// HasSelect reports whether select is called anywhere in e.
func HasSelect(e Expr) bool {
	found := false
	walk(e, func(e Expr) { found = found || IsSelect(e) })
	return found
}

func of1(f func(float64) float64) func(x, y, z float64) float64 {
	return func(x, _, _ float64) float64 { return f(x) }
}

func of2(f func(x, y float64) float64) func(x, y, z float64) float64 {
	return func(x, y, _ float64) float64 { return f(x, y) }
}

// sigmoid never overflows: the exponent is never positive.
func sigmoid(x float64) float64 {
	e := math.Exp(-math.Abs(x))
	if x < 0 {
		return e / (1 + e)
	}
	return 1 / (1 + e)
}

// softplus never overflows: the exponent is never positive.
func softplus(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x // 0, -0 and NaN
}
