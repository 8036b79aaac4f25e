package lower

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/onnx"
)

// normalizations lists the operators that shift and scale by mean and variance.
func normalizations() map[string]rule {
	return map[string]rule{
		"BatchNormalization": {5, 5, batchNormalization}, "LayerNormalization": {2, 3, layerNormalization}, "RMSNormalization": {2, 2, rmsNormalization},
		"InstanceNormalization": {3, 3, instanceNormalization}, "GroupNormalization": {3, 3, groupNormalization},
		"MeanVarianceNormalization": {1, 1, meanVariance}, "LpNormalization": {1, 1, lpNormalization},
	}
}

// vector returns an input that has to be a known vector of n numbers.
func (c *call) vector(i, n int) []float64 {
	t := c.constant(i)
	need(t.Elem.IsFloat() && size(t.Dims) == n, "its input %d has the shape %v, but %d numbers are needed", i, t.Dims, n)
	return t.Floats
}

// batchNormalization is a layer of its own; behind a dense layer it is folded into that.
func batchNormalization(c *call) []*value {
	x := c.in[0]
	epsilon := c.Float("epsilon", 1e-5)
	c.Skip("momentum")
	need(c.Int("training_mode", 0) == 0 && (!c.before(7) || c.Int("is_test", 0) != 0), "it is in training mode: export the model for prediction")
	need(!c.before(9) || c.Int("spatial", 1) != 0, "statistics for each element (spatial=0) are not understood")
	need(x.batched && len(x.dims) > 0, "its input has no axis for the batch and one for channels")
	n := x.dims[0]
	gamma, beta, mean, variance := c.vector(1, n), c.vector(2, n), c.vector(3, n), c.vector(4, n)
	for _, v := range variance {
		need(v+epsilon > 0, "a variance is %g", v)
	}
	from := c.b.shaped(x)
	l := c.b.add(&Layer{Kind: "batch_norm", From: []*Layer{from}, Dims: from.Dims, Attrs: []Attr{{"epsilon", epsilon}}, Params: []Param{
		{"weight", []int{n}, gamma}, {"bias", []int{n}, beta}, {"running_mean", []int{n}, mean}, {"running_var", []int{n}, variance}}})
	return one(c.b.result(x, l, x.dims))
}

func layerNormalization(c *call) []*value {
	x := c.in[0]
	epsilon := c.Float("epsilon", 1e-5)
	c.Skip("stash_type")
	a := c.axis(x, c.Int("axis", -1))
	dims := x.dims[a:]
	from := c.b.shaped(x)
	l := &Layer{Kind: "layer_norm", From: []*Layer{from}, Dims: from.Dims, Attrs: []Attr{{"epsilon", epsilon}}}
	if len(dims) > 1 {
		l.Attrs = append(l.Attrs, Attr{"dims", len(dims)})
	}
	weight, ok := c.trailing(1, dims, 1)
	bias, fine := c.trailing(2, dims, 0)
	if ok && fine {
		l.Params = []Param{{"weight", dims, weight}, {"bias", dims, bias}}
		return one(c.b.result(x, c.b.add(l), x.dims))
	}
	l.Params = []Param{{"weight", dims, slices.Repeat([]float64{1}, size(dims))}, {"bias", dims, make([]float64, size(dims))}}
	return one(c.scaled(c.b.result(x, c.b.add(l), x.dims)))
}

// trailing is a constant input that has a number for each entry of the last axes.
func (c *call) trailing(i int, dims []int, def float64) ([]float64, bool) {
	v := c.opt(i)
	if v == nil {
		return slices.Repeat([]float64{def}, size(dims)), true
	}
	if v.known == nil || v.batched || size(v.dims) != size(dims) {
		return nil, false
	}
	return v.known.Floats, true
}

// scaled multiplies by input 1 and adds input 2.
func (c *call) scaled(x *value) *value {
	dims := x.dims
	x = c.b.combined("Mul", x, c.in[1])
	if c.opt(2) != nil {
		x = c.b.combined("Add", x, c.in[2])
	}
	need(slices.Equal(x.dims, dims), "its scale or bias does not fit")
	return x
}

// combined is + - * / of two values.
func (b *builder) combined(operator string, x, y *value) *value {
	if v := b.affine(operator, x, y); v != nil {
		return v
	}
	return b.entrywise(formulas[operator], x.elem, x, y)
}

// repeats reports whether a list is its first n numbers over and over.
func repeats(list []float64, n int) bool {
	for i, x := range list {
		if x != list[i%n] {
			return false
		}
	}
	return true
}

