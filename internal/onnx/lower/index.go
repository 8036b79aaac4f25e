package lower

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// indexing lists the operators that take parts and put them together.
func indexing() map[string]rule {
	return map[string]rule{
		"Concat": {1, math.MaxInt16, concat}, "Split": {1, 2, split}, "Slice": {1, 5, slice}, "Gather": {2, 2, gather}, "Pad": {2, 4, pad},
	}
}

func concat(c *call) []*value {
	need(c.Has("axis"), "it has no axis")
	var first *value
	for _, v := range c.in {
		need(v != nil && v.sizes == nil, "it joins what depends on the size of the batch")
		if v.row() {
			first = v
			break
		}
	}
	a := c.axis(first, c.Int("axis", 0))
	var parts []*value
	for _, v := range c.in {
		if v.known != nil {
			v = c.b.constantRow(v, first)
		}
		need(v.batched == first.batched && v.elem == first.elem && len(v.dims) == len(first.dims), "its inputs do not fit each other")
		parts = append(parts, v)
	}
	return one(c.b.joined(parts, a))
}

// joined puts values one after the other along an axis.
func (b *builder) joined(parts []*value, a int) *value {
	if len(parts) == 1 {
		return parts[0]
	}
	need(len(parts) <= 1000, "it joins %d values", len(parts))
	if v := columnsJoined(parts, a); v != nil {
		return v
	}
	dims := slices.Clone(parts[0].dims)
	dims[a] = 0
	l := &Layer{Kind: "concat"}
	for _, v := range parts {
		for k, d := range v.dims {
			need(k == a || d == dims[k], "its shapes do not fit each other")
		}
		dims[a] += v.dims[a]
		l.From = append(l.From, b.shaped(v))
	}
	l.Dims = dims
	if a > 0 {
		l.Attrs = []Attr{{"axis", a}}
	}
	return b.result(parts[0], b.add(l), dims)
}

// columnsJoined puts features of a table one after the other; nil for other values.
func columnsJoined(parts []*value, a int) *value {
	out := *parts[0]
	out.dims, out.uses, out.features = slices.Clone(out.dims), 0, nil
	out.dims[a] = 0
	for _, v := range parts {
		if v.features == nil || v.layer != nil || size(v.dims) != v.dims[a] {
			return nil
		}
		out.dims[a] += v.dims[a]
		out.features = append(out.features, v.features...)
	}
	return &out
}

// part takes n entries of an axis, from start on, step apart.
func (b *builder) part(x *value, a, start, n, step int) *value {
	dims := slices.Clone(x.dims)
	dims[a] = n
	need(n > 0, "it takes no entry")
	if n == x.dims[a] && step == 1 {
		return b.seen(x, dims)
	}
	l := &Layer{Kind: "slice", From: []*Layer{b.shaped(x)}, Dims: dims}
	if a > 0 {
		l.Attrs = append(l.Attrs, Attr{"axis", a})
	}
	if start > 0 {
		l.Attrs = append(l.Attrs, Attr{"start", start})
	}
	if end := start + (n-1)*step + 1; end < x.dims[a] {
		l.Attrs = append(l.Attrs, Attr{"end", end})
	}
	if step > 1 {
		l.Attrs = append(l.Attrs, Attr{"step", step})
	}
	return b.result(x, b.add(l), dims)
}

func split(c *call) []*value {
	x := c.in[0]
	a := c.axis(x, c.Int("axis", 0))
	parts := c.ints("split", 1, 13)
	n, width := int64(len(c.n.Outputs)), int64(x.dims[a])
	if len(parts) == 0 {
		need(c.before(18) || c.Int("num_outputs", 0) == n, "its outputs are not as many as it says")
		each := (width + n - 1) / n
		need(!c.before(18) || width%n == 0, "%d cannot be cut into %d equal parts", width, n)
		for left := width; int64(len(parts)) < n; left -= each {
			parts = append(parts, min(each, left))
		}
	}
	c.Skip("num_outputs")
	var out []*value
	start := int64(0)
	for _, p := range parts {
		need(p > 0 && start+p <= width, "its parts do not fit %d", width)
		out = append(out, c.b.part(x, a, int(start), int(p), 1))
		start += p
	}
	need(start == width && int64(len(out)) == n, "its parts do not fit %d", width)
	return out
}

