package eval

import (
	"math"
	"slices"
)

// normalizations lists the operators that shift and scale by mean and variance.
func normalizations() map[string]operator {
	return map[string]operator{
		"BatchNormalization":        {5, 5, batchNormalization},
		"LayerNormalization":        {2, 3, layerNormalization},
		"RMSNormalization":          {2, 2, rmsNormalization},
		"InstanceNormalization":     {3, 3, instanceNormalization},
		"GroupNormalization":        {3, 3, groupNormalization},
		"MeanVarianceNormalization": {1, 1, meanVariance},
		"GlobalAveragePool":         {1, 1, global(func(x []float64) float64 { return total(x, same) / float64(len(x)) })},
		"GlobalMaxPool":             {1, 1, global(func(x []float64) float64 { return extreme(x, math.Inf(-1), math.Max) })},
	}
}

func same(x float64) float64 { return x }

// batchNormalization uses the statistics that the model was trained to.
func batchNormalization(c *call) []*Tensor {
	t := c.floats(0)
	epsilon := c.Float("epsilon", 1e-5)
	c.Skip("momentum")
	if c.before(7) {
		need(c.Int("is_test", 0) != 0, "it is in training mode: export the model for prediction")
	}
	if c.before(9) {
		need(c.Int("spatial", 1) != 0, "statistics for each element (spatial=0) are not understood")
	}
	need(c.Int("training_mode", 0) == 0, "it is in training mode: export the model for prediction")
	need(len(t.Dims) >= 2, "its input has rank %d", len(t.Dims))
	scale, bias, mean, variance := c.channels(1, 1), c.channels(2, 1), c.channels(3, 1), c.channels(4, 1)
	inner, n := product(t.Dims[2:]), t.Dims[1]
	out := newFloats(t.Dims...)
	out.Elem = t.Elem
	for i, x := range t.Floats {
		k := i / inner % n
		out.Floats[i] = (x-mean[k])/math.Sqrt(variance[k]+epsilon)*scale[k] + bias[k]
	}
	return one(out)
}

// channels returns input i, which has an entry for each entry of the axis of input 0.
func (c *call) channels(i, along int) []float64 {
	t := c.floats(i)
	need(len(t.Dims) == 1 && along < len(c.in[0].Dims) && t.Dims[0] == c.in[0].Dims[along], "its input %d has the shape %v", i, t.Dims)
	return t.Floats
}

// standardize makes mean 0 and variance 1 of x.
func standardize(x []float64, epsilon float64) {
	n := float64(len(x))
	shift(x, total(x, same)/n)
	scale(x, 1/math.Sqrt(total(x, func(x float64) float64 { return x * x })/n+epsilon))
}

func scale(x []float64, by float64) {
	for i := range x {
		x[i] *= by
	}
}

func layerNormalization(c *call) []*Tensor {
	t := c.floats(0)
	epsilon := c.Float("epsilon", 1e-5)
	c.Skip("stash_type")
	var mean, spread []float64
	out := c.affine(c.trailing(t, func(x []float64) {
		avg := total(x, same) / float64(len(x))
		mean = append(mean, avg)
		spread = append(spread, 1/math.Sqrt(total(x, func(v float64) float64 { return (v - avg) * (v - avg) })/float64(len(x))+epsilon))
		standardize(x, epsilon)
	}))
	dims := slices.Clone(t.Dims)
	for i := axis(c.Int("axis", -1), len(dims)); i < len(dims); i++ {
		dims[i] = 1
	}
	return []*Tensor{out, {Elem: t.Elem, Dims: dims, Floats: mean}, {Elem: t.Elem, Dims: dims, Floats: spread}}
}

func rmsNormalization(c *call) []*Tensor {
	t := c.floats(0)
	epsilon := c.Float("epsilon", 1e-5)
	c.Skip("stash_type")
	return one(c.affine(c.trailing(t, func(x []float64) {
		scale(x, 1/math.Sqrt(total(x, func(x float64) float64 { return x * x })/float64(len(x))+epsilon))
	})))
}