// rmsNormalization divides by the root of the mean of squares.
func rmsNormalization(c *call) []*value {
	x := c.b.named(c.in[0])
	epsilon := c.Float("epsilon", 1e-5)
	c.Skip("stash_type")
	a := c.axis(x, c.Int("axis", -1))
	squares := c.b.reduce(c.b.entrywise("x*x", x.elem, x), "mean", identityOrder(len(x.dims))[a:], true)
	out := c.b.entrywise(root(epsilon), x.elem, x, squares)
	return one(c.scaled(out))
}

// standardized brings the entries over axes to mean 0 and variance 1.
func (b *builder) standardized(x *value, over []int, by string) *value {
	mean := b.reduce(x, "mean", over, true)
	d := b.named(b.entrywise("x - y", x.elem, x, mean))
	variance := b.reduce(b.entrywise("x*x", x.elem, d), "mean", over, true)
	return b.entrywise(by, x.elem, d, variance)
}

// root divides by the root of a variance.
func root(epsilon float64) string {
	need(numbers.Finite(epsilon) && epsilon >= 0, "its epsilon is %g", epsilon)
	return "x/sqrt(y + " + expr.FormatNum(shortest(epsilon)) + ")"
}

// instanceNormalization takes each channel as a group.
func instanceNormalization(c *call) []*value {
	x := c.in[0]
	need(x.batched && len(x.dims) >= 2, "its input has rank %d", x.rank())
	n := x.dims[0]
	return one(c.grouped(n, c.vector(1, n), c.vector(2, n)))
}

// grouped is the layer group_norm.
func (c *call) grouped(groups int, gamma, beta []float64) *value {
	x := c.in[0]
	epsilon := c.Float("epsilon", 1e-5)
	need(numbers.Finite(epsilon) && epsilon > 0, "its epsilon is %g", epsilon)
	from, n := c.b.shaped(x), x.dims[0]
	l := &Layer{Kind: "group_norm", From: []*Layer{from}, Dims: from.Dims, Attrs: []Attr{{"groups", groups}, {"epsilon", epsilon}}}
	l.Params = []Param{{"weight", []int{n}, gamma}, {"bias", []int{n}, beta}}
	return c.b.result(x, c.b.add(l), x.dims)
}

// repeated has each number n times.
func repeated(list []float64, n int) (out []float64) {
	for _, x := range list {
		out = append(out, slices.Repeat([]float64{x}, n)...)
	}
	return out
}

func groupNormalization(c *call) []*value {
	x := c.in[0]
	groups := int(c.Int("num_groups", 0))
	c.Skip("stash_type")
	need(x.batched && len(x.dims) >= 2 && groups > 0 && x.dims[0]%groups == 0, "its groups do not fit %v", x.dims)
	n := x.dims[0]
	if c.before(21) { // scale and bias for each group
		each := n / groups
		return one(c.grouped(groups, repeated(c.vector(1, groups), each), repeated(c.vector(2, groups), each)))
	}
	return one(c.grouped(groups, c.vector(1, n), c.vector(2, n)))
}

func meanVariance(c *call) []*value {
	x := c.b.named(c.in[0])
	list := c.Ints("axes")
	if list == nil {
		list = []int64{0, 2, 3}
	}
	var over []int
	for _, a := range list {
		over = append(over, c.axis(x, a))
	}
	return one(c.b.standardized(x, over, "x/(sqrt(y) + 1e-09)"))
}

func lpNormalization(c *call) []*value {
	x := c.b.named(c.in[0])
	p := c.Int("p", 2)
	need(p == 1 || p == 2, "the norm %d is not understood", p)
	a := c.axis(x, c.Int("axis", -1))
	before, by := "abs(x)", "where(y <= 0, x, x/y)"
	if p == 2 {
		before, by = "x*x", "where(y <= 0, x, x/sqrt(y))"
	}
	sum := c.b.reduce(c.b.entrywise(before, x.elem, x), "sum", []int{a}, true)
	return one(c.b.entrywise(by, onnx.Float, x, sum))
}

// factors folds the statistics of a batch_norm into a factor and an offset for each channel.
func (l *Layer) factors() (factor, offset []float64) {
	epsilon := l.Attrs[0].Value.(float64)
	gamma, beta, mean, variance := l.Params[0].Data, l.Params[1].Data, l.Params[2].Data, l.Params[3].Data
	for i := range gamma {
		f := gamma[i] / math.Sqrt(variance[i]+epsilon)
		factor, offset = append(factor, f), append(offset, beta[i]-mean[i]*f)
	}
	return factor, offset
}
