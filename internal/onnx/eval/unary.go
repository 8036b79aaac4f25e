package eval

import (
	"math"

	"github.com/nngen/nngen/internal/onnx"
)

// scalar makes the function of an operator that computes each number on its own, from the operator's attributes.
type scalar func(c *call) func(x float64) float64

func plain(f func(float64) float64) scalar {
	return func(*call) func(float64) float64 { return f }
}

var scalars = map[string]scalar{
	"Acos": plain(math.Acos), "Acosh": plain(math.Acosh), "Asin": plain(math.Asin), "Asinh": plain(math.Asinh), "Atan": plain(math.Atan),
	"Atanh": plain(math.Atanh), "Ceil": plain(math.Ceil), "Cos": plain(math.Cos), "Cosh": plain(math.Cosh), "Erf": plain(math.Erf),
	"Exp": plain(math.Exp), "Floor": plain(math.Floor), "Log": plain(math.Log), "Reciprocal": plain(func(x float64) float64 { return 1 / x }),
	"Round": plain(math.RoundToEven), "Sigmoid": plain(sigmoid), "Sin": plain(math.Sin), "Sinh": plain(math.Sinh), "Softplus": plain(softplus),
	"Softsign": plain(func(x float64) float64 { return x / (1 + math.Abs(x)) }), "Sqrt": plain(math.Sqrt), "Tan": plain(math.Tan),
	"Tanh": plain(math.Tanh), "Mish": plain(func(x float64) float64 { return x * math.Tanh(softplus(x)) }),
	"HardSwish": plain(func(x float64) float64 { return x * clip(x/6+0.5, 0, 1) }),
	"LeakyRelu": func(c *call) func(float64) float64 { return leaky(c.Float("alpha", 0.01)) },
	"Elu":       func(c *call) func(float64) float64 { return elu(1, c.Float("alpha", 1), 1) },
	"Celu": func(c *call) func(float64) float64 {
		a := c.Float("alpha", 1)
		return elu(1, a, a)
	},
	"Selu": func(c *call) func(float64) float64 {
		gamma := c.Float("gamma", 1.0507009873554805)
		return elu(gamma, gamma*c.Float("alpha", 1.6732632423543772), 1)
	},
	"HardSigmoid": func(c *call) func(float64) float64 {
		alpha, beta := c.Float("alpha", 0.2), c.Float("beta", 0.5)
		return func(x float64) float64 { return clip(alpha*x+beta, 0, 1) }
	},
	"ThresholdedRelu": func(c *call) func(float64) float64 {
		alpha := c.Float("alpha", 1)
		return func(x float64) float64 { return pick(x > alpha, x, zeroOrNaN(x)) }
	},
	"Shrink": func(c *call) func(float64) float64 { return shrink(c.Float("lambd", 0.5), c.Float("bias", 0)) },
	"Gelu":   func(c *call) func(float64) float64 { return gelu(c.Text("approximate", "none")) },
	"Swish": func(c *call) func(float64) float64 {
		alpha := c.Float("alpha", 1)
		return func(x float64) float64 { return x * sigmoid(alpha*x) }
	},
}

// elementwise lists the operators that compute each element on its own.
func elementwise() map[string]operator {
	ops := map[string]operator{
		"Abs":      {1, 1, mapped(math.Abs, func(x int64) int64 { return max(x, -x) })},
		"Neg":      {1, 1, mapped(func(x float64) float64 { return -x }, func(x int64) int64 { return -x })},
		"Relu":     {1, 1, mapped(relu, func(x int64) int64 { return max(x, 0) })},
		"Sign":     {1, 1, mapped(sign, func(x int64) int64 { return int64(sign(float64(x))) })},
		"Not":      {1, 1, truth(func(x float64) bool { return x == 0 }, onnx.Bool)},
		"IsNaN":    {1, 1, truth(math.IsNaN, 0)},
		"IsInf":    {1, 1, isInf},
		"Identity": {1, 1, func(c *call) []*Tensor { return one(c.in[0]) }},
		"Dropout":  {1, 3, dropout},
		"Clip":     {1, 3, clipTensor},
		"Cast":     {1, 1, cast},
		"CastLike": {2, 2, func(c *call) []*Tensor { c.Skip("saturate"); return one(castTo(c.in[0], c.in[1].Elem)) }},
	}
	for name, s := range scalars {
		ops[name] = operator{1, 1, func(c *call) []*Tensor { return one(mapFloats(c.floats(0), s(c))) }}
	}
	return ops
}

