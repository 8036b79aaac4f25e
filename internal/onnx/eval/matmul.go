package eval

import "slices"

// products lists the operators that multiply matrices.
func products() map[string]operator {
	return map[string]operator{
		"MatMul": {2, 2, matMulNode},
		"Gemm":   {2, 3, gemm},
	}
}

func matMulNode(c *call) []*Tensor { return one(matMul(c.floats(0), c.floats(1))) }

// matMul multiplies as numpy does: vectors become matrices, axes before the last two are broadcast.
func matMul(x, y *Tensor) *Tensor {
	need(len(x.Dims) > 0 && len(y.Dims) > 0, "a number is no matrix")
	a, b := slices.Clone(x.Dims), slices.Clone(y.Dims)
	if len(x.Dims) == 1 {
		a = []int{1, a[0]}
	}
	if len(y.Dims) == 1 {
		b = []int{b[0], 1}
	}
	m, k, n := a[len(a)-2], a[len(a)-1], b[len(b)-1]
	need(b[len(b)-2] == k, "shapes %v and %v do not fit each other", x.Dims, y.Dims)
	outer := broadcast(a[:len(a)-2], b[:len(b)-2])
	out := newFloats(slices.Concat(outer, []int{m, n})...)
	i, j := Spread(outer, a[:len(a)-2]), Spread(outer, b[:len(b)-2])
	for o := range product(outer) {
		multiply(out.Floats[o*m*n:], x.Floats[i(o)*m*k:], y.Floats[j(o)*k*n:], m, k, n)
	}
	dims := outer
	if len(x.Dims) > 1 {
		dims = append(dims, m)
	}
	if len(y.Dims) > 1 {
		dims = append(dims, n)
	}
	out.Elem = x.Elem
	return shaped(out, dims)
}

// multiply is C = A·B, for an m×k and a k×n matrix.
func multiply(c, a, b []float64, m, k, n int) {
	for i := range m {
		row := c[i*n : i*n+n]
		for l, x := range a[i*k : i*k+k] {
			for j, y := range b[l*n : l*n+n] {
				row[j] += x * y
			}
		}
	}
}

func gemm(c *call) []*Tensor {
	x, y := c.floats(0), c.floats(1)
	need(len(x.Dims) == 2 && len(y.Dims) == 2, "its inputs have the shapes %v and %v", x.Dims, y.Dims)
	if c.Int("transA", 0) != 0 {
		x = permuted(x, []int{1, 0})
	}
	if c.Int("transB", 0) != 0 {
		y = permuted(y, []int{1, 0})
	}
	alpha, beta := c.Float("alpha", 1), c.Float("beta", 1)
	out := mapFloats(matMul(x, y), func(x float64) float64 { return alpha * x })
	bias := c.opt(2)
	if c.before(7) {
		c.Skip("broadcast")
	}
	if bias == nil {
		return one(out)
	}
	sum := both(out, bias, func(x, b float64) float64 { return x + beta*b }, nil)
	need(slices.Equal(sum.Dims, out.Dims), "C of shape %v does not fit %v", bias.Dims, out.Dims)
	return one(sum)
}
