package eval

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// pairwise lists the operators of several tensors that are broadcast to each other.
func pairwise() map[string]operator {
	return map[string]operator{
		"Add":   {2, 2, paired(func(x, y float64) float64 { return x + y }, func(x, y int64) int64 { return x + y })},
		"Sub":   {2, 2, paired(func(x, y float64) float64 { return x - y }, func(x, y int64) int64 { return x - y })},
		"Mul":   {2, 2, paired(func(x, y float64) float64 { return x * y }, func(x, y int64) int64 { return x * y })},
		"Div":   {2, 2, paired(func(x, y float64) float64 { return x / y }, intDiv)},
		"Mod":   {2, 2, mod},
		"Pow":   {2, 2, pow},
		"PRelu": {2, 2, prelu},
		"Max":   {1, many, folded(func(x, y float64) float64 { return max(x, y) }, func(x, y int64) int64 { return max(x, y) })},
		"Min":   {1, many, folded(func(x, y float64) float64 { return min(x, y) }, func(x, y int64) int64 { return min(x, y) })},
		"Sum":   {1, many, folded(func(x, y float64) float64 { return x + y }, nil)},
		"Mean":  {1, many, mean},
		"Where": {3, 3, func(c *call) []*Tensor {
			need(c.in[0].Elem == onnx.Bool, "its condition holds %v", c.in[0].Elem)
			return one(Where(c.in[0], c.in[1], c.in[2]))
		}},
		"BitwiseAnd": {2, 2, ints(func(x, y int64) int64 { return x & y })},
		"BitwiseOr":  {2, 2, ints(func(x, y int64) int64 { return x | y })},
		"BitwiseXor": {2, 2, ints(func(x, y int64) int64 { return x ^ y })},
	}
}

// paired is an operator of two tensors.
func paired(f func(x, y float64) float64, g func(x, y int64) int64) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		c.alike()
		return c.pair(f, g)
	}
}

// alike refuses inputs of different types, and the broadcasting of opset 6, which has to be asked for.
func (c *call) alike() {
	need(c.in[0].Elem == c.in[1].Elem, "its inputs hold %v and %v", c.in[0].Elem, c.in[1].Elem)
	if c.before(7) {
		c.in[1] = oldBroadcast(c, c.in[0], c.in[1])
	}
}

// oldBroadcast gives the second tensor axes of size 1 as opset 6 does: it is laid along the first from an axis on.
func oldBroadcast(c *call, x, y *Tensor) *Tensor {
	if c.Int("broadcast", 0) == 0 {
		c.Skip("axis")
		need(len(x.Dims) == len(y.Dims), "its shapes %v and %v differ", x.Dims, y.Dims)
		return y
	}
	if !c.Has("axis") || product(y.Dims) == 1 {
		c.Skip("axis")
		return y
	}
	start := axis(c.Int("axis", 0), len(x.Dims)+1)
	dims := append([]int{}, y.Dims...)
	for len(dims)+start < len(x.Dims) {
		dims = append(dims, 1)
	}
	return shaped(y, dims)
}

func (c *call) pair(f func(x, y float64) float64, g func(x, y int64) int64) []*Tensor {
	return one(both(c.in[0], c.in[1], f, g))
}

// both computes an element from one of each tensor.
func both(x, y *Tensor, f func(x, y float64) float64, g func(x, y int64) int64) *Tensor {
	dims := broadcast(x.Dims, y.Dims)
	i, j := Spread(dims, x.Dims), Spread(dims, y.Dims)
	if x.Elem.IsFloat() {
		out := newFloats(dims...)
		out.Elem = x.Elem
		for k := range out.Floats {
			out.Floats[k] = f(x.Floats[i(k)], at(y, j(k)))
		}
		return out
	}
	need(g != nil, "it is not understood for %v", x.Elem)
	a, b := whole(x), whole(y)
	out := newInts(x.Elem, dims...)
	for k := range out.Ints {
		out.Ints[k] = fit(g(a[i(k)], b[j(k)]), x.Elem)
	}
	return out
}

func intDiv(x, y int64) int64 {
	need(y != 0, "an integer is divided by 0")
	return x / y
}

func mod(c *call) []*Tensor {
	c.alike()
	if c.Int("fmod", 0) == 1 || c.in[0].Elem.IsFloat() {
		return c.pair(math.Mod, func(x, y int64) int64 { return x - y*intDiv(x, y) })
	}
	return c.pair(nil, func(x, y int64) int64 {
		r := x - y*intDiv(x, y)
		if r != 0 && (r < 0) != (y < 0) {
			r += y
		}
		return r
	})
}

