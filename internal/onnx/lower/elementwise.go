package lower

import (
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/onnx"
)

// formulas are the operators that are a formula of their inputs.
var formulas = map[string]string{
	"Abs": "abs(x)", "Neg": "-x", "Relu": "max(x, 0)", "Sign": "sign(x)", "Exp": "exp(x)", "Log": "log(x)", "Sqrt": "sqrt(x)",
	"Reciprocal": "1/x", "Floor": "floor(x)", "Ceil": "-floor(-x)", "Sin": "sin(x)", "Cos": "cos(x)", "Tan": "sin(x)/cos(x)",
	"Sigmoid": "sigmoid(x)", "Tanh": "tanh(x)", "Erf": "erf(x)", "Softplus": "softplus(x)", "Softsign": "x/(1 + abs(x))",
	"Mish": "x*tanh(softplus(x))", "HardSwish": "x*min(max(x/6 + 0.5, 0), 1)",
	"Sinh": "0.5*(expm1(x) - expm1(-x))", "Cosh": "0.5*(exp(x) + exp(-x))", "Atanh": "0.5*(log1p(x) - log1p(-x))",
	"Asinh": "sign(x)*log1p(abs(x) + x*x/(1 + sqrt(1 + x*x)))", "Acosh": "log1p(x - 1 + sqrt((x - 1)*(x + 1)))",
	"Round": "where(abs(x - floor(x) - 0.5) <= 0, 2*floor(0.5*x + 0.25), floor(x + 0.5))",
	"Add":   "x + y", "Sub": "x - y", "Mul": "x*y", "Div": "x/y", "Pow": "pow(x, y)", "PRelu": "where(x < 0, y*x, x)",
}

// truths are the operators whose formula is a truth value.
var truths = map[string]string{
	"Greater": "where(x > y, 1, 0)", "GreaterOrEqual": "where(x >= y, 1, 0)", "Less": "where(x < y, 1, 0)",
	"LessOrEqual": "where(x <= y, 1, 0)", "Equal": "where(x >= y, where(x <= y, 1, 0), 0)", "And": "x*y", "Or": "max(x, y)", "Xor": "abs(x - y)", "Not": "1 - x",
	"IsNaN": "where(x <= 0, 0, where(x > 0, 0, 1))",
}

// scalars make the formula of an operator from its attributes; "a" and "b" are numbers.
var scalars = map[string]func(c *call) string{
	"LeakyRelu": func(c *call) string { return bind("where(x >= 0, x, a*x)", c.Float("alpha", 0.01), 0) },
	"Elu":       func(c *call) string { return bind("where(x > 0, x, a*expm1(x))", c.Float("alpha", 1), 0) },
	"Celu":      func(c *call) string { return bind("where(x > 0, x, a*expm1(x/a))", c.Float("alpha", 1), 0) },
	"Selu": func(c *call) string {
		gamma := c.Float("gamma", 1.0507009873554805)
		return bind("where(x > 0, a*x, b*expm1(x))", gamma, gamma*c.Float("alpha", 1.6732632423543772))
	},
	"HardSigmoid": func(c *call) string {
		return bind("min(max(a*x + b, 0), 1)", c.Float("alpha", 0.2), c.Float("beta", 0.5))
	},
	"ThresholdedRelu": func(c *call) string { return bind("where(x > a, x, 0)", c.Float("alpha", 1), 0) },
	"Shrink": func(c *call) string {
		return bind("where(x < -a, x + b, where(x > a, x - b, 0))", c.Float("lambd", 0.5), c.Float("bias", 0))
	},
	"Swish": func(c *call) string { return bind("x*sigmoid(a*x)", c.Float("alpha", 1), 0) },
	"Gelu": func(c *call) string {
		switch kind := c.Text("approximate", "none"); kind {
		case "none":
			return "0.5*x*(1 + erf(0.7071067811865476*x))"
		case "tanh":
			return "0.5*x*(1 + tanh(0.7978845608028654*(x + 0.044715*x*x*x)))"
		default:
			fail("the approximation %q is not understood", kind)
			return ""
		}
	},
}

// bind puts numbers into a formula.
func bind(src string, a, b float64) string {
	need(numbers.Finite(a) && numbers.Finite(b), "its attributes %g and %g are not finite", a, b)
	e := expr.MustParse(src, "x", "a", "b")
	return expr.Bind(e, map[string]float64{"a": shortest(a), "b": shortest(b)}).String()
}

