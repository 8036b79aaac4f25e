package lower

import (
	"math"
	"slices"
)

// windows lists the operators that slide over the axes behind the channels.
func windows() map[string]rule {
	return map[string]rule{
		"Conv": {2, 3, conv}, "ConvTranspose": {2, 3, convTranspose}, "MaxPool": {1, 1, maxPool}, "AveragePool": {1, 1, averagePool},
		"GlobalAveragePool": {1, 1, globalPool("global_avg_pool")}, "GlobalMaxPool": {1, 1, globalPool("global_max_pool")},
		"Resize": {1, 4, resize}, "Upsample": {1, 2, resize},
	}
}

// kindOf is the name of a kind of layer for a rank: conv1d, conv2d.
func kindOf(word string, rank int) string { return word + map[int]string{1: "1d", 2: "2d"}[rank] }

// mapOf is input 0 as channels and axes behind them, without an axis of the batch that has size 1 in a graph without batch.
func (c *call) mapOf(most int) (x *value, dims []int) {
	x = c.in[0]
	need(x.row(), "it takes a constant")
	need(x.elem.IsFloat(), "it computes with %v", x.elem)
	dims = x.dims
	if !x.batched {
		need(len(dims) > 0 && dims[0] == 1, "its input %v is a batch where the graph has none", dims)
		dims = dims[1:]
	}
	need(len(dims) >= 2 && len(dims)-1 <= most, "it works on %d axes behind the channels; understood are 1 to %d", len(dims)-1, most)
	return x, dims
}

// mapped is the value of a layer that takes a map; behind the channels of its dimensions stand more axes of size 1 in the graph.
func (c *call) mapped(l *Layer, dims []int) []*value {
	x := c.in[0]
	if !x.batched {
		dims = append([]int{1}, dims...)
	}
	return one(c.b.result(x, c.b.add(l), dims))
}

// slide is how a window slides, with a number for each axis behind the channels.
type slide struct {
	in, kernel, stride, dilation, before, after []int
}

// slides reads the attributes of windows over axes of those sizes.
func (c *call) slides(in, kernel []int) *slide {
	s := &slide{in: slices.Clone(in), kernel: kernel}
	if c.Has("kernel_shape") {
		s.kernel = c.each("kernel_shape", len(in), 1)
		need(kernel == nil || slices.Equal(s.kernel, kernel), "its kernel_shape is not that of its weights, %v", kernel)
	}
	need(len(s.kernel) == len(in), "its kernel is not known")
	s.stride, s.dilation = c.each("strides", len(in), 1), c.each("dilations", len(in), 1)
	for i := range in {
		need(min(s.kernel[i], s.stride[i], s.dilation[i]) > 0, "its sizes are not positive")
	}
	s.before, s.after = make([]int, len(in)), make([]int, len(in))
	if c.Has("pads") {
		list := c.each("pads", 2*len(in), 0)
		s.before, s.after = list[:len(in):len(in)], list[len(in):]
	}
	return s
}

// each is an attribute of n numbers, all def where it is left out.
func (c *call) each(name string, n, def int) []int {
	if !c.Has(name) {
		return slices.Repeat([]int{def}, n)
	}
	var list []int
	for _, v := range c.Ints(name) {
		need(v >= 0 && v <= 4096, "%d in its %s is outside of what a layer can have, 0 to 4096", v, name)
		list = append(list, int(v))
	}
	need(len(list) == n, "its %s are %d numbers where %d are needed", name, len(list), n)
	return list
}

func (s *slide) span(i int) int { return (s.kernel[i]-1)*s.dilation[i] + 1 }

// padded finds the padding that auto_pad asks for.
func (c *call) padded(s *slide) {
	auto := c.Text("auto_pad", "NOTSET")
	if auto == "NOTSET" {
		return
	}
	need(auto == "VALID" || auto == "SAME_UPPER" || auto == "SAME_LOWER", "auto_pad %q is not understood", auto)
	for i, n := range s.in {
		total := 0
		if auto != "VALID" {
			total = max(0, ((n+s.stride[i]-1)/s.stride[i]-1)*s.stride[i]+s.span(i)-n)
		}
		low, high := total/2, total-total/2
		if auto == "SAME_LOWER" {
			low, high = high, low
		}
		need(s.before[i]+s.after[i] == 0 || s.before[i] == low && s.after[i] == high, "its pads do not agree with auto_pad")
		s.before[i], s.after[i] = low, high
	}
}