func pow(c *call) []*Tensor {
	if c.before(7) {
		c.in[1] = oldBroadcast(c, c.in[0], c.in[1])
	}
	x, y := c.in[0], c.in[1]
	if x.Elem.IsFloat() {
		return c.pair(math.Pow, nil)
	}
	return one(Cast(both(Cast(x, onnx.Double), y, math.Pow, nil), x.Elem))
}

// prelu has a slope for each entry; in opset 6 a vector of slopes is one for each channel.
func prelu(c *call) []*Tensor {
	slope := c.in[1]
	if c.before(7) && len(slope.Dims) == 1 && slope.Dims[0] > 1 {
		dims := slices.Clone(slope.Dims)
		for range max(0, len(c.in[0].Dims)-2) {
			dims = append(dims, 1)
		}
		c.in[1] = shaped(slope, dims)
	}
	return c.pair(func(x, a float64) float64 { return pick(x < 0, a*x, x) }, func(x, a int64) int64 {
		if x < 0 {
			return a * x
		}
		return x
	})
}

// folded is an operator of any number of tensors.
func folded(f func(x, y float64) float64, g func(x, y int64) int64) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		out := c.in[0]
		for i, t := range c.in[1:] {
			need(t != nil && t.Elem == out.Elem, "its input %d does not fit the first", i+1)
			out = both(out, t, f, g)
		}
		return one(out)
	}
}

func mean(c *call) []*Tensor {
	n := float64(len(c.in))
	sum := folded(func(x, y float64) float64 { return x + y }, nil)(c)[0]
	need(sum.Elem.IsFloat(), "it is not understood for %v", sum.Elem)
	return one(mapFloats(sum, func(x float64) float64 { return x / n }))
}

// Where picks elements of x where the condition holds, else of y.
func Where(cond, x, y *Tensor) *Tensor {
	need(x.Elem == y.Elem, "its inputs hold %v and %v", x.Elem, y.Elem)
	dims := broadcast(cond.Dims, x.Dims, y.Dims)
	c := Spread(dims, cond.Dims)
	a, b := Pick(x, dims, Spread(dims, x.Dims)), Pick(y, dims, Spread(dims, y.Dims))
	for i := range count(dims) {
		if cond.Ints[c(i)] == 0 {
			put(a, i, b, i)
		}
	}
	return a
}

// put copies an element.
func put(to *Tensor, i int, from *Tensor, j int) {
	switch {
	case to.Floats != nil:
		to.Floats[i] = from.Floats[j]
	case to.Strings != nil:
		to.Strings[i] = from.Strings[j]
	default:
		to.Ints[i] = from.Ints[j]
	}
}

func ints(g func(x, y int64) int64) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		whole(c.in[0])
		c.alike()
		return c.pair(nil, g)
	}
}

// comparisons lists the operators that return truth values.
func comparisons() map[string]operator {
	return map[string]operator{
		"Equal":          {2, 2, equal},
		"Greater":        {2, 2, compared(func(x, y float64) bool { return x > y })},
		"GreaterOrEqual": {2, 2, compared(func(x, y float64) bool { return x >= y })},
		"Less":           {2, 2, compared(func(x, y float64) bool { return x < y })},
		"LessOrEqual":    {2, 2, compared(func(x, y float64) bool { return x <= y })},
		"And":            {2, 2, logical(func(x, y float64) bool { return x != 0 && y != 0 })},
		"Or":             {2, 2, logical(func(x, y float64) bool { return x != 0 || y != 0 })},
		"Xor":            {2, 2, logical(func(x, y float64) bool { return x != y })},
	}
}

func compared(f func(x, y float64) bool) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		c.alike()
		x, y := c.in[0], c.in[1]
		need(x.Elem != onnx.String, "texts are not compared so")
		dims := broadcast(x.Dims, y.Dims)
		i, j := Spread(dims, x.Dims), Spread(dims, y.Dims)
		out := newInts(onnx.Bool, dims...)
		for k := range out.Ints {
			out.Ints[k] = bit(f(at(x, i(k)), at(y, j(k))))
		}
		return one(out)
	}
}

func logical(f func(x, y float64) bool) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		need(c.in[0].Elem == onnx.Bool, "its inputs hold %v", c.in[0].Elem)
		return compared(f)(c)
	}
}

func equal(c *call) []*Tensor {
	if c.in[0].Elem != onnx.String {
		return compared(func(x, y float64) bool { return x == y })(c)
	}
	c.alike()
	x, y := c.in[0], c.in[1]
	dims := broadcast(x.Dims, y.Dims)
	i, j := Spread(dims, x.Dims), Spread(dims, y.Dims)
	out := newInts(onnx.Bool, dims...)
	for k := range out.Ints {
		out.Ints[k] = bit(x.Strings[i(k)] == y.Strings[j(k)])
	}
	return one(out)
}