func slice(c *call) []*value {
	x := c.in[0]
	starts, ends, axes := c.ints("starts", 1, 10), c.ints("ends", 2, 10), c.ints("axes", 3, 10)
	var steps []int64
	if c.opt(4) != nil {
		steps = c.ints("", 4, 0)
	}
	if axes == nil {
		for i := range starts {
			axes = append(axes, int64(i))
		}
	}
	need(len(starts) == len(ends) && len(axes) == len(starts) && (steps == nil || len(steps) == len(starts)), "its starts, ends, axes and steps do not fit each other")
	out := *x
	seen := map[int]bool{}
	for i := range starts {
		step := int64(1)
		if steps != nil {
			step = steps[i]
		}
		if x.batched && (axes[i] == 0 || axes[i] == -int64(x.rank())) && starts[i] == 0 && ends[i] >= math.MaxInt32 && step == 1 {
			continue // all rows
		}
		a := c.axis(x, axes[i])
		need(!seen[a], "axis %d is there twice", a)
		seen[a] = true
		out = *c.sliceAxis(&out, a, starts[i], ends[i], step)
	}
	return one(&out)
}

// sliceAxis cuts an axis; negative steps turn it around.
func (c *call) sliceAxis(x *value, a int, start, end, step int64) *value {
	from, n := eval.SliceRange(start, end, step, int64(x.dims[a]))
	if step > 0 {
		return c.b.part(x, a, from, n, int(step))
	}
	var places []int64
	for i := range n {
		places = append(places, int64(from)+int64(i)*step)
	}
	return c.b.gathered(x, a, places)
}

// gathered takes entries of an axis: a part where they lie evenly, else one after the other.
func (b *builder) gathered(x *value, a int, places []int64) *value {
	need(len(places) > 0 && len(places) <= 1000, "it takes %d entries", len(places))
	step := int64(1)
	if len(places) > 1 {
		step = places[1] - places[0]
	}
	even := step > 0
	for i, p := range places {
		even = even && p == places[0]+int64(i)*step
	}
	if even {
		return b.part(x, a, int(places[0]), len(places), int(step))
	}
	var parts []*value
	for _, p := range places {
		parts = append(parts, b.part(x, a, int(p), 1, 1))
	}
	return b.joined(parts, a)
}

func gather(c *call) []*value {
	x := c.in[0]
	need(x.row(), "its indices are computed; a constant is needed")
	idx := c.constant(1)
	need(idx.Elem.IsInt(), "its indices are %v", idx.Elem)
	a := c.axis(x, c.Int("axis", 0))
	var places []int64
	for _, p := range idx.Ints {
		width := int64(x.dims[a])
		need(p >= -width && p < width, "the index %d is outside of %d", p, width)
		places = append(places, (p+width)%width)
	}
	out := c.b.gathered(x, a, places)
	dims := slices.Concat(x.dims[:a], idx.Dims, x.dims[a+1:])
	return one(c.b.seen(out, dims))
}

// pad puts constants around.
func pad(c *call) []*value {
	x := c.in[0]
	need(!c.before(11) && c.Text("mode", "constant") == "constant", "another padding than by a constant since opset 11 is not understood")
	widths, fill := c.ints("", 1, 0), 0.0
	if v := c.opt(2); v != nil {
		c.constant(2)
		fill, _ = v.number()
	}
	axes := c.ints("", 3, 0)
	if c.opt(3) == nil {
		for i := range x.rank() {
			axes = append(axes, int64(i))
		}
	}
	need(len(widths) == 2*len(axes), "its widths do not fit")
	for i, a := range axes {
		before, after := widths[i], widths[len(axes)+i]
		if before == 0 && after == 0 {
			continue
		}
		need(before >= 0 && after >= 0 && before+after < 1<<20, "it cuts off")
		x = c.padAxis(x, c.axis(x, a), int(before), int(after), fill)
	}
	return one(x)
}

func (c *call) padAxis(x *value, a, before, after int, fill float64) *value {
	var parts []*value
	for i, n := range []int{before, 0, after} {
		if i == 1 {
			parts = append(parts, x)
		} else if n > 0 {
			dims := slices.Clone(x.dims)
			dims[a] = n
			t := &eval.Tensor{Elem: onnx.Float, Dims: dims, Floats: slices.Repeat([]float64{fill}, size(dims))}
			v := c.b.constantRow(constant(t), x)
			v.elem = x.elem
			parts = append(parts, v)
		}
	}
	return c.b.joined(parts, a)
}