// trailing applies f to what lies in the axes from the attribute axis on.
func (c *call) trailing(t *Tensor, f func([]float64)) *Tensor {
	a := axis(c.Int("axis", -1), len(t.Dims))
	flat := shaped(t, []int{product(t.Dims[:a]), product(t.Dims[a:])})
	return shaped(lines(flat, 1, f), t.Dims)
}

// affine multiplies by input 1 and adds input 2.
func (c *call) affine(t *Tensor) *Tensor {
	out := both(t, c.floats(1), func(x, y float64) float64 { return x * y }, nil)
	if c.opt(2) != nil {
		out = both(out, c.floats(2), func(x, y float64) float64 { return x + y }, nil)
	}
	need(slices.Equal(out.Dims, t.Dims), "its scale or bias does not fit %v", t.Dims)
	return out
}

func instanceNormalization(c *call) []*Tensor {
	t := c.floats(0)
	epsilon := c.Float("epsilon", 1e-5)
	need(len(t.Dims) >= 3, "its input has rank %d", len(t.Dims))
	gamma, beta := c.channels(1, 1), c.channels(2, 1)
	inner := product(t.Dims[2:])
	flat := shaped(t, []int{product(t.Dims[:2]), inner})
	out := lines(flat, 1, func(x []float64) { standardize(x, epsilon) })
	for i := range out.Floats {
		k := i / inner % t.Dims[1]
		out.Floats[i] = out.Floats[i]*gamma[k] + beta[k]
	}
	return one(shaped(out, t.Dims))
}

// groupNormalization has scale and bias for each channel since opset 21, before for each group.
func groupNormalization(c *call) []*Tensor {
	t := c.floats(0)
	epsilon, groups := c.Float("epsilon", 1e-5), int(c.Int("num_groups", 0))
	c.Skip("stash_type")
	need(len(t.Dims) >= 3 && groups > 0 && t.Dims[1]%groups == 0, "%d groups do not fit %v", groups, t.Dims)
	gamma, beta := c.floats(1), c.floats(2)
	n := pick(c.before(21), groups, t.Dims[1])
	need(product(gamma.Dims) == n && product(beta.Dims) == n, "its scale or bias does not fit")
	inner := product(t.Dims[1:]) / n
	flat := shaped(t, []int{t.Dims[0] * groups, product(t.Dims[1:]) / groups})
	out := lines(flat, 1, func(x []float64) { standardize(x, epsilon) })
	for i := range out.Floats {
		k := i / inner % n
		out.Floats[i] = out.Floats[i]*gamma.Floats[k] + beta.Floats[k]
	}
	return one(shaped(out, t.Dims))
}

// meanVariance is standardization over axes, without the variance being kept from 0: 1e-9 is added to the deviation.
func meanVariance(c *call) []*Tensor {
	t := c.floats(0)
	list := c.Ints("axes")
	if list == nil {
		list = []int64{0, 2, 3}
	}
	over := axes(list, len(t.Dims))
	avg := func(t *Tensor) *Tensor {
		return reduce(t, over, func(x []float64) float64 { return total(x, same) / float64(len(x)) })
	}
	centred := both(t, avg(t), func(x, m float64) float64 { return x - m }, nil)
	squares := mapFloats(centred, func(x float64) float64 { return x * x })
	return one(both(centred, avg(squares), func(x, v float64) float64 { return x / (math.Sqrt(v) + 1e-9) }, nil))
}

// global reduces everything behind the channels.
func global(f func([]float64) float64) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		t := c.floats(0)
		need(len(t.Dims) >= 3, "its input has rank %d", len(t.Dims))
		var over []int
		for i := 2; i < len(t.Dims); i++ {
			over = append(over, i)
		}
		return one(reduce(t, over, f))
	}
}