// over is how many windows there are along each axis.
func (s *slide) over() (out []int) {
	for i, n := range s.in {
		room := n + s.before[i] + s.after[i] - s.span(i)
		need(room >= 0, "a window of %d does not fit %d", s.span(i), n)
		out = append(out, room/s.stride[i]+1)
	}
	return out
}

// short is one number where all are equal.
func shortInts(list []int) any {
	if !slices.ContainsFunc(list, func(v int) bool { return v != list[0] }) {
		return list[0]
	}
	return list
}

// padding is how a spec writes the padding; nil is none.
func (s *slide) padding() any {
	if !slices.ContainsFunc(slices.Concat(s.before, s.after), func(p int) bool { return p != 0 }) {
		return nil
	}
	if slices.Equal(s.before, s.after) {
		return shortInts(s.before)
	}
	var pairs [][]int
	for i := range s.before {
		pairs = append(pairs, []int{s.before[i], s.after[i]})
	}
	return pairs
}

// attrs lists what is not usual.
func (s *slide) attrs(kernel string, usual []int) []Attr {
	list := []Attr{{kernel, shortInts(s.kernel)}}
	if !slices.Equal(s.stride, usual) {
		list = append(list, Attr{"stride", shortInts(s.stride)})
	}
	if p := s.padding(); p != nil {
		list = append(list, Attr{"padding", p})
	}
	if slices.Max(s.dilation) > 1 {
		list = append(list, Attr{"dilation", shortInts(s.dilation)})
	}
	return list
}

func ones(n int) []int { return slices.Repeat([]int{1}, n) }

func conv(c *call) []*value {
	x, dims := c.mapOf(2)
	weight := c.constant(1)
	rank := len(dims) - 1
	need(weight.Elem.IsFloat() && len(weight.Dims) == rank+2, "its weights %v do not fit %v", weight.Dims, dims)
	s := c.slides(dims[1:], weight.Dims[2:])
	c.padded(s)
	groups, maps := c.groups(dims[0], weight.Dims[1], weight.Dims[0])
	out := append([]int{maps}, s.over()...)
	from, by := c.b.factored(x)
	l := &Layer{Kind: kindOf("conv", rank), From: []*Layer{c.b.view(from, dims)}, Dims: out}
	l.Attrs, l.slide = slices.Concat([]Attr{{"channels", maps}}, s.attrs("kernel", ones(rank)), groups), s
	if by != 0 {
		return c.convSteps(l, out, by)
	}
	c.weigh(l, weight.Dims, weight.Floats, maps)
	return c.mapped(l, out)
}

// convSteps gives a convolution of whole numbers its weights, whole ones too where the file has them so. It counts steps whose size is
// the product of those of both.
func (c *call) convSteps(l *Layer, out []int, by float64) []*value {
	w, each := wholeWeights(c.in[1], 0)
	steps := &steps{layer: l, size: mapped(each, func(s float64) float64 { return by * s }), axis: 0}
	c.weigh(l, w.Dims, w.Floats, out[0])
	l.Params[1].Data = inStepsOf(l.Params[1].Data, steps.size)
	l.whole = true
	v := c.mapped(l, out)[0]
	if !v.batched {
		steps.axis = 1
	}
	return one(c.b.counted(v, steps))
}

// groups are written where there are several. depth is how many channels each map sees.
func (c *call) groups(channels, depth, maps int) ([]Attr, int) {
	n := c.Int("group", 1)
	need(n > 0 && n <= 1<<16, "it has %d groups", n)
	groups := int(n)
	need(depth*groups == channels && maps > 0 && maps%groups == 0, "%d channels, weights for %d of them and %d maps do not fit %d groups", channels, depth, maps, groups)
	if groups == 1 {
		return nil, maps
	}
	return []Attr{{"groups", groups}}, maps
}

