package lower

import (
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// reductions lists the operators that make one number of many.
func reductions() map[string]rule {
	return map[string]rule{
		"ReduceSum":  {1, 2, reduced("sum", "x", "x", 13)},
		"ReduceMean": {1, 2, reduced("mean", "x", "x", 18)},
		"ReduceMax":  {1, 2, reduced("max", "x", "x", 18)}, "ReduceMin": {1, 2, reduced("max", "-x", "-x", 18)},
		"ReduceL1": {1, 2, reduced("sum", "abs(x)", "x", 18)}, "ReduceL2": {1, 2, reduced("sum", "x*x", "sqrt(x)", 18)},
		"ReduceSumSquare": {1, 2, reduced("sum", "x*x", "x", 18)}, "ReduceLogSum": {1, 2, reduced("sum", "x", "log(x)", 18)},
		"ReduceLogSumExp": {1, 2, logSumExp}, "Softmax": {1, 1, softmax}, "LogSoftmax": {1, 1, logSoftmax},
	}
}

// over reads the axes of a reduction; idle says that there are none and nothing is done.
func (c *call) over(x *value, since int64) (over []int, keep, idle bool) {
	keep = c.Int("keepdims", 1) != 0
	noop := c.Int("noop_with_empty_axes", 0) != 0
	list := c.ints("axes", 1, since)
	if len(list) == 0 && noop {
		return nil, keep, true
	}
	if len(list) == 0 {
		need(!x.batched, "it works across rows, along the axis of the batch")
		for i := range x.dims {
			over = append(over, i)
		}
	}
	for _, a := range list {
		over = append(over, c.axis(x, a))
	}
	slices.Sort(over)
	return slices.Compact(over), keep, false
}

// reduced applies a formula, reduces, and applies another.
func reduced(word, before, after string, since int64) func(c *call) []*value {
	return func(c *call) []*value {
		x := c.in[0].numeric()
		over, keep, idle := c.over(x, since)
		need(x.elem.IsFloat() || word == "max", "it computes with %v", x.elem)
		if before != "x" {
			x = c.b.entrywise(before, x.elem, x)
		}
		if !idle {
			x = c.b.reduce(x, word, over, keep)
		}
		if after != "x" {
			x = c.b.entrywise(after, x.elem, x)
		}
		return one(x)
	}
}

// reduce takes the sum, mean or maximum over axes.
func (b *builder) reduce(x *value, word string, over []int, keep bool) *value {
	kept := slices.Clone(x.dims)
	for _, a := range over {
		kept[a] = 1
	}
	l := b.layer(x)
	if size(kept) < size(x.dims) {
		l = b.reduceLayer(b.shaped(x), word, over)
	}
	if !keep {
		kept = without(x.dims, over)
	}
	return b.result(x, l, kept)
}

func (b *builder) reduceLayer(from *Layer, word string, over []int) *Layer {
	l := &Layer{Kind: "reduce", From: []*Layer{from}, Dims: atLeast1(without(from.Dims, over)), Attrs: []Attr{{"op", word}}}
	if len(over) < len(from.Dims) {
		l.Attrs = append(l.Attrs, Attr{"axes", over})
	}
	return b.add(l)
}

func without(dims, drop []int) []int {
	rest := []int{}
	for i, d := range dims {
		if !slices.Contains(drop, i) {
			rest = append(rest, d)
		}
	}
	return rest
}

func logSumExp(c *call) []*value {
	x := c.b.named(c.in[0].numeric())
	over, keep, idle := c.over(x, 18)
	need(!idle, "it reduces nothing")
	top := c.b.named(c.b.reduce(x, "max", over, true))
	sum := c.b.reduce(c.b.entrywise("exp(x - y)", x.elem, x, top), "sum", over, true)
	out := c.b.named(c.b.entrywise("x + log(y)", x.elem, top, sum))
	if !keep {
		out = c.b.seen(out, without(x.dims, over))
	}
	return one(out)
}

// softmaxAxes is the axis of a softmax, and the shape in which it is one. Before opset 13 all axes from it on were one.
func (c *call) softmaxAxes() (x *value, a int, shape []int) {
	x = c.in[0]
	need(x.elem.IsFloat(), "it computes with %v", x.elem)
	if !c.before(13) {
		return x, c.axis(x, c.Int("axis", -1)), x.dims
	}
	at := c.Int("axis", 1)
	if at == int64(x.rank()) && x.batched || at == 0 && x.rank() > 0 && !x.batched {
		at = map[bool]int64{true: int64(x.rank()) - 1, false: 0}[x.batched]
		need(!x.batched, "its axis is outside of rank %d", x.rank())
	}
	a = c.axis(x, at)
	return x, a, append(slices.Clone(x.dims[:a]), size(x.dims[a:]))
}

func softmax(c *call) []*value {
	x, a, shape := c.softmaxAxes()
	v := c.b.seen(x, shape)
	order := identityOrder(len(shape))
	order[a], order[len(order)-1] = order[len(order)-1], order[a] // its own inverse
	v = c.b.permuted(v, order)
	from := c.b.shaped(v)
	if size(from.Dims) == from.Dims[len(from.Dims)-1] {
		from = c.b.view(from, []int{size(from.Dims)})
	}
	l := c.b.add(&Layer{Kind: "activation", From: []*Layer{from}, Dims: from.Dims, Activation: Activation{Word: "softmax"}})
	v = c.b.permuted(c.b.result(v, l, v.dims), order)
	return one(c.b.seen(v, x.dims))
}

func identityOrder(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// logSoftmax is x − top − log Σ exp(x − top): the logarithm of a softmax would lose small probabilities.
func logSoftmax(c *call) []*value {
	x, a, shape := c.softmaxAxes()
	v := c.b.named(c.b.seen(x, shape))
	top := c.b.named(c.b.reduce(v, "max", []int{a}, true))
	sum := c.b.reduce(c.b.entrywise("exp(x - y)", onnx.Float, v, top), "sum", []int{a}, true)
	return one(c.b.seen(c.b.entrywise("x - y - log(z)", x.elem, v, top, sum), x.dims))
}
