package eval

// window is how an operator slides over the axes behind the channels, with a number for each of them.
type window struct {
	in, out, kernel, stride, dilation, before, after []int
}

// maxWork bounds the products of one node: a small file may ask for more than anybody wants to wait for.
const maxWork = 1 << 32

// afford refuses a node with so many entries, of so many products each.
func afford(entries, products int) {
	need(int64(entries) <= maxWork/max(1, int64(products)), "it computes too much")
}

// window reads the attributes of a convolution or a pool over t; kernel is nil where only the attribute says it.
func (c *call) window(t *Tensor, kernel []int) *window {
	need(len(t.Dims) >= 3, "its input has rank %d", len(t.Dims))
	w := c.sizes(t.Dims[2:], kernel)
	auto := c.Text("auto_pad", "NOTSET")
	w.before, w.after = c.pads(len(w.in))
	switch auto {
	case "NOTSET":
	case "VALID", "SAME_UPPER", "SAME_LOWER":
		given := [2][]int{w.before, w.after}
		w.before, w.after = make([]int, len(w.in)), make([]int, len(w.in))
		for i := range w.in {
			if auto != "VALID" {
				w.same(i, auto == "SAME_UPPER")
			}
			zero := given[0][i] == 0 && given[1][i] == 0
			need(zero || given[0][i] == w.before[i] && given[1][i] == w.after[i], "its pads do not agree with auto_pad")
		}
	default:
		fail("auto_pad %q is not understood", auto)
	}
	for i, n := range w.in {
		room := n + w.before[i] + w.after[i] - w.span(i)
		need(room >= 0, "a window of %d does not fit %d", w.span(i), n)
		w.out = append(w.out, room/w.stride[i]+1)
	}
	return w
}

// sizes reads kernel_shape, strides and dilations.
func (c *call) sizes(in, kernel []int) *window {
	w := &window{in: in, kernel: kernel}
	if c.Has("kernel_shape") {
		w.kernel = sizes(c.Ints("kernel_shape"))
		for i, k := range kernel {
			need(len(w.kernel) == len(kernel) && w.kernel[i] == k, "its kernel_shape %v is not that of its weights, %v", w.kernel, kernel)
		}
	}
	w.stride, w.dilation = c.each("strides", len(in)), c.each("dilations", len(in))
	need(len(w.kernel) == len(in), "its kernel %v does not fit %v", w.kernel, in)
	for i := range in {
		need(in[i] > 0 && w.kernel[i] > 0 && w.stride[i] > 0 && w.dilation[i] > 0, "its sizes are not positive")
		need(w.kernel[i] <= maxElements && w.dilation[i] <= maxElements && w.stride[i] <= maxElements, "its sizes are too large")
	}
	return w
}

// each is an attribute with a number for each axis, 1 where it is left out.
func (c *call) each(name string, n int) []int {
	list := sizes(c.Ints(name))
	if len(list) == 0 {
		for range n {
			list = append(list, 1)
		}
	}
	need(len(list) == n, "its %s are not as many as its axes", name)
	return list
}

// pads are the entries before and after each axis.
func (c *call) pads(n int) (before, after []int) {
	list := sizes(c.Ints("pads"))
	if len(list) == 0 {
		list = make([]int, 2*n)
	}
	need(len(list) == 2*n, "its pads are not twice as many as its axes")
	for _, p := range list {
		need(p >= 0 && p <= maxElements, "a padding is %d", p)
	}
	return list[:n:n], list[n:]
}

// same pads so that there are as many windows as strides begin.
func (w *window) same(i int, upper bool) {
	count := (w.in[i] + w.stride[i] - 1) / w.stride[i]
	total := max(0, (count-1)*w.stride[i]+w.span(i)-w.in[i])
	w.before[i], w.after[i] = total/2, total-total/2
	if !upper {
		w.before[i], w.after[i] = w.after[i], w.before[i]
	}
}

// span is how many entries of an axis a window covers.
func (w *window) span(i int) int { return (w.kernel[i]-1)*w.dilation[i] + 1 }

// tap is a place in a window, and the entry of the channel that stands there.
type tap struct{ of, in int }

// taps lists what the window at a place of the output sees.
func (w *window) taps(out int) []tap {
	list := []tap{{}}
	step := 1
	for _, n := range w.out {
		step *= n
	}
	for i, n := range w.out {
		step /= n
		start := out/step%n*w.stride[i] - w.before[i]
		var longer []tap
		for _, t := range list {
			for k := range w.kernel[i] {
				if at := start + k*w.dilation[i]; at >= 0 && at < w.in[i] {
					longer = append(longer, tap{t.of*w.kernel[i] + k, t.in*w.in[i] + at})
				}
			}
		}
		list = longer
	}
	return list
}
