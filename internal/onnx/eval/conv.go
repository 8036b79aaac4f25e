package eval

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// windows lists the operators that slide over the axes behind the channels.
func windows() map[string]operator {
	return map[string]operator{
		"Conv": {2, 3, conv}, "ConvTranspose": {2, 3, convTranspose}, "MaxPool": {1, 1, maxPool}, "AveragePool": {1, 1, averagePool},
		"Resize": {1, 4, resize}, "Upsample": {1, 2, upsample},
	}
}

// conv is z[n,m,o] = b[m] + Σ W[m,c,k]·x[n,c,o·stride − before + k·dilation], over the channels c of the group of m and all k.
func conv(c *call) []*Tensor {
	x, weight := c.floats(0), c.floats(1)
	need(len(weight.Dims) == len(x.Dims) && len(x.Dims) >= 3, "its weights %v do not fit %v", weight.Dims, x.Dims)
	w := c.window(x, weight.Dims[2:])
	groups := int(c.Int("group", 1))
	rows, channels, depth, maps := x.Dims[0], x.Dims[1], weight.Dims[1], weight.Dims[0]
	need(groups > 0 && depth*groups == channels && maps%groups == 0, "its weights %v do not fit %v in %d groups", weight.Dims, x.Dims, groups)
	bias := c.bias(2, maps)
	out := newFloats(slices.Concat([]int{rows, maps}, w.out)...)
	out.Elem = x.Elem
	inner, places, taps := product(w.in), product(w.out), product(w.kernel)
	afford(len(out.Floats), depth*taps)
	for o := range places {
		seen := w.taps(o)
		for n := range rows {
			for m := range maps {
				first := m / (maps / groups) * depth
				sum := bias[m]
				for d := range depth {
					from, by := x.Floats[(n*channels+first+d)*inner:], weight.Floats[(m*depth+d)*taps:]
					for _, t := range seen {
						sum += by[t.of] * from[t.in]
					}
				}
				out.Floats[(n*maps+m)*places+o] = sum
			}
		}
	}
	return one(out)
}

// bias is an input with a number for each map, zeros where it is left out.
func (c *call) bias(i, maps int) []float64 {
	if c.opt(i) == nil {
		return make([]float64, maps)
	}
	b := c.floats(i)
	need(len(b.Dims) == 1 && b.Dims[0] == maps, "its bias has the shape %v", b.Dims)
	return b.Floats
}

// convTranspose adds W[c,m,k]·x[n,c,i] to z[n,m,i·stride − before + k·dilation]: the gradient of a convolution from z to x.
func convTranspose(c *call) []*Tensor {
	x, weight := c.floats(0), c.floats(1)
	need(len(weight.Dims) == len(x.Dims) && len(x.Dims) >= 3, "its weights %v do not fit %v", weight.Dims, x.Dims)
	w := c.enlarging(x, weight.Dims[2:])
	groups := int(c.Int("group", 1))
	rows, channels, each := x.Dims[0], x.Dims[1], weight.Dims[1]
	need(groups > 0 && weight.Dims[0] == channels && channels%groups == 0, "its weights %v do not fit %v in %d groups", weight.Dims, x.Dims, groups)
	maps := each * groups
	bias := c.bias(2, maps)
	out := newFloats(slices.Concat([]int{rows, maps}, w.in)...)
	out.Elem = x.Elem
	inner, places, taps := product(w.in), product(w.out), product(w.kernel)
	afford(len(x.Floats), each*taps)
	for i := range out.Floats {
		out.Floats[i] = bias[i/inner%maps]
	}
	for o := range places {
		seen := w.taps(o)
		for n := range rows {
			for ch := range channels {
				v := x.Floats[(n*channels+ch)*places+o]
				first := ch / (channels / groups) * each
				for m := range each {
					to, by := out.Floats[(n*maps+first+m)*inner:], weight.Floats[(ch*each+m)*taps:]
					for _, t := range seen {
						to[t.in] += by[t.of] * v
					}
				}
			}
		}
	}
	return one(out)
}