// elementwise lists the operators that compute each entry on its own.
func elementwise() map[string]rule {
	list := map[string]rule{
		"Clip": {1, 3, clip}, "Identity": {1, 1, identity}, "Dropout": {1, 3, dropout}, "Cast": {1, 1, cast}, "CastLike": {2, 2, cast},
		"Where": {3, 3, where}, "Sum": {1, math.MaxInt16, folded("x + y")}, "Max": {1, math.MaxInt16, folded("max(x, y)")},
		"Min": {1, math.MaxInt16, folded("min(x, y)")}, "Mean": {1, math.MaxInt16, mean},
		"Add": {2, 2, arithmetic}, "Sub": {2, 2, arithmetic}, "Mul": {2, 2, arithmetic}, "Div": {2, 2, arithmetic}, "Pow": {2, 2, pow}, "PRelu": {2, 2, prelu},
	}
	for name, src := range formulas {
		if _, own := list[name]; !own {
			list[name] = rule{1, 1, func(c *call) []*value { return one(c.b.entrywise(src, c.in[0].numeric().elem, c.in[0])) }}
		}
	}
	for name, src := range truths {
		inputs := len(variablesOf(src))
		list[name] = rule{inputs, inputs, func(c *call) []*value { return one(c.b.entrywise(src, onnx.Bool, c.alike()...)) }}
	}
	for name, f := range scalars {
		list[name] = rule{1, 1, func(c *call) []*value { return one(c.b.entrywise(f(c), c.in[0].numeric().elem, c.in[0])) }}
	}
	return list
}

// variablesOf lists the variables that a formula of one or two of them mentions.
func variablesOf(src string) (list []string) {
	for _, v := range variables[:2] {
		if expr.Mentions(expr.MustParse(src, variables[:2]...), v) {
			list = append(list, v)
		}
	}
	return list
}

// numeric refuses a value whose numbers cannot be computed with as floating point.
func (v *value) numeric() *value {
	need(v.elem.IsFloat() || v.elem == onnx.Bool || v.known != nil || small(v.elem), "it computes with %v, which float32 cannot hold", v.elem)
	return v
}

// small reports whether float32 holds all integers of a type.
func small(e elem) bool {
	if !e.IsInt() {
		return false
	}
	low, high := e.Bounds()
	return low >= -1<<24 && high <= 1<<24
}

// alike are the inputs, which must be of one type that can be computed with.
func (c *call) alike() []*value {
	for _, v := range c.in {
		need(v != nil && v.elem == c.in[0].elem, "its inputs are of different types")
		v.numeric()
		need(v.sizes == nil, "it computes with the size of the batch")
	}
	if len(c.in) == 2 && c.before(7) {
		c.laidAlong()
	}
	return c.in
}

// laidAlong gives a constant axes of size 1 behind its own, as opset 6 lays it along the first input from an axis on.
func (c *call) laidAlong() {
	y := c.in[1]
	if c.Int("broadcast", 0) == 0 || !c.Has("axis") || size(y.dims) == 1 {
		c.Skip("axis")
		return
	}
	rank := int64(c.in[0].rank())
	start := c.Int("axis", 0)
	if start < 0 {
		start += rank
	}
	need(y.known != nil && !y.batched && start >= 0 && start+int64(y.rank()) <= rank, "the broadcasting of opset 6 is not understood for what is computed")
	t := *y.known
	t.Dims = slices.Concat(t.Dims, ones(int(rank-start)-len(t.Dims)))
	c.in[1] = constant(&t)
}

// arithmetic is + - * / of two values. Integers are refused where they would be rounded.
func arithmetic(c *call) []*value {
	in := c.alike()
	x, y := in[0], in[1]
	need(c.n.Op != "Div" || x.elem.IsFloat(), "it divides integers")
	need(x.elem.IsFloat() || x.elem == onnx.Bool, "it computes with %v, which may overflow", x.elem)
	if c.n.Op == "Add" {
		for _, in := range [][2]*value{{x, y}, {y, x}} {
			if v := c.b.plusBias(in[0], in[1]); v != nil {
				return one(v)
			}
		}
	}
	return one(c.b.combined(c.n.Op, x, y))
}

func pow(c *call) []*value {
	if c.before(7) {
		c.alike()
	}
	x, y := c.in[0].numeric(), c.in[1].numeric()
	need(x.elem.IsFloat(), "it computes with %v", x.elem)
	src := "pow(x, y)"
	if p, ok := y.number(); ok {
		switch p {
		case 1:
			return one(c.b.entrywise("x", x.elem, x))
		case 2:
			src = "x*x"
		case 3:
			src = "x*x*x"
		case 0.5:
			src = "sqrt(x)"
		case -1:
			src = "1/x"
		}
	}
	if src != "pow(x, y)" {
		return one(c.b.entrywise(src, x.elem, x))
	}
	return one(c.b.entrywise(src, x.elem, x, y))
}

// prelu with a slope for each entry is relu(x) + slope·min(x, 0).
func prelu(c *call) []*value {
	x, slope := c.in[0].numeric(), c.in[1].numeric()
	need(x.elem.IsFloat(), "it computes with %v", x.elem)
	if c.before(7) && slope.known != nil && len(slope.dims) == 1 && slope.dims[0] > 1 {
		t := *slope.known
		t.Dims = append([]int{t.Dims[0]}, make([]int, x.rank()-2)...)
		for i := range t.Dims[1:] {
			t.Dims[i+1] = 1
		}
		slope = constant(&t)
	}
	if _, single := slope.number(); single || slope.known == nil {
		return one(c.b.entrywise("where(x < 0, y*x, x)", x.elem, x, slope))
	}
	x = c.b.named(x)
	low := c.b.combined("Mul", c.b.named(c.b.entrywise("min(x, 0)", x.elem, x)), slope)
	return one(c.b.entrywise("max(x, 0) + y", x.elem, x, low))
}

