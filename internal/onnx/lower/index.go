package lower

import (
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// indexing lists the operators that take parts and put them together.
func indexing() map[string]rule {
	return map[string]rule{
		"Concat": {1, math.MaxInt16, concat}, "Split": {1, 2, split}, "Slice": {1, 5, slice}, "Gather": {2, 2, gather}, "Pad": {1, 4, pad},
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
	if x.features != nil && x.layer == nil && size(x.dims) == x.dims[a] {
		out := &value{elem: x.elem, dims: dims, batched: x.batched}
		for i := range n {
			out.features = append(out.features, x.features[start+i*step])
		}
		return out
	}
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

// gathered takes entries of an axis: parts in which they lie evenly, one after the other.
func (b *builder) gathered(x *value, a int, places []int64) *value {
	need(len(places) > 0 && len(places) <= 1<<16, "it takes %d entries", len(places))
	if n := evenly(places); n < len(places) && x.features == nil {
		x = b.named(x)
	}
	var parts []*value
	for len(places) > 0 {
		n := evenly(places)
		step := 1
		if n > 1 {
			step = int(places[1] - places[0])
		}
		parts = append(parts, b.part(x, a, int(places[0]), n, step))
		need(len(parts) <= 500, "it takes entries from more than 500 places")
		places = places[n:]
	}
	return b.joined(parts, a)
}

// evenly is how many places from the first on lie a step apart that is not negative.
func evenly(places []int64) int {
	if len(places) < 2 || places[1] <= places[0] {
		return 1
	}
	n := 2
	for n < len(places) && places[n]-places[n-1] == places[1]-places[0] {
		n++
	}
	return n
}

func gather(c *call) []*value {
	x := c.in[0]
	if !x.row() {
		return one(c.embedded())
	}
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

// embedded takes rows of a constant table: two dense layers, the first of which is 1 at the place of the index, counted from
// the end where it is negative.
func (c *call) embedded() *value {
	table, idx := c.constant(0), c.in[1]
	need(c.Int("axis", 0) == 0 && len(table.Dims) > 0, "its indices are computed; those of the first axis are understood")
	need(idx.elem.IsInt() && idx.elem != onnx.Bool && table.Elem.IsFloat(), "it takes %v by %v", table.Elem, idx.elem)
	n, rows, width := size(idx.dims), table.Dims[0], size(table.Dims[1:])
	need(rows > 0 && width > 0 && rows <= 1<<16 && n*rows <= 1<<20, "a table of %d rows by %d indices is too large", rows, n)
	need(!slices.ContainsFunc(table.Floats, func(x float64) bool { return !numbers.Finite(x) }), "its table holds what is no number")
	dims := []int{n, 1}
	if n == 1 {
		dims = []int{1}
	}
	places, turned := make([]float64, rows), make([]float64, 0, rows*width)
	for i := range places {
		places[i] = -float64(i)
	}
	for e := range width {
		for i := range rows {
			turned = append(turned, table.Floats[i*width+e])
		}
	}
	hot := c.b.dense(c.b.view(c.b.layer(idx), dims), rows, slices.Repeat([]float64{1}, rows), places)
	hot.Activation = Activation{Formula: fmt.Sprintf("max(0, 1 - abs(x)) + max(0, 1 - abs(x + %d))", rows)}
	c.b.net.index(rows)
	out := c.b.result(idx, c.b.dense(hot, width, turned, make([]float64, width)), slices.Concat(idx.dims, table.Dims[1:]))
	out.elem = table.Elem
	return out
}

// index notes how many rows a table has that an input may point into.
func (n *Network) index(rows int) {
	if n.Codes == 0 || rows < n.Codes {
		n.Codes = rows
	}
}

// pad puts constants, or entries of the axis itself, around, and cuts off where a width is negative.
func pad(c *call) []*value {
	x := c.in[0]
	need(x.row(), "it takes a constant")
	mode := c.Text("mode", "constant")
	widths, fill := c.padWidths(x)
	for a, w := range widths {
		if w[0] < 0 || w[1] < 0 {
			need(mode == "constant", "it cuts off and pads by %s", mode)
			x = c.b.part(x, a, max(-w[0], 0), x.dims[a]+min(w[0], 0)+min(w[1], 0), 1)
			widths[a] = [2]int{max(w[0], 0), max(w[1], 0)}
		}
	}
	if l := c.b.padLayer(x, widths, mode == "constant" && fill == 0); l != nil {
		return one(l)
	}
	for a, w := range widths {
		switch {
		case w == [2]int{}:
		case mode == "constant":
			x = c.padAxis(x, a, w[0], w[1], fill)
		default:
			x = c.b.gathered(x, a, mirrored(mode, x.dims[a], w))
		}
	}
	return one(x)
}

// padWidths are the widths before and after each axis of a row, and what a constant padding is filled with.
func (c *call) padWidths(x *value) (list [][2]int, fill float64) {
	var widths, axes []int64
	switch {
	case c.before(2):
		widths, fill = c.Ints("paddings"), c.Float("value", 0)
	case c.before(11):
		widths, fill = c.Ints("pads"), c.Float("value", 0)
	default:
		need(c.opt(1) != nil, "its widths are left out")
		widths, axes = c.ints("", 1, 0), c.ints("", 3, 0)
		if v := c.opt(2); v != nil {
			c.constant(2)
			fill, _ = v.number()
		}
	}
	if axes == nil {
		for i := range x.rank() {
			axes = append(axes, int64(i))
		}
	}
	need(len(widths) == 2*len(axes), "its widths do not fit")
	list = make([][2]int, len(x.dims))
	for i, a := range axes {
		before, after := widths[i], widths[len(axes)+i]
		if before == 0 && after == 0 {
			continue
		}
		need(max(before, -before, after, -after) < 1<<20, "a width is too large")
		list[c.axis(x, a)] = [2]int{int(before), int(after)}
	}
	return list, fill
}

// mirrored are the entries of an axis of n that stand where a padding of that mode has them.
func mirrored(mode string, n int, w [2]int) (places []int64) {
	for i := -w[0]; i < n+w[1]; i++ {
		p := i
		switch mode {
		case "edge":
			p = min(max(i, 0), n-1)
		case "reflect":
			need(w[0] < n && w[1] < n, "it reflects more than there is")
			if p = max(i, -i); p > n-1 {
				p = 2*(n-1) - p
			}
		case "wrap":
			p = (i%n + n) % n
		default:
			fail("the mode %q is not understood", mode)
		}
		places = append(places, int64(p))
	}
	return places
}

// padLayer is the layer pad: zeros around the one or two axes behind the channels; nil where that does not fit.
func (b *builder) padLayer(x *value, widths [][2]int, zeros bool) *value {
	rank := len(x.dims) - 1
	if !zeros || !x.batched || rank != 1 && rank != 2 || widths[0] != [2]int{} {
		return nil
	}
	s, dims := &slide{}, slices.Clone(x.dims)
	for i, w := range widths[1:] {
		if min(w[0], w[1]) < 0 || max(w[0], w[1]) > 4096 {
			return nil
		}
		s.before, s.after = append(s.before, w[0]), append(s.after, w[1])
		dims[1+i] += w[0] + w[1]
	}
	if s.padding() == nil {
		return x
	}
	return b.result(x, b.add(&Layer{Kind: "pad", From: []*Layer{b.shaped(x)}, Dims: dims, Attrs: []Attr{{"padding", s.padding()}}, slide: s}), dims)
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
