package lower

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// quantizations lists the operators that compute with integers that stand for steps of a scale. Those of ONNX Runtime stand for a
// dequantization of what they take, an operator of the standard, and a quantization of the result.
func quantizations(all map[string]rule) map[string]rule {
	list := map[string]rule{
		"QuantizeLinear": {2, 3, quantizeLinear}, "DequantizeLinear": {2, 3, dequantizeLinear}, "DynamicQuantizeLinear": {1, 1, dynamicQuantize},
		"QLinearConv": {8, 9, qLinearConv}, "QLinearMatMul": {8, 8, qLinearMatMul}, "ConvInteger": {2, 4, convInteger}, "MatMulInteger": {2, 4, matMulInteger},
	}
	own := map[string]rule{
		"QuantizeLinear": list["QuantizeLinear"], "DequantizeLinear": list["DequantizeLinear"],
		"QLinearConcat": {5, math.MaxInt16, qLinearConcat(all["Concat"])}, "QGemm": {6, 9, qGemm},
	}
	for _, op := range []string{"AveragePool", "GlobalAveragePool", "Softmax", "Sigmoid", "LeakyRelu"} {
		own["QLinear"+op] = rule{4, 5, stepwise(op, all[op], 3, 0)}
	}
	for _, op := range []string{"Add", "Mul"} {
		own["QLinear"+op] = rule{7, 8, stepwise(op, all[op], 6, 0, 3)}
	}
	for name, r := range own {
		list[onnx.Microsoft+"."+name] = r
	}
	return list
}

// inner lowers an operator of the standard, of other inputs.
func (c *call) inner(op string, f func(c *call) []*value, version int64, in ...*value) *value {
	n := *c.n
	n.Op, n.Domain, n.Version = op, onnx.Standard, version
	i := &call{Args: c.Args, b: c.b, n: &n, in: in}
	if out := i.inSteps(f); out != nil {
		return out[0]
	}
	return f(i)[0]
}

// stepwise is an operator between dequantizations of the operands that begin at some inputs and a quantization by the scale at y.
func stepwise(op string, r rule, y int, operands ...int) func(c *call) []*value {
	return func(c *call) []*value {
		need(c.Int("channels_last", 0) == 0, "channels that come last are not understood")
		var in []*value
		for _, i := range operands {
			in = append(in, c.real(i, 1))
		}
		return one(c.quantized(c.inner(op, r.f, c.Int("opset", 13), in...), y, 0, c.in[0].elem))
	}
}

func qLinearConv(c *call) []*value {
	in := []*value{c.real(0, 1), c.real(3, 0), c.bias(8, 1, 4)}
	return one(c.quantized(c.inner("Conv", conv, 11, in...), 6, 0, c.in[0].elem))
}

func qLinearMatMul(c *call) []*value {
	return one(c.quantized(c.inner("MatMul", matMul, 13, c.real(0, -2), c.real(3, -1)), 6, 0, c.in[0].elem))
}

func qLinearConcat(r rule) func(c *call) []*value {
	return func(c *call) []*value {
		need(len(c.in)%3 == 2, "it has %d inputs, but each of its values comes with a scale and a zero point", len(c.in))
		var in []*value
		for i := 2; i < len(c.in); i += 3 {
			in = append(in, c.real(i, 1))
		}
		return one(c.quantized(c.inner("Concat", r.f, 13, in...), 0, 0, c.in[2].elem))
	}
}

// qGemm makes numbers of floating point where the scale of its result is left out.
func qGemm(c *call) []*value {
	along := int64(1)
	if c.Int("transB", 0) != 0 {
		along = 0
	}
	need(c.Float("alpha", 1) == 1, "its alpha is %g", c.Float("alpha", 1))
	out := c.inner("Gemm", gemm, 13, c.real(0, 0), c.real(3, along), c.bias(6, 1, 4))
	if c.opt(7) == nil {
		return one(out)
	}
	return one(c.quantized(out, 7, 0, c.in[0].elem))
}

func convInteger(c *call) []*value {
	return c.sums(c.inner("Conv", conv, 11, c.less(0, 2, 1), c.less(1, 3, 0), nil))
}

func matMulInteger(c *call) []*value {
	return c.sums(c.inner("MatMul", matMul, 13, c.less(0, 2, -2), c.less(1, 3, -1)))
}

