package eval

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// count is the number of elements of a shape, within the limit.
func count(dims []int) int {
	n := 1
	for _, d := range dims {
		need(d >= 0, "a dimension is %d", d)
		if d > 0 {
			need(n <= maxElements/d, "a value of shape %v is too large", dims)
		}
		n *= d
	}
	return n
}

// product is the number of elements of dimensions of a tensor that is there.
func product(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}

// newFloats returns a tensor of zeros.
func newFloats(dims ...int) *Tensor {
	return &Tensor{Elem: onnx.Float, Dims: slices.Clone(dims), Floats: make([]float64, count(dims))}
}

// newInts returns a tensor of zeros.
func newInts(elem onnx.Elem, dims ...int) *Tensor {
	return &Tensor{Elem: elem, Dims: slices.Clone(dims), Ints: make([]int64, count(dims))}
}

// shaped returns the data of t with other dimensions.
func shaped(t *Tensor, dims []int) *Tensor {
	need(count(dims) == product(t.Dims), "%d elements do not fit the shape %v", product(t.Dims), dims)
	c := *t
	c.Dims = dims
	return &c
}

// Pick returns a tensor whose element i is element from(i) of t; 0 or an empty text for -1.
func Pick(t *Tensor, dims []int, from func(i int) int) *Tensor {
	n := count(dims)
	out := &Tensor{Elem: t.Elem, Dims: slices.Clone(dims)}
	switch {
	case t.Elem.IsFloat():
		out.Floats = take(t.Floats, n, from)
	case t.Elem == onnx.String:
		out.Strings = take(t.Strings, n, from)
	default:
		out.Ints = take(t.Ints, n, from)
	}
	return out
}

func take[T any](data []T, n int, from func(i int) int) []T {
	list := make([]T, n)
	for i := range list {
		if j := from(i); j >= 0 {
			list[i] = data[j]
		}
	}
	return list
}

// strides are the steps of each axis in a row-major tensor.
func strides(dims []int) []int {
	list := make([]int, len(dims))
	step := 1
	for i := len(dims) - 1; i >= 0; i-- {
		list[i] = step
		step *= dims[i]
	}
	return list
}

// walk maps flat indices of a shape to flat indices elsewhere: the sum over all axes of index·step.
func walk(dims, steps []int) func(i int) int {
	own := strides(dims)
	return func(i int) int {
		at := 0
		for k, s := range own {
			at += i / s * steps[k]
			i %= s
		}
		return at
	}
}

// Spread maps flat indices of a shape to those of a tensor that is broadcast to it.
func Spread(dims, from []int) func(i int) int {
	if slices.Equal(dims, from) {
		return func(i int) int { return i }
	}
	steps := make([]int, len(dims))
	own := strides(from)
	off := len(dims) - len(from)
	for k, d := range from {
		if d != 1 {
			steps[off+k] = own[k]
		}
	}
	return walk(dims, steps)
}

// broadcast is the shape that all are broadcast to.
func broadcast(shapes ...[]int) []int {
	var out []int
	for _, s := range shapes {
		for len(out) < len(s) {
			out = slices.Insert(out, 0, 1)
		}
		off := len(out) - len(s)
		for k, d := range s {
			switch o := out[off+k]; {
			case o == 1:
				out[off+k] = d
			case d != 1 && d != o:
				fail("shapes %v do not fit each other", shapes)
			}
		}
	}
	return out
}

// whole returns the integers of a tensor.
func whole(t *Tensor) []int64 {
	need(t.Elem.IsInt(), "%v is given where integers are needed", t.Elem)
	return t.Ints
}

// sizes returns the integers of a tensor as dimensions.
func sizes(list []int64) []int {
	out := make([]int, len(list))
	for i, x := range list {
		need(x >= math.MinInt32 && x <= math.MaxInt32, "a dimension is %d", x)
		out[i] = int(x)
	}
	return out
}

// number is the only number of a tensor.
func number(t *Tensor) float64 {
	need(product(t.Dims) == 1 && t.Elem != onnx.String, "one number is needed, but %v of %v is given", t.Elem, t.Dims)
	if t.Elem.IsFloat() {
		return t.Floats[0]
	}
	return float64(t.Ints[0])
}

// integer is the only integer of a tensor.
func integer(t *Tensor) int64 {
	need(len(t.Ints) == 1, "one integer is needed, but %v of %v is given", t.Elem, t.Dims)
	return t.Ints[0]
}
