package eval

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// quantizations lists the operators that compute with integers that stand for steps of a scale.
func quantizations() map[string]operator {
	all := merged(elementwise(), pairwise(), windows(), normalizations(), reductions())
	standard := map[string]operator{
		"QuantizeLinear": {2, 3, quantizeLinear}, "DequantizeLinear": {2, 3, dequantizeLinear}, "DynamicQuantizeLinear": {1, 1, dynamicQuantize},
		"QLinearConv": {8, 9, qLinearConv}, "QLinearMatMul": {8, 8, qLinearMatMul},
		"ConvInteger": {2, 4, convInteger}, "MatMulInteger": {2, 4, matMulInteger},
	}
	for name, op := range map[string]operator{
		"QLinearAdd": {7, 8, stepwise(all["Add"], 6, 0, 3)}, "QLinearMul": {7, 8, stepwise(all["Mul"], 6, 0, 3)},
		"QLinearAveragePool": {4, 5, stepwise(all["AveragePool"], 3, 0)}, "QLinearGlobalAveragePool": {4, 5, stepwise(all["GlobalAveragePool"], 3, 0)},
		"QLinearSoftmax": {4, 5, stepwise(all["Softmax"], 3, 0)}, "QLinearSigmoid": {4, 5, stepwise(all["Sigmoid"], 3, 0)},
		"QLinearLeakyRelu": {4, 5, stepwise(all["LeakyRelu"], 3, 0)}, "QLinearConcat": {5, many, qLinearConcat}, "QGemm": {6, 9, qGemm},
		"QuantizeLinear": standard["QuantizeLinear"], "DequantizeLinear": standard["DequantizeLinear"],
	} {
		standard[onnx.Microsoft+"."+name] = op
	}
	return standard
}

// grid is what integers stand for: of each entry the step and the integer that means 0.
type grid struct {
	step, zero []float64
	at         func(i int) int // which of them an entry has
}

// grid reads a scale and a zero point, which may be left out, for entries of some dimensions: one for all, one for each along an
// axis, or one for each block of them along it.
func (c *call) grid(dims []int, scale, zero *Tensor, a int64, block int64) *grid {
	need(scale != nil && scale.Elem.IsFloat(), "a scale is left out, or holds no numbers of floating point")
	g := &grid{step: slices.Clone(scale.Floats), zero: make([]float64, len(scale.Floats)), at: func(int) int { return 0 }}
	for i, s := range g.step {
		if c.mode == AsIs && scale.Elem == onnx.Float { // it may have been computed
			g.step[i] = float64(float32(s))
		}
		need(s > 0 && !math.IsInf(s, 0), "a scale is %g, but it has to be greater than 0", s)
	}
	if zero != nil {
		need(len(g.zero) == product(zero.Dims), "its zero point has the shape %v, and its scale %v", zero.Dims, scale.Dims)
		for i, z := range whole(zero) {
			g.zero[i] = float64(z)
		}
	}
	switch {
	case block > 0:
		g.at = blocks(dims, scale.Dims, axis(a, len(dims)), int(min(block, maxElements)))
	case len(scale.Dims) > 0 && product(scale.Dims) != 1:
		along := axis(a, len(dims))
		need(len(scale.Dims) == 1 && scale.Dims[0] == dims[along], "its scale has the shape %v, which does not fit axis %d of %v", scale.Dims, along, dims)
		inner := product(dims[along+1:])
		g.at = func(i int) int { return i / inner % dims[along] }
	default:
		need(len(g.step) == 1, "its scale has the shape %v", scale.Dims)
	}
	return g
}

// blocks maps entries to those of a tensor that has one for each block of entries along an axis.
func blocks(dims, scale []int, along, block int) func(i int) int {
	want := slices.Clone(dims)
	want[along] = (dims[along] + block - 1) / block
	need(slices.Equal(want, scale), "its scale has the shape %v, where %v in blocks of %d need %v", scale, dims, block, want)
	own, steps := strides(dims), strides(scale)
	return func(i int) int {
		at := 0
		for k, s := range own {
			place := i / s
			if i %= s; k == along {
				place /= block
			}
			at += place * steps[k]
		}
		return at
	}
}

// real is what integers stand for.
func (g *grid) real(q *Tensor) *Tensor {
	out := newFloats(q.Dims...)
	for i := range out.Floats {
		k := g.at(i)
		out.Floats[i] = (at(q, i) - g.zero[k]) * g.step[k]
	}
	return out
}

