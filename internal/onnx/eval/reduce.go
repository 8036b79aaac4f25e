package eval

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// reductions lists the operators that make one number of many.
func reductions() map[string]operator {
	sum := func(x []float64) float64 { return total(x, func(x float64) float64 { return x }) }
	sumSquare := func(x []float64) float64 { return total(x, func(x float64) float64 { return x * x }) }
	return map[string]operator{
		"ReduceSum":       {1, 2, reduced(sum, 13)},
		"ReduceMean":      {1, 2, reduced(func(x []float64) float64 { return sum(x) / float64(len(x)) }, 18)},
		"ReduceMax":       {1, 2, reduced(func(x []float64) float64 { return extreme(x, math.Inf(-1), math.Max) }, 18)},
		"ReduceMin":       {1, 2, reduced(func(x []float64) float64 { return extreme(x, math.Inf(1), math.Min) }, 18)},
		"ReduceProd":      {1, 2, reduced(func(x []float64) float64 { return extreme(x, 1, func(a, b float64) float64 { return a * b }) }, 18)},
		"ReduceL1":        {1, 2, reduced(func(x []float64) float64 { return total(x, math.Abs) }, 18)},
		"ReduceL2":        {1, 2, reduced(func(x []float64) float64 { return math.Sqrt(sumSquare(x)) }, 18)},
		"ReduceSumSquare": {1, 2, reduced(sumSquare, 18)},
		"ReduceLogSum":    {1, 2, reduced(func(x []float64) float64 { return math.Log(sum(x)) }, 18)},
		"ReduceLogSumExp": {1, 2, reduced(logSumExp, 18)},
		"ArgMax":          {1, 1, argBest(func(x, best float64) bool { return x > best })},
		"ArgMin":          {1, 1, argBest(func(x, best float64) bool { return x < best })},
		"CumSum":          {2, 2, cumSum},
		"Softmax":         {1, 1, softmaxed(func(x []float64) { softmax(x) })},
		"LogSoftmax":      {1, 1, softmaxed(func(x []float64) { shift(x, logSumExp(x)) })},
		"Hardmax":         {1, 1, softmaxed(hardmax)},
		"LpNormalization": {1, 1, lpNormalization},
	}
}

func total(xs []float64, f func(float64) float64) (s float64) {
	for _, x := range xs {
		s += f(x)
	}
	return s
}

func extreme(xs []float64, start float64, f func(a, b float64) float64) float64 {
	for _, x := range xs {
		start = f(start, x)
	}
	return start
}

func logSumExp(x []float64) float64 {
	top := extreme(x, math.Inf(-1), math.Max)
	if math.IsInf(top, 0) {
		return top
	}
	return top + math.Log(total(x, func(x float64) float64 { return math.Exp(x - top) }))
}

// reduced is a reduction over axes, which are an input since a version.
func reduced(f func([]float64) float64, since int64) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		t := c.in[0]
		list := c.given("axes", 1, since)
		keep := c.Int("keepdims", 1) != 0
		idle := c.Int("noop_with_empty_axes", 0) != 0
		over := axes(list, len(t.Dims))
		if len(over) == 0 && !idle {
			for i := range t.Dims {
				over = append(over, i)
			}
		}
		out := reduce(t, over, f)
		if !keep {
			out = shaped(out, without(out.Dims, over))
		}
		return one(out)
	}
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

// reduce keeps the reduced axes with size 1. Integers are computed as floating point and must come out whole.
func reduce(t *Tensor, over []int, f func([]float64) float64) *Tensor {
	need(t.Elem != onnx.String, "texts are not reduced")
	dims, inner := slices.Clone(t.Dims), make([]int, len(t.Dims))
	steps := strides(t.Dims)
	for i := range inner {
		inner[i] = 1
	}
	for _, a := range over {
		inner[a], dims[a] = t.Dims[a], 1
	}
	n, start, step := product(inner), walk(dims, steps), walk(inner, steps)
	out := newFloats(dims...)
	out.Elem = onnx.Double
	part := make([]float64, n)
	for i := range out.Floats {
		for j := range part {
			part[j] = at(t, start(i)+step(j))
		}
		out.Floats[i] = f(part)
	}
	return Cast(out, t.Elem)
}