// enlarging is the window of the convolution whose gradient a transposed one is: its output is x.
func (c *call) enlarging(x *Tensor, kernel []int) *window {
	w := c.sizes(x.Dims[2:], kernel)
	rank := len(kernel)
	w.in, w.out = nil, x.Dims[2:]
	w.before, w.after = c.pads(rank)
	more := sizes(c.Ints("output_padding"))
	if len(more) == 0 {
		more = make([]int, rank)
	}
	wanted := sizes(c.Ints("output_shape"))
	auto := c.Text("auto_pad", "NOTSET")
	need(len(more) == rank && (len(wanted) == 0 || len(wanted) == rank), "its output_padding or output_shape does not fit")
	for i, n := range w.out {
		need(more[i] >= 0, "its output_padding is negative")
		full := (n-1)*w.stride[i] + more[i] + w.span(i)
		size := full - w.before[i] - w.after[i]
		switch {
		case len(wanted) > 0:
			size = wanted[i]
		case auto == "SAME_UPPER" || auto == "SAME_LOWER":
			size = n * w.stride[i]
		default:
			need(auto == "NOTSET" || auto == "VALID", "auto_pad %q is not understood", auto)
		}
		need(size > 0 && size <= maxElements, "a size of its output is %d", size)
		if len(wanted) > 0 || auto == "SAME_UPPER" || auto == "SAME_LOWER" {
			total := max(0, full-size)
			w.before[i] = total - total/2
			if auto == "SAME_UPPER" {
				w.before[i] = total / 2
			}
		}
		w.in = append(w.in, size)
	}
	return w
}

// pool applies f to what each window sees of a channel.
func (c *call) pool(w *window, f func(seen []float64, o int) float64) []*Tensor {
	t := c.in[0]
	outer, inner, places := product(t.Dims[:2]), product(w.in), product(w.out)
	out := newFloats(slices.Concat(t.Dims[:2], w.out)...)
	out.Elem = t.Elem
	afford(len(out.Floats), product(w.kernel))
	for o := range places {
		seen := w.taps(o)
		need(len(seen) > 0, "a window sees nothing but padding")
		part := make([]float64, len(seen))
		for n := range outer {
			for i, tap := range seen {
				part[i] = t.Floats[n*inner+tap.in]
			}
			out.Floats[n*places+o] = f(part, o)
		}
	}
	return one(out)
}

// rounded lets ceil_mode add the windows that begin in the map and end behind it.
func (c *call) rounded(w *window) (more bool) {
	if c.Int("ceil_mode", 0) == 0 {
		return false
	}
	for i, n := range w.in {
		rest := (n + w.before[i] + w.after[i] - w.span(i)) % w.stride[i]
		if rest == 0 {
			continue
		}
		need(w.out[i]*w.stride[i] < n+w.before[i], "runtimes do not agree on its last window (ceil_mode)")
		w.out[i]++
		more = true
	}
	return more
}

// maxPool takes integers of 8 bits, too.
func maxPool(c *call) []*Tensor {
	elem := c.in[0].Elem
	if elem == onnx.Int8 || elem == onnx.Uint8 {
		c.in = []*Tensor{Cast(c.in[0], onnx.Double)}
	}
	w := c.window(c.floats(0), nil)
	c.Skip("storage_order") // of the indices
	c.rounded(w)
	out := c.pool(w, func(seen []float64, _ int) float64 { return extreme(seen, math.Inf(-1), math.Max) })
	return one(Cast(out[0], elem))
}

// averagePool divides by the entries of the map that a window sees, or with count_include_pad by the size of the window.
func averagePool(c *call) []*Tensor {
	w := c.window(c.floats(0), nil)
	padding := c.Int("count_include_pad", 0) != 0
	more := c.rounded(w)
	need(!padding || !more, "runtimes do not agree on how much its last window holds (ceil_mode with count_include_pad)")
	return c.pool(w, func(seen []float64, _ int) float64 {
		if padding {
			return total(seen, same) / float64(product(w.kernel))
		}
		return total(seen, same) / float64(len(seen))
	})
}