// toIntegers are the integers that stand for numbers; where the call is smooth they are not rounded.
func (c *call) toIntegers(x *Tensor, g *grid, elem onnx.Elem) *Tensor {
	need(elem != onnx.Bool && elem.IsInt(), "it makes %v of numbers", elem)
	low, high := elem.Bounds()
	top := float64(high)
	if c.smooth() {
		top++
	}
	single := c.mode == AsIs && x.Elem != onnx.Double // a quotient that lies between two integers in float32 goes to the even
	out := &Tensor{Elem: elem, Dims: x.Dims}
	if c.smooth() {
		out.Elem = onnx.Double
	}
	for i, v := range x.Floats {
		k := g.at(i)
		need(!math.IsNaN(v), "what is no number has no integer")
		q := v / g.step[k]
		if single {
			q = float64(float32(q))
		}
		if !c.smooth() {
			q = math.RoundToEven(q)
		}
		if q = clip(q+g.zero[k], float64(low), top); c.smooth() {
			out.Floats = append(out.Floats, q)
		} else {
			out.Ints = append(out.Ints, int64(q))
		}
	}
	return out
}

func quantizeLinear(c *call) []*Tensor {
	c.Skip("saturate", "precision")
	x, zero := c.in[0], c.opt(2)
	elem := onnx.Elem(c.Int("output_dtype", 0))
	switch {
	case zero != nil:
		need(elem == 0 || elem == zero.Elem, "its output_dtype is %v, but its zero point is %v", elem, zero.Elem)
		elem = zero.Elem
	case elem == 0:
		elem = onnx.Uint8
	}
	need(x.Elem.IsFloat() || x.Elem == onnx.Int32, "it quantizes %v", x.Elem)
	g := c.grid(x.Dims, c.in[1], zero, c.Int("axis", 1), c.Int("block_size", 0))
	if x.Elem == onnx.Int32 {
		x = Cast(x, onnx.Double)
	}
	return one(c.toIntegers(x, g, elem))
}

// integers is an input that holds integers, as its zero point does; of a smooth call it may hold numbers that were not rounded.
func (c *call) integers(i, zero int) *Tensor {
	q := c.in[i]
	need(q != nil, "its input %d is left out", i)
	need(q.Elem.IsInt() && q.Elem != onnx.Bool || c.smooth() && q.Elem.IsFloat(), "its input %d holds %v where integers are needed", i, q.Elem)
	z := c.opt(zero)
	need(z == nil || z.Elem == q.Elem || c.smooth(), "its input %d holds another type than the zero point", i)
	return q
}

func dequantizeLinear(c *call) []*Tensor {
	q := c.integers(0, 2)
	g := c.grid(q.Dims, c.in[1], c.opt(2), c.Int("axis", 1), c.Int("block_size", 0))
	out := g.real(q)
	out.Elem = c.in[1].Elem
	if e := onnx.Elem(c.Int("output_dtype", 0)); e != 0 {
		need(e.IsFloat(), "its output_dtype is %v", e)
		out.Elem = e
	}
	return one(out)
}

// dynamicQuantize takes the scale from the least and the largest of all numbers, and 0. Smooth, it changes nothing.
func dynamicQuantize(c *call) []*Tensor {
	x := c.floats(0)
	if c.smooth() {
		scale := newFloats()
		scale.Floats[0] = 1
		return []*Tensor{{Elem: onnx.Double, Dims: x.Dims, Floats: x.Floats}, scale, newInts(onnx.Uint8)}
	}
	low, high := 0.0, 0.0
	for _, v := range x.Floats {
		low, high = min(low, v), max(high, v)
	}
	scale, zero := newFloats(), newInts(onnx.Uint8)
	scale.Floats[0] = float64(float32((high - low) / 255))
	if scale.Floats[0] == 0 {
		scale.Floats[0] = 1
	}
	zero.Ints[0] = int64(clip(math.RoundToEven(-low/scale.Floats[0]), 0, 255))
	return []*Tensor{c.toIntegers(x, c.grid(x.Dims, scale, zero, 0, 0), onnx.Uint8), scale, zero}
}

// real is what the integers of input i stand for; their scale and zero point follow it.
func (c *call) real(i int, a int64) *Tensor {
	q := c.integers(i, i+2)
	return c.grid(q.Dims, c.opt(i+1), c.opt(i+2), a, 0).real(q)
}

// whole quantizes a result by the scale that is input i, and the zero point after it.
func (c *call) whole(x *Tensor, i int, like onnx.Elem) []*Tensor {
	if zero := c.opt(i + 1); zero != nil {
		like = zero.Elem
	}
	if like.IsFloat() { // of a smooth call
		like = onnx.Uint8
	}
	need(c.opt(i) != nil && product(c.in[i].Dims) == 1, "the scale of its output is not one number")
	return one(c.toIntegers(x, c.grid(x.Dims, c.in[i], c.opt(i+1), 0, 0), like))
}