func argBest(better func(x, best float64) bool) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		t := c.in[0]
		a := axis(c.Int("axis", 0), len(t.Dims))
		last, keep := c.Int("select_last_index", 0) != 0, c.Int("keepdims", 1) != 0
		need(t.Dims[a] > 0, "axis %d is empty", a)
		floats := Cast(t, onnx.Double)
		out := Cast(reduce(floats, []int{a}, func(x []float64) float64 {
			best := 0
			for i := range x {
				if better(x[i], x[best]) || last && x[i] == x[best] {
					best = i
				}
			}
			return float64(best)
		}), onnx.Int64)
		if !keep {
			out = shaped(out, without(out.Dims, []int{a}))
		}
		return one(out)
	}
}

func cumSum(c *call) []*Tensor {
	t := Cast(c.in[0], onnx.Double)
	exclusive, reverse := c.Int("exclusive", 0) != 0, c.Int("reverse", 0) != 0
	a := axis(int64(number(c.in[1])), len(t.Dims))
	out := lines(t, a, func(x []float64) {
		if reverse {
			slices.Reverse(x)
		}
		sum := 0.0
		for i, v := range x {
			x[i] = sum + v
			if exclusive {
				x[i] = sum
			}
			sum += v
		}
		if reverse {
			slices.Reverse(x)
		}
	})
	return one(Cast(out, c.in[0].Elem))
}

// lines applies f to each line along an axis.
func lines(t *Tensor, a int, f func(x []float64)) *Tensor {
	out := &Tensor{Elem: t.Elem, Dims: t.Dims, Floats: slices.Clone(t.Floats)}
	inner, n := product(t.Dims[a+1:]), t.Dims[a]
	line := make([]float64, n)
	for start := range product(t.Dims) / max(1, n) {
		from := start/inner*n*inner + start%inner
		for i := range line {
			line[i] = out.Floats[from+i*inner]
		}
		f(line)
		for i := range line {
			out.Floats[from+i*inner] = line[i]
		}
	}
	return out
}

// softmaxed works along an axis. Before opset 13 the axis cut the shape in two, and all that came after it was one line.
func softmaxed(f func([]float64)) func(c *call) []*Tensor {
	return func(c *call) []*Tensor {
		t := c.floats(0)
		if !c.before(13) {
			return one(lines(t, axis(c.Int("axis", -1), len(t.Dims)), f))
		}
		a := axis(c.Int("axis", 1), len(t.Dims)+1)
		if c.Int("axis", 1) < 0 {
			a--
		}
		flat := shaped(t, []int{product(t.Dims[:a]), product(t.Dims[a:])})
		return one(shaped(lines(flat, 1, f), t.Dims))
	}
}

func softmax(x []float64) {
	top := extreme(x, math.Inf(-1), math.Max)
	sum := 0.0
	for i := range x {
		x[i] = math.Exp(x[i] - top)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

func shift(x []float64, by float64) {
	for i := range x {
		x[i] -= by
	}
}

func hardmax(x []float64) {
	best := 0
	for i := range x {
		if x[i] > x[best] {
			best = i
		}
	}
	clear(x)
	x[best] = 1
}

func lpNormalization(c *call) []*Tensor {
	t, p := c.floats(0), c.Int("p", 2)
	need(p == 1 || p == 2, "the norm %d is not understood", p)
	return one(lines(t, axis(c.Int("axis", -1), len(t.Dims)), func(x []float64) { norm(x, p) }))
}

// norm divides by the norm; all zeros stay.
func norm(x []float64, p int64) {
	s := total(x, math.Abs)
	if p == 2 {
		s = math.Sqrt(total(x, func(x float64) float64 { return x * x }))
	}
	for i := range x {
		if s != 0 {
			x[i] /= s
		}
	}
}