// weigh gives a convolution its weights, and a bias for each map.
func (c *call) weigh(l *Layer, dims []int, weight []float64, maps int) {
	l.Params = []Param{{"weight", dims, weight}, {"bias", []int{maps}, make([]float64, maps)}}
	if c.opt(2) == nil {
		l.unbiased = true
		return
	}
	l.Params[1].Data = c.vector(2, maps)
}

// convTranspose has its weights in the order of the layer: channels in, channels out of a group, kernel.
func convTranspose(c *call) []*value {
	x, dims := c.mapOf(2)
	weight := c.constant(1)
	rank := len(dims) - 1
	need(weight.Elem.IsFloat() && len(weight.Dims) == rank+2 && weight.Dims[0] == dims[0], "its weights %v do not fit %v", weight.Dims, dims)
	s := c.slides(dims[1:], weight.Dims[2:])
	more := c.each("output_padding", rank, 0)
	out := c.enlarged(s, more)
	n := int(max(1, c.Int("group", 1)))
	groups, maps := c.groups(dims[0], dims[0]/n, weight.Dims[1]*n)
	out = append([]int{maps}, out...)
	l := &Layer{Kind: kindOf("conv_transpose", rank), From: []*Layer{c.b.view(c.b.layer(x), dims)}, Dims: out}
	l.Attrs = slices.Concat([]Attr{{"channels", maps}}, s.attrs("kernel", ones(rank)), groups)
	if slices.Max(more) > 0 {
		l.Attrs = append(l.Attrs, Attr{"output_padding", shortInts(more)})
	}
	c.weigh(l, weight.Dims, weight.Floats, maps)
	return c.mapped(l, out)
}

// enlarged finds the sizes of what a transposed convolution makes, and the padding where output_shape or auto_pad say the
// size. What is wanted beyond what the windows reach is added behind.
func (c *call) enlarged(s *slide, more []int) (out []int) {
	auto := c.Text("auto_pad", "NOTSET")
	need(slices.Contains([]string{"NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"}, auto), "auto_pad %q is not understood", auto)
	same := auto == "SAME_UPPER" || auto == "SAME_LOWER"
	shape := c.Ints("output_shape")
	need(len(shape) == 0 || len(shape) == len(s.in), "its output_shape does not fit")
	for i, n := range s.in {
		full := (n-1)*s.stride[i] + s.span(i) + more[i]
		size := full - s.before[i] - s.after[i]
		if same {
			size = n * s.stride[i]
		}
		if len(shape) > 0 {
			need(shape[i] > 0 && shape[i] <= 1<<24, "a size of its output_shape is %d", shape[i])
			size = int(shape[i])
		}
		if same || len(shape) > 0 {
			total := max(0, full-size)
			low, high := total-total/2, total/2
			if auto == "SAME_UPPER" {
				low, high = high, low
			}
			s.before[i], s.after[i] = low, high
			more[i] += max(0, size-full)
		}
		need(size > 0, "its padding leaves nothing")
		need(more[i] == 0 || more[i] < max(s.stride[i], s.dilation[i]), "an output_padding of %d is not less than its stride or dilation", more[i])
		out = append(out, size)
	}
	return out
}

// pooled reads the windows of a pool. With ceil_mode the last window may end behind the map: that is padding there.
func (c *call) pooled(in []int) (s *slide, out []int, more bool) {
	s = c.slides(in, nil)
	c.padded(s)
	out = s.over()
	for i, n := range s.in {
		if rest := (n + s.before[i] + s.after[i] - s.span(i)) % s.stride[i]; rest > 0 && c.Int("ceil_mode", 0) != 0 {
			s.after[i] += s.stride[i] - rest
			out[i]++
			more = true
			need((out[i]-1)*s.stride[i] < n+s.before[i], "runtimes do not agree on its last window (ceil_mode)")
		}
		need(max(s.before[i], s.after[i]) < s.span(i), "a padding of %d is not less than its kernel", max(s.before[i], s.after[i]))
	}
	c.Skip("ceil_mode")
	return s, out, more
}

// axes are some of the axes of windows.
func (s *slide) axes(from, to int) *slide {
	part := func(list []int) []int { return slices.Clone(list[from:to]) }
	return &slide{part(s.in), part(s.kernel), part(s.stride), part(s.dilation), part(s.before), part(s.after)}
}