// inner computes an operator of the standard of inputs, with the attributes of the node but those that are its own.
func (c *call) inner(op func(c *call) []*Tensor, version int64, in ...*Tensor) *Tensor {
	n := *c.node
	n.Domain, n.Version, n.Attrs = onnx.Standard, version, nil
	for _, a := range c.node.Attrs {
		if c.Skip(a.Name); a.Name != "channels_last" && a.Name != "opset" {
			n.Attrs = append(n.Attrs, a)
		}
	}
	i := &call{Args: n.Args(), node: &n, in: in}
	out := op(i)
	if r, ok := i.Done().(*onnx.Refusal); ok {
		fail("%s", r.Reason)
	}
	return out[0]
}

// stepwise is an operator between a dequantization of the operands that begin at some inputs and a quantization by the scale at y.
func stepwise(op operator, y int, operands ...int) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		need(c.Int("channels_last", 0) == 0, "channels that come last are not understood")
		var in []*Tensor
		for _, i := range operands {
			in = append(in, c.real(i, 1))
		}
		return c.whole(c.inner(op.f, c.Int("opset", 13), in...), y, c.in[0].Elem)
	}
}

func qLinearConv(c *call) []*Tensor {
	x, w := c.real(0, 1), c.real(3, 0)
	in := []*Tensor{x, w}
	if b := c.opt(8); b != nil {
		in = append(in, c.bySteps(b, 1, 4))
	}
	return c.whole(c.inner(conv, 11, in...), 6, c.in[0].Elem)
}

// bySteps is what a bias stands for, whose steps are the products of two scales.
func (c *call) bySteps(b *Tensor, first, second int) *Tensor {
	need(b.Elem == onnx.Int32, "its bias holds %v", b.Elem)
	x, w := c.in[first], c.in[second]
	need(product(x.Dims) == 1 && (product(w.Dims) == 1 || product(w.Dims) == product(b.Dims)), "its bias %v does not fit its scales", b.Dims)
	out := newFloats(b.Dims...)
	for i := range out.Floats {
		out.Floats[i] = float64(b.Ints[i]) * x.Floats[0] * w.Floats[i%len(w.Floats)]
	}
	return out
}

func qLinearMatMul(c *call) []*Tensor {
	return c.whole(c.inner(matMulNode, 13, c.real(0, -2), c.real(3, -1)), 6, c.in[0].Elem)
}

func qLinearConcat(c *call) []*Tensor {
	need(len(c.in)%3 == 2, "it has %d inputs, but each of its values comes with a scale and a zero point", len(c.in))
	var in []*Tensor
	for i := 2; i < len(c.in); i += 3 {
		in = append(in, c.real(i, 1))
	}
	return c.whole(c.inner(concat, 13, in...), 0, c.in[2].Elem)
}

// qGemm has numbers of floating point as its result where the scale of that is left out.
func qGemm(c *call) []*Tensor {
	along := int64(1)
	if c.Int("transB", 0) != 0 {
		along = 0
	}
	in := []*Tensor{c.real(0, 0), c.real(3, along)}
	out := c.inner(gemm, 13, in...)
	if b := c.opt(6); b != nil {
		bias, alpha := c.bySteps(b, 1, 4), c.Float("alpha", 1)
		out = both(out, bias, func(x, b float64) float64 { return x + alpha*b }, nil)
	}
	if c.opt(7) == nil {
		return one(out)
	}
	return c.whole(out, 7, c.in[0].Elem)
}

// less is an input less its zero point, which may be left out.
func (c *call) less(i, zero int, a int64) *Tensor {
	scale := newFloats()
	if t := c.opt(zero); t != nil {
		scale = newFloats(t.Dims...)
	}
	for k := range scale.Floats {
		scale.Floats[k] = 1
	}
	q := c.integers(i, zero)
	return c.grid(q.Dims, scale, c.opt(zero), a, 0).real(q)
}

// sums are sums of products of integers.
func (c *call) sums(x *Tensor) []*Tensor {
	if c.smooth() {
		return one(x)
	}
	return one(Cast(x, onnx.Int32))
}

func convInteger(c *call) []*Tensor {
	return c.sums(c.inner(conv, 11, c.less(0, 2, 1), c.less(1, 3, 0)))
}

func matMulInteger(c *call) []*Tensor {
	return c.sums(c.inner(matMulNode, 13, c.less(0, 2, -2), c.less(1, 3, -1)))
}