// named makes a layer of a value that is read more than once.
func (b *builder) named(v *value) *value {
	if v.row() {
		b.layer(v)
		c := *v
		c.f = nil
		return &c
	}
	return v
}

func clip(c *call) []*value {
	x := c.in[0].numeric()
	low, high := math.Inf(-1), math.Inf(1)
	if c.before(11) {
		low, high = c.Float("min", low), c.Float("max", high)
	} else {
		low, high = c.bound(1, low), c.bound(2, high)
	}
	need(!math.IsNaN(low) && !math.IsNaN(high), "a bound is no number")
	if low > -math.MaxFloat32 {
		need(numbers.Finite(low), "its bound is %g", low)
		x = c.b.entrywise(fmt.Sprintf("max(x, %s)", expr.FormatNum(low)), x.elem, x)
	}
	if high < math.MaxFloat32 {
		need(numbers.Finite(high), "its bound is %g", high)
		x.uses = 1
		x = c.b.entrywise(fmt.Sprintf("min(x, %s)", expr.FormatNum(high)), x.elem, x)
	}
	return one(x)
}

// bound is the number that an input holds, if it is there.
func (c *call) bound(i int, def float64) float64 {
	v := c.opt(i)
	if v == nil {
		return def
	}
	c.constant(i)
	need(size(v.dims) == 1, "its bound has the shape %v", v.dims)
	if t := v.known; t.Elem.IsFloat() && math.IsInf(t.Floats[0], 0) {
		return t.Floats[0]
	}
	x, _ := v.number()
	return x
}

func identity(c *call) []*value { return one(c.in[0]) }

// dropout changes nothing where a model predicts.
func dropout(c *call) []*value {
	c.Skip("ratio", "seed", "is_test")
	if v := c.opt(2); v != nil {
		x, ok := v.number()
		need(ok && x == 0, "it is in training mode: export the model for prediction")
	}
	return one(c.in[0])
}

// cast changes nothing where the numbers stay what they are.
func cast(c *call) []*value {
	c.Skip("saturate", "round_mode")
	v := *c.in[0]
	var to onnx.Elem
	if c.n.Op == "Cast" {
		to = elem(c.Int("to", 0))
	} else {
		to = c.in[1].elem
	}
	switch {
	case to.IsFloat() && (to != onnx.BFloat16 || v.elem == to) && v.elem != onnx.String:
	case to == v.elem:
	case to == onnx.Bool && (v.elem.IsFloat() || small(v.elem)):
		return one(c.b.entrywise("where(x >= 0, where(x <= 0, 0, 1), 1)", to, &v))
	case v.elem == onnx.Bool && to.IsInt():
	case small(v.elem) && wide(v.elem, to):
	default:
		fail("a cast from %v to %v is not understood", v.elem, to)
	}
	v.elem, v.uses = to, 0
	return one(&v)
}

// wide reports whether a type holds all integers of another.
func wide(from, to elem) bool {
	if !to.IsInt() || to == onnx.Bool {
		return false
	}
	a, b := from.Bounds()
	low, high := to.Bounds()
	return low <= a && high >= b
}

func where(c *call) []*value {
	x, y := c.in[1].numeric(), c.in[2].numeric()
	need(c.in[0].elem == onnx.Bool && x.elem == y.elem, "its inputs are of types that do not fit")
	if c.in[0].known != nil {
		if t, ok := c.in[0].number(); ok && sameDims(c.in[0], x, y) {
			return one(map[bool]*value{true: x, false: y}[t != 0])
		}
	}
	return one(c.b.entrywise("where(x > 0.5, y, z)", x.elem, c.in[0], x, y))
}

// sameDims reports whether values have one shape, so that one may stand for the result.
func sameDims(list ...*value) bool {
	for _, v := range list[1:] {
		if fmt.Sprint(v.dims, v.batched) != fmt.Sprint(list[1].dims, list[1].batched) {
			return false
		}
	}
	return len(list[0].dims) == 0
}

// folded is an operator of any number of values.
func folded(src string) func(c *call) []*value {
	return func(c *call) []*value {
		in := c.alike()
		out := in[0]
		for i, v := range in[1:] {
			if i > 0 {
				out.uses = 1
			}
			out = c.b.entrywise(src, out.elem, out, v)
		}
		return one(out)
	}
}

func mean(c *call) []*value {
	n := float64(len(c.in))
	sum := *folded("x + y")(c)[0]
	if n == 1 {
		return one(&sum)
	}
	sum.uses = 1
	return one(c.b.entrywise("x/"+expr.FormatNum(n), sum.elem, &sum))
}