// pool makes one layer of one or two axes. Of three, the last two come first: largest entries and means go axis by axis.
func (c *call) pool(word string, dims []int, s *slide, out []int, attrs ...Attr) []*value {
	l := c.b.layer(c.in[0])
	channels := dims[0]
	if len(out) == 3 {
		l = c.b.poolLayer(word, c.b.view(l, []int{channels * dims[1], dims[2], dims[3]}), s.axes(1, 3), out[1:], attrs)
		first, flat := s.axes(0, 1), size(out[1:])
		both := &slide{append(first.in, flat), append(first.kernel, 1), append(first.stride, 1), ones(2), append(first.before, 0), append(first.after, 0)}
		l = c.b.poolLayer(word, c.b.view(l, []int{channels, dims[1], flat}), both, []int{out[0], flat}, attrs)
	} else {
		l = c.b.poolLayer(word, c.b.view(l, dims), s, out, attrs)
	}
	dims = append([]int{channels}, out...)
	if !c.in[0].batched {
		dims = append([]int{1}, dims...)
	}
	return one(c.b.result(c.in[0], l, dims))
}

func (b *builder) poolLayer(word string, from *Layer, s *slide, out []int, attrs []Attr) *Layer {
	return b.add(&Layer{Kind: kindOf(word, len(out)), From: []*Layer{from}, Dims: append([]int{from.Dims[0]}, out...), Attrs: append(s.attrs("size", s.kernel), attrs...)})
}

func maxPool(c *call) []*value {
	_, dims := c.mapOf(3)
	s, out, _ := c.pooled(dims[1:])
	c.Skip("storage_order") // of the indices
	if slices.Max(s.dilation) > 1 {
		return one(c.dilatedMax(dims, s, out))
	}
	return c.pool("max_pool", dims, s, out)
}

// dilatedMax is the largest of the entries that stand at each place of a window, axis by axis: a maximum of slices.
func (c *call) dilatedMax(dims []int, s *slide, out []int) *value {
	x := c.in[0]
	first := len(x.dims) - len(dims) + 1
	for i := range out {
		a := first + i
		x = c.padAxis(x, a, s.before[i], s.after[i], -math.MaxFloat32)
		if x = c.b.named(x); s.kernel[i] == 1 && s.stride[i] == 1 {
			continue
		}
		need(s.kernel[i] <= 256, "a pool of %d with dilation is not understood", s.kernel[i])
		var largest *value
		for k := range s.kernel[i] {
			part := c.b.part(x, a, k*s.dilation[i], out[i], s.stride[i])
			if largest == nil {
				largest = part
				continue
			}
			largest.uses = 1
			largest = c.b.entrywise("max(x, y)", x.elem, largest, part)
		}
		x = largest
	}
	return x
}

func averagePool(c *call) []*value {
	_, dims := c.mapOf(3)
	s, out, more := c.pooled(dims[1:])
	need(slices.Max(s.dilation) == 1, "a mean with dilation is not understood")
	counts := c.Int("count_include_pad", 0) != 0
	need(!counts || !more, "runtimes do not agree on how much its last window holds (ceil_mode with count_include_pad)")
	if s.padding() == nil || counts {
		return c.pool("avg_pool", dims, s, out)
	}
	return c.pool("avg_pool", dims, s, out, Attr{"count_include_pad", false})
}

// globalPool makes a vector of a map; the graph keeps axes of size 1.
func globalPool(kind string) func(c *call) []*value {
	return func(c *call) []*value {
		x := c.in[0]
		dims := x.dims
		if !x.batched {
			need(len(dims) > 0 && dims[0] == 1, "its input %v is a batch where the graph has none", dims)
			dims = dims[1:]
		}
		need(len(dims) >= 2, "its input has rank %d", x.rank())
		from := c.b.view(c.b.layer(x), dims)
		return c.mapped(&Layer{Kind: kind, From: []*Layer{from}, Dims: dims[:1:1]}, append([]int{dims[0]}, ones(len(dims)-1)...))
	}
}
