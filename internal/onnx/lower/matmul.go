package lower

import (
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// products lists the operators that multiply matrices.
func products() map[string]rule {
	return map[string]rule{"MatMul": {2, 2, matMul}, "Gemm": {2, 3, gemm}}
}

func matMul(c *call) []*value {
	x, y := c.in[0], c.in[1]
	need(x.elem.IsFloat() && y.elem.IsFloat(), "it computes with %v", x.elem)
	return one(c.b.multiply(x, y))
}

// multiply is x·y, as numpy does it.
func (b *builder) multiply(x, y *value) *value {
	need(x.sizes == nil && y.sizes == nil, "it computes with the size of the batch")
	switch {
	case y.known != nil && !y.batched && len(y.dims) <= 2:
		return b.rightProduct(x, y)
	case x.known != nil && !x.batched && len(x.dims) == 2 && !y.batched && len(y.dims) == 2:
		return b.transposed(b.rightProduct(b.transposed(y), constant(transposedTensor(x.known))))
	}
	need(x.row() && y.row(), "it multiplies by several constant matrices")
	return b.rowProduct(x, y)
}

// rightProduct is x·W for a constant matrix or vector: a dense layer that works on the last axis.
func (b *builder) rightProduct(x, weights *value) *value {
	w := weights.known
	need(x.rank() > 0 && len(w.Dims) > 0, "a number is no matrix")
	need(len(x.dims) > 0, "it works across rows, along the axis of the batch")
	k := x.dims[len(x.dims)-1]
	need(w.Dims[0] == k, "shapes %v and %v do not fit each other", x.dims, w.Dims)
	units := size(w.Dims[1:])
	outer := x.dims[:len(x.dims)-1]
	if k == 0 || units == 0 {
		return b.zeros(x, slices.Concat(outer, w.Dims[1:]))
	}
	from, by := b.factored(x)
	if from = b.view(from, x.dims); size(outer) == 1 {
		from = b.view(from, []int{k})
	}
	each := []float64{1}
	if by != 0 {
		w, each = wholeWeights(weights, len(w.Dims)-1)
	}
	weight := eval.Pick(w, []int{units, k}, func(i int) int { return i%k*units + i/k })
	l := b.dense(from, units, weight.Floats, make([]float64, units))
	out := b.result(x, l, slices.Concat(outer, w.Dims[1:]))
	if by == 0 {
		return out
	}
	l.whole = true
	return b.counted(out, &steps{layer: l, size: mapped(each, func(s float64) float64 { return by * s }), axis: len(out.dims) - 1})
}

// zeros is what a product of no numbers is, the same for each row.
func (b *builder) zeros(x *value, dims []int) *value {
	full := dims
	if x.batched {
		full = append([]int{1}, dims...)
	}
	return &value{elem: x.elem, dims: dims, batched: x.batched, known: &eval.Tensor{Elem: x.elem, Dims: full, Floats: make([]float64, size(dims))}}
}

func (b *builder) dense(from *Layer, units int, weight, bias []float64) *Layer {
	dims := slices.Clone(from.Dims)
	k := dims[len(dims)-1]
	dims[len(dims)-1] = units
	return b.add(&Layer{Kind: "dense", From: []*Layer{from}, Dims: dims, Units: units,
		Params: []Param{{"weight", []int{units, k}, weight}, {"bias", []int{units}, bias}}})
}

// transposed swaps the two axes of a value that has no batch.
func (b *builder) transposed(x *value) *value {
	need(!x.batched && len(x.dims) == 2, "it transposes the axis of the batch")
	if x.known != nil {
		t := constant(transposedTensor(x.known))
		if s := x.steps; s != nil {
			t.steps = &steps{known: transposedTensor(s.known), size: s.size, axis: 1 - s.axis}
		}
		return t
	}
	return b.permuted(x, []int{1, 0})
}

func transposedTensor(t *eval.Tensor) *eval.Tensor {
	m, n := t.Dims[0], t.Dims[1]
	return eval.Pick(t, []int{n, m}, func(i int) int { return i%m*n + i/m })
}

// maxProduct bounds the number of products of entries of two computed matrices, which are written out.
const maxProduct = 1 << 20

// rowProduct multiplies two computed matrices: x as (…, m, k, 1) times y as (…, 1, k, n), summed over k.
func (b *builder) rowProduct(x, y *value) *value {
	need(x.batched == y.batched, "it multiplies a batch and what is none")
	need(!x.batched || len(x.dims) >= 2 && len(y.dims) >= 2, "it works across rows, along the axis of the batch")
	need(len(x.dims) > 0 && len(y.dims) > 0, "a number is no matrix")
	need(!x.batched || len(x.dims) == len(y.dims), "it broadcasts rows")
	a, c := matrix(x.dims, true), matrix(y.dims, false)
	m, k, n := a[len(a)-2], a[len(a)-1], c[len(c)-1]
	need(c[len(c)-2] == k, "shapes %v and %v do not fit each other", x.dims, y.dims)
	outer := broadcastDims(a[:len(a)-2], c[:len(c)-2])
	rank := len(outer)
	wide := slices.Concat(outer, []int{m, k, n})
	need(size(wide) <= maxProduct, "a product of computed matrices of %d products is too large", size(wide))
	left := b.view(b.layer(x), slices.Concat(padded(a[:len(a)-2], rank), []int{m, k, 1}))
	right := b.view(b.layer(y), slices.Concat(padded(c[:len(c)-2], rank), []int{1, k, n}))
	kind := Layer{Kind: "mul", From: []*Layer{left, right}, Dims: wide}
	if !sameShapes(kind.From) {
		kind.Kind, kind.Attrs = "formula", []Attr{{"formula", "x*y"}}
	}
	sum := b.reduceLayer(b.add(&kind), "sum", []int{rank + 1})
	dims := outer
	if len(x.dims) > 1 {
		dims = append(dims, m)
	}
	if len(y.dims) > 1 {
		dims = append(dims, n)
	}
	return b.result(x, sum, dims)
}

// matrix makes a matrix of a vector: a row on the left, a column on the right.
func matrix(dims []int, left bool) []int {
	switch {
	case len(dims) > 1:
		return dims
	case left:
		return []int{1, dims[0]}
	}
	return []int{dims[0], 1}
}

// gemm is alpha·A·B + beta·C.
func gemm(c *call) []*value {
	a, w := c.in[0], c.in[1]
	need(a.elem.IsFloat() && w.elem.IsFloat(), "it computes with %v", a.elem)
	need(a.rank() == 2 && w.rank() == 2, "its inputs have ranks %d and %d", a.rank(), w.rank())
	if c.Int("transA", 0) != 0 {
		a = c.b.transposed(a)
	}
	if c.Int("transB", 0) != 0 {
		w = c.b.transposed(w)
	}
	if c.before(7) {
		c.Skip("broadcast")
	}
	out := c.b.multiply(a, w)
	out = c.b.times(out, c.Float("alpha", 1))
	beta := c.Float("beta", 1)
	bias := c.opt(2)
	if bias == nil || beta == 0 {
		return one(out)
	}
	need(bias.rank() <= 2, "its C has rank %d", bias.rank())
	bias = c.b.times(bias, beta)
	dims := out.dims
	if sum := c.b.plusBias(out, bias); sum != nil {
		return one(sum)
	}
	sum := c.b.combined("Add", out, bias)
	need(slices.Equal(sum.dims, dims), "its C does not fit")
	return one(sum)
}

// times multiplies by a number, which is nothing for 1.
func (b *builder) times(v *value, by float64) *value {
	switch {
	case by == 1:
		return v
	case v.known != nil:
		t := *eval.Cast(v.known, onnx.Double)
		t.Floats = mapped(t.Floats, func(x float64) float64 { return by * x })
		t.Elem = v.elem
		c := *v
		c.known = &t
		return &c
	}
	return b.scale(v, slices.Repeat([]float64{by}, size(v.dims)), nil)
}