// sums are sums of products of integers.
func (c *call) sums(v *value) []*value {
	v.elem = onnx.Int32
	return one(v)
}

// grid is a scale and a zero point: the size of a step, one for all entries or one for each along an axis of a row, and the integer
// that means 0.
type grid struct {
	size []float64
	axis int
	zero []int64
}

// grid reads a scale and a zero point, which may be left out, for a value along an axis.
func (c *call) grid(v *value, scale, zero *value, a int64) *grid {
	need(scale != nil && scale.known != nil && !scale.batched, "its scale is computed; a constant is needed")
	need(scale.elem.IsFloat(), "its scale holds %v", scale.elem)
	g := &grid{size: slices.Clone(scale.known.Floats), zero: []int64{0}}
	need(len(g.size) > 0 && len(scale.dims) <= 1, "its scale has the shape %v", scale.dims)
	for _, s := range g.size {
		need(s > 0 && numbers.Finite(s), "a scale is %g, but it has to be greater than 0", s)
	}
	if zero != nil {
		need(zero.known != nil && !zero.batched, "its zero point is computed; a constant is needed")
		need(zero.elem.IsInt() && size(zero.dims) == len(g.size), "its zero point is %v of shape %v, and its scale has the shape %v",
			zero.elem, zero.dims, scale.dims)
		g.zero = zero.known.Ints
		if !slices.ContainsFunc(g.zero, func(z int64) bool { return z != g.zero[0] }) {
			g.zero = g.zero[:1]
		}
	}
	if len(g.size) > 1 {
		g.axis = c.alongOf(v, a)
		need(len(g.size) == v.dims[g.axis], "its scale has %d numbers, but there are %d entries along the axis", len(g.size), v.dims[g.axis])
	}
	return g
}

// alongOf is an axis of a row, or of a constant.
func (c *call) alongOf(v *value, a int64) int {
	if rank := int64(v.rank()); v.batched && a >= -rank && a < rank && (a == 0 || a == -rank) {
		fail("its scale has a number for each row of the batch")
	}
	return c.axis(v, a)
}

func quantizeLinear(c *call) []*value {
	c.Skip("saturate", "precision")
	x := c.in[0]
	need(c.Int("block_size", 0) == 0, "steps for blocks of what is computed are not understood")
	need(x.elem.IsFloat(), "it quantizes %v", x.elem)
	to := elem(c.Int("output_dtype", 0))
	switch zero := c.opt(2); {
	case zero != nil:
		need(to == 0 || to == zero.elem, "its output_dtype is %v, but its zero point is %v", to, zero.elem)
		to = zero.elem
	case to == 0:
		to = onnx.Uint8
	}
	return one(c.quantized(x, 1, c.Int("axis", 1), to))
}

// quantized brings a value to integers by the scale that is input i, and the zero point after it.
func (c *call) quantized(x *value, i int, a int64, to elem) *value {
	if zero := c.opt(i + 1); zero != nil {
		to = zero.elem
	}
	need(to.IsInt() && to != onnx.Bool && small(to), "its integers, as its zero point, would be %v", to)
	need(x.row(), "it quantizes a constant that depends on the size of the batch")
	g := c.grid(x, c.opt(i), c.opt(i+1), a)
	if c.b.smooth {
		return c.b.clamped(x, g, to)
	}
	return c.b.rounded(x, g, to)
}

func dequantizeLinear(c *call) []*value {
	need(c.Int("block_size", 0) == 0, "steps for blocks of what is computed are not understood")
	if e := elem(c.Int("output_dtype", 0)); e != 0 {
		need(e.IsFloat(), "its output_dtype is %v", e)
	}
	return one(c.real(0, c.Int("axis", 1)))
}

// real is what the integers of input i stand for; their scale and zero point follow it.
func (c *call) real(i int, a int64) *value {
	return c.b.real(c.integers(i, i+2), c.grid(c.in[i], c.opt(i+1), c.opt(i+2), a))
}

// integers is an input that holds integers of the type of its zero point.
func (c *call) integers(i, zero int) *value {
	q := c.opt(i)
	need(q != nil, "its input %d is left out", i)
	need(q.elem.IsInt() && q.elem != onnx.Bool || c.b.smooth && q.elem.IsFloat(), "its input %d holds %v where integers are needed", i, q.elem)
	z := c.opt(zero)
	need(z == nil || z.elem == q.elem || c.b.smooth, "its input %d holds %v, and its zero point is %v", i, q.elem, z.typeName())
	need(q.sizes == nil && (q.known == nil || !q.batched), "it computes with the size of the batch")
	return q
}