func mapFloats(t *Tensor, f func(float64) float64) *Tensor {
	out := &Tensor{Elem: t.Elem, Dims: t.Dims, Floats: make([]float64, len(t.Floats))}
	for i, x := range t.Floats {
		out.Floats[i] = f(x)
	}
	return out
}

func mapped(f func(float64) float64, g func(int64) int64) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		t := c.in[0]
		if t.Elem.IsFloat() {
			return one(mapFloats(t, f))
		}
		out := newInts(t.Elem, t.Dims...)
		for i, x := range whole(t) {
			out.Ints[i] = fit(g(x), t.Elem)
		}
		return one(out)
	}
}

// fit is x, which must be a number of the type.
func fit(x int64, elem onnx.Elem) int64 {
	low, high := elem.Bounds()
	need(x >= low && x <= high, "%d does not fit %v", x, elem)
	return x
}

func truth(f func(float64) bool, elem onnx.Elem) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		t := c.in[0]
		need(elem == 0 && t.Elem.IsFloat() || t.Elem == elem, "its input holds %v", t.Elem)
		out := newInts(onnx.Bool, t.Dims...)
		for i := range out.Ints {
			out.Ints[i] = bit(f(at(t, i)))
		}
		return one(out)
	}
}

// at is element i as a number.
func at(t *Tensor, i int) float64 {
	if t.Elem.IsFloat() {
		return t.Floats[i]
	}
	return float64(t.Ints[i])
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func isInf(c *call) []*Tensor {
	low, high := c.Int("detect_negative", 1) != 0, c.Int("detect_positive", 1) != 0
	return truth(func(x float64) bool { return low && math.IsInf(x, -1) || high && math.IsInf(x, 1) }, 0)(c)
}

// dropout changes nothing where a model predicts.
func dropout(c *call) []*Tensor {
	c.Skip("ratio", "seed", "is_test")
	if t := c.opt(2); t != nil && !c.before(12) {
		need(integer(t) == 0, "it is in training mode: export the model for prediction")
	}
	kept := newInts(onnx.Bool, c.in[0].Dims...)
	for i := range kept.Ints {
		kept.Ints[i] = 1
	}
	return []*Tensor{c.in[0], kept}
}

func clipTensor(c *call) []*Tensor {
	low, high := math.Inf(-1), math.Inf(1)
	if c.before(11) {
		low, high = c.Float("min", low), c.Float("max", high)
	} else {
		if t := c.opt(1); t != nil {
			low = number(t)
		}
		if t := c.opt(2); t != nil {
			high = number(t)
		}
	}
	return mapped(func(x float64) float64 { return clip(x, low, high) },
		func(x int64) int64 { return int64(clip(float64(x), low, high)) })(c)
}

func clip(x, low, high float64) float64 { return min(max(x, low), high) }

func relu(x float64) float64 { return max(x, 0) }

func sign(x float64) float64 {
	if x == 0 || math.IsNaN(x) {
		return x
	}
	return math.Copysign(1, x)
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func softplus(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

func leaky(alpha float64) func(float64) float64 {
	return func(x float64) float64 { return pick(x >= 0, x, alpha*x) }
}

// elu is slope·x where positive, else limit·(exp(x/width) − 1).
func elu(slope, limit, width float64) func(float64) float64 {
	return func(x float64) float64 {
		if x > 0 {
			return slope * x
		}
		return limit * math.Expm1(x/width)
	}
}

func shrink(lambd, bias float64) func(float64) float64 {
	return func(x float64) float64 {
		switch {
		case x < -lambd:
			return x + bias
		case x > lambd:
			return x - bias
		}
		return zeroOrNaN(x)
	}
}

func gelu(approximate string) func(float64) float64 {
	switch approximate {
	case "none":
		return func(x float64) float64 { return 0.5 * x * (1 + math.Erf(x/math.Sqrt2)) }
	case "tanh":
		return func(x float64) float64 { return 0.5 * x * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x))) }
	}
	fail("the approximation %q of gelu is not understood", approximate)
	return nil
}

func pick[T int | float64](c bool, a, b T) T {
	if c {
		return a
	}
	return b
}

func zeroOrNaN(x float64) float64 { return pick(math.IsNaN(x), x, 0) }
