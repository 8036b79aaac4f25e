package lower

import (
	"math"
	"slices"
	"strconv"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// steps says that a value counts steps: it is size·n + zero, where n are the numbers of a layer or of a constant, whole ones as
// a rule. What is computed with them is exact in float32 as long as sums stay below 2²⁴, so that it rounds as integers do.
type steps struct {
	layer *Layer       // of a row: what computes the numbers, in whatever shape
	known *eval.Tensor // else the numbers of a constant, in its shape
	size  []float64    // one for all, or one for each entry along axis
	axis  int          // of the dimensions of the row, or of the constant
	zero  float64
}

// single reports whether all entries have the same step.
func (s *steps) single() bool { return len(s.size) == 1 }

// counts reports whether a value is computed in steps of which 0 is none: a factor apart, its numbers may stand for it.
func (v *value) counts() bool { return v.steps != nil && v.steps.layer != nil && v.steps.zero == 0 }

// counted is a value in steps.
func (b *builder) counted(v *value, s *steps) *value {
	for i, x := range s.size {
		s.size[i] = digits(x)
	}
	c := *v
	c.steps, c.layer, c.f, c.uses = s, nil, nil, 0
	if s.single() {
		e := expr.MustParse("a*x + b", "x", "a", "b")
		name := "v" + strconv.Itoa(b.ids[s.layer])
		c.f = &formula{of: []operand{{name, &value{elem: v.elem, dims: v.dims, batched: v.batched, layer: s.layer}}}}
		c.f.e = expr.Simplify(expr.Subst(e, map[string]expr.Expr{"x": expr.Var(name), "a": expr.Num(s.size[0]), "b": expr.Num(s.zero)}))
	}
	return &c
}

// digits is a number to twelve digits, unless float32 has it exactly: what is more makes specs hard to read.
func digits(x float64) float64 {
	if float64(float32(x)) == x {
		return x
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil {
		return x
	}
	return short
}

// measure makes the layer of a value in steps: their size times what counts them.
func (b *builder) measure(v *value) *Layer {
	s := v.steps
	if s.single() && s.size[0] == 1 && s.zero == 0 {
		return s.layer
	}
	factor := make([]float64, size(v.dims))
	for i := range factor {
		factor[i] = s.sizeAt(i, v.dims)
	}
	var offset []float64
	if s.zero != 0 {
		offset = slices.Repeat([]float64{s.zero}, len(factor))
	}
	return b.scaleLayer(s.layer, v.dims, factor, offset)
}

// sizeAt is the step of entry i of dimensions.
func (s *steps) sizeAt(i int, dims []int) float64 {
	if s.single() {
		return s.size[0]
	}
	return s.size[i/size(dims[s.axis+1:])%dims[s.axis]]
}

// Operators that move numbers or take the largest of them, and those of which f(size·n) is size·f(n).
var (
	movers = []string{"Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "MaxPool", "GlobalMaxPool", "Slice", "Gather", "Split",
		"DepthToSpace", "SpaceToDepth", "Expand", "Tile", "Identity", "Dropout"}
	homogeneous = []string{"Relu", "AveragePool", "GlobalAveragePool", "ReduceMean", "ReduceSum"}
)

// inSteps lets an operator work on the numbers of steps where that comes to the same. It is nil where it does not.
func (c *call) inSteps(f func(c *call) []*value) []*value {
	v := c.in[0]
	if v == nil || v.steps == nil || v.steps.layer == nil {
		return nil
	}
	s, op := v.steps, c.n.Operator()
	switch {
	case op == "Concat" && c.inSameSteps():
		for i, in := range c.in {
			c.in[i] = in.numbers()
		}
	case s.single() && slices.Contains(movers, op), (s.single() || op == "Relu") && v.counts() && slices.Contains(homogeneous, op):
		c.in[0] = v.numbers()
	default:
		return nil
	}
	var out []*value
	for _, o := range f(c) {
		part := *s
		part.layer = c.b.layer(o)
		o.elem = v.elem
		out = append(out, c.b.counted(o, &part))
	}
	return out
}

// numbers is what counts the steps of a value.
func (v *value) numbers() *value {
	return &value{elem: onnx.Float, dims: v.dims, batched: v.batched, uses: v.uses, layer: v.steps.layer}
}

// inSameSteps reports whether all inputs are computed in the same steps.
func (c *call) inSameSteps() bool {
	first := c.in[0].steps
	return !slices.ContainsFunc(c.in, func(v *value) bool {
		return v == nil || v.steps == nil || v.steps.layer == nil || !v.steps.single() || v.steps.size[0] != first.size[0] || v.steps.zero != first.zero
	})
}

// factored is the layer that a product takes of a value, and the factor that stays outside.
func (b *builder) factored(x *value) (from *Layer, by float64) {
	if x.counts() && x.steps.single() && !b.smooth {
		return x.steps.layer, x.steps.size[0]
	}
	return b.layer(x), 0
}

// wholeWeights are weights that are multiplied with numbers of steps, and the step of each unit, which is along that axis of theirs.
func wholeWeights(w *value, axis int) (data *eval.Tensor, size []float64) {
	if s := w.steps; s != nil && s.known != nil && (s.single() || s.axis == axis) {
		return s.known, slices.Clone(s.size)
	}
	return w.known, []float64{1}
}

// inStepsOf is a bias in the steps of the sums that it is added to, one for each unit. What is a whole number but for the rounding
// of scales becomes one.
func inStepsOf(bias, size []float64) []float64 {
	out := make([]float64, len(bias))
	for i, x := range bias {
		n := x / size[i%len(size)]
		if near := math.RoundToEven(n); math.Abs(n-near) <= 1e-6*math.Abs(n) {
			n = near
		}
		out[i] = n
	}
	return out
}

// plusBias adds a constant for each unit to a product in steps, where nothing else reads that. It is nil where it cannot.
func (b *builder) plusBias(x, bias *value) *value {
	if !x.counts() || x.steps.layer.Kind != "dense" || x.uses > 1 || bias.known == nil || bias.batched || !bias.elem.IsFloat() {
		return nil
	}
	l := x.steps.layer
	if size(bias.dims) != l.Units || len(bias.dims) == 0 || bias.dims[len(bias.dims)-1] != l.Units || l.biased || len(bias.dims) > x.rank() {
		return nil
	}
	l.Params[1].Data = inStepsOf(bias.known.Floats, x.steps.size)
	l.biased = true
	l.Nodes = b.noted(l.Nodes)
	s := *x.steps
	return b.counted(x, &s)
}

// remember keeps, of a constant that was computed, the whole numbers that it was made of.
func (b *builder) remember(n *onnx.Node, in, out []*value) {
	if b.smooth || len(out) == 0 || out[0] == nil || out[0].known == nil || out[0].batched || in[0] == nil {
		return
	}
	switch {
	case n.Op == "DequantizeLinear" && n.Attr("block_size") == nil:
		out[0].steps = stepsOf(n, in)
	case in[0].steps == nil || in[0].steps.known == nil || in[0].batched:
	case n.Op == "Transpose", in[0].steps.single() && slices.Contains(movers, n.Op) && len(out) == 1:
		s := *in[0].steps
		inner := slices.Clone(in)
		inner[0] = constant(s.known)
		s.known = b.run(n, inner, 0)[0]
		if !s.single() {
			s.axis = movedAxis(n, s.axis, len(s.known.Dims))
		}
		out[0].steps = &s
	}
}

// movedAxis is where Transpose puts an axis.
func movedAxis(n *onnx.Node, axis, rank int) int {
	if at := n.Attr("perm"); at != nil {
		return slices.Index(at.Ints, int64(axis))
	}
	return rank - 1 - axis
}

// stepsOf are the whole numbers of a constant that is dequantized.
func stepsOf(n *onnx.Node, in []*value) *steps {
	q, scale := in[0].known, in[1].known
	if q == nil || scale == nil || !q.Elem.IsInt() {
		return nil
	}
	s := &steps{size: slices.Clone(scale.Floats)}
	if len(s.size) > 1 {
		if s.axis = 1; n.Attr("axis") != nil {
			s.axis = int(n.Attr("axis").I)
		}
		if s.axis < 0 {
			s.axis += len(q.Dims)
		}
	}
	zero := []int64{0}
	if len(in) > 2 && in[2] != nil {
		zero = in[2].known.Ints
	}
	s.known = lessZero(q, zero, s.axis)
	return s
}

// lessZero are integers less their zero points, one for all or one for each entry along an axis.
func lessZero(q *eval.Tensor, zero []int64, axis int) *eval.Tensor {
	out := &eval.Tensor{Elem: onnx.Float, Dims: q.Dims}
	for i, x := range q.Ints {
		z := zero[0]
		if len(zero) > 1 {
			z = zero[i/size(q.Dims[axis+1:])%q.Dims[axis]]
		}
		out.Floats = append(out.Floats, float64(x-z))
	}
	return out
}