func (v *value) typeName() string {
	if v == nil {
		return "left out"
	}
	return v.elem.String()
}

// real is what integers stand for.
func (b *builder) real(q *value, g *grid) *value {
	if q.known != nil {
		return b.realConstant(q, g)
	}
	if len(g.zero) > 1 {
		q = b.scale(q, nil, mapped(g.zeros(q.dims), func(z float64) float64 { return -z }))
		g = &grid{size: g.size, axis: g.axis, zero: []int64{0}}
	}
	s := &steps{size: []float64{1}}
	if q.steps != nil {
		c := *q.steps
		s = &c
	} else {
		s.layer = b.layer(q)
	}
	out := &value{elem: onnx.Float, dims: q.dims, batched: q.batched}
	shift := s.zero - float64(g.zero[0])
	switch {
	case len(g.size) == 1:
		s.size = mapped(s.size, func(x float64) float64 { return whole(x * g.size[0]) })
		s.zero = shift * g.size[0]
	default:
		need(s.single() && shift == 0, "a scale for each channel of what has another zero point, or scales, is not understood")
		s.size = mapped(g.size, func(x float64) float64 { return x * s.size[0] })
		s.axis, s.zero = g.axis, 0
	}
	if s.single() && s.size[0] == 1 && s.zero == 0 {
		out.layer = s.layer
		return out
	}
	return b.counted(out, s)
}

// whole is 1 for a product of a number and its inverse, else the number.
func whole(x float64) float64 {
	if math.Abs(x-1) < 1e-9 {
		return 1
	}
	return x
}

// realConstant is what the integers of a constant stand for; it knows these.
func (b *builder) realConstant(q *value, g *grid) *value {
	s := &steps{known: lessZero(q.known, g.zero, g.axis), size: g.size, axis: g.axis}
	t := &eval.Tensor{Elem: onnx.Float, Dims: q.known.Dims}
	for i, x := range s.known.Floats {
		t.Floats = append(t.Floats, x*s.sizeAt(i, q.known.Dims))
	}
	v := constant(t)
	if !b.smooth {
		v.steps = s
	}
	return v
}

// bias is the bias of a product of integers, whose steps are the products of two scales; nil where it is left out.
func (c *call) bias(i, first, second int) *value {
	b := c.opt(i)
	if b == nil {
		return nil
	}
	need(b.elem == onnx.Int32 && b.known != nil && !b.batched && len(b.dims) == 1, "its bias is no constant vector of int32")
	x, w := c.constant(first).Floats, c.constant(second).Floats
	need(len(x) == 1 && (len(w) == 1 || len(w) == b.dims[0]), "its bias does not fit its scales")
	return c.b.realConstant(b, &grid{size: mapped(w, func(w float64) float64 { return w * x[0] }), zero: []int64{0}})
}

// less is an input less its zero point, which may be left out: it counts steps of 1.
func (c *call) less(i, zero int, a int64) *value {
	q := c.integers(i, zero)
	g := &grid{size: []float64{1}, zero: []int64{0}}
	if z := c.opt(zero); z != nil {
		need(z.known != nil && !z.batched, "its zero point is computed: integers of a scale that depends on the row are not understood")
		g.zero = z.known.Ints
		if len(g.zero) > 1 {
			need(q.known != nil, "it has several zero points")
			g.axis = c.axis(q, a)
			need(len(g.zero) == q.dims[g.axis], "its zero points do not fit")
		}
	}
	return c.b.real(q, g)
}

// dynamicQuantize takes its scale from all rows at once. Without rounding nothing is to be done.
func dynamicQuantize(c *call) []*value {
	need(c.b.smooth, "its scale follows from all rows of a batch, so that a row is rounded otherwise beside others; "+
		"--dequantize imports the model without rounding")
	x := *c.in[0]
	x.uses = 0
	scale, zero := &eval.Tensor{Elem: onnx.Float, Dims: []int{}, Floats: []float64{1}}, &eval.Tensor{Elem: onnx.Uint8, Dims: []int{}, Ints: []int64{0}}
	return []*value{&x, constant(scale), constant(zero)}
}
