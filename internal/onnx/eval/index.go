package eval

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// indexing lists the operators that take elements from places and put them at others.
func indexing() map[string]operator {
	return map[string]operator{
		"Concat":          {1, many, concat},
		"Split":           {1, 2, split},
		"Slice":           {1, 5, slice},
		"Gather":          {2, 2, gather},
		"GatherElements":  {2, 2, gatherElements},
		"GatherND":        {2, 2, gatherND},
		"ScatterElements": {3, 3, scatterElements},
		"Pad":             {1, 4, pad},
		"OneHot":          {3, 3, oneHot},
		"Trilu":           {1, 2, trilu},
		"Compress":        {2, 2, compress},
		"NonZero":         {1, 1, nonZero},
	}
}

func concat(c *call) []*Tensor {
	first := c.in[0]
	need(c.Has("axis"), "it has no axis")
	a := axis(c.Int("axis", 0), len(first.Dims))
	dims := slices.Clone(first.Dims)
	for i, t := range c.in[1:] {
		need(t != nil && t.Elem == first.Elem && len(t.Dims) == len(dims), "its input %d does not fit the first", i+1)
		for k, d := range t.Dims {
			need(k == a || d == dims[k], "the shape %v does not fit %v", t.Dims, dims)
		}
		dims[a] += t.Dims[a]
	}
	out := Pick(first, dims, func(int) int { return -1 })
	start := 0
	for _, t := range c.in {
		place(out, t, a, start)
		start += t.Dims[a]
	}
	return one(out)
}

// place copies t into out, along an axis from a start on.
func place(out, t *Tensor, a, start int) {
	steps := strides(out.Dims)
	to := walk(t.Dims, steps)
	for i := range product(t.Dims) {
		put(out, to(i)+start*steps[a], t, i)
	}
}

func split(c *call) []*Tensor {
	t := c.in[0]
	a := axis(c.Int("axis", 0), len(t.Dims))
	parts := sizes(c.given("split", 1, 13))
	n := len(c.node.Outputs)
	if len(parts) == 0 {
		need(c.before(18) || c.Int("num_outputs", 0) == int64(n), "its outputs are not as many as it says")
		c.Skip("num_outputs")
		each := (t.Dims[a] + n - 1) / n
		need(!c.before(18) || t.Dims[a]%n == 0, "%d cannot be cut into %d equal parts", t.Dims[a], n)
		for left := t.Dims[a]; len(parts) < n; left -= each {
			parts = append(parts, min(each, left))
		}
	}
	var out []*Tensor
	start := 0
	for _, size := range parts {
		need(size >= 0 && start+size <= t.Dims[a], "the parts %v do not fit %d", parts, t.Dims[a])
		out = append(out, cut(t, a, start, size))
		start += size
	}
	need(start == t.Dims[a] && len(out) == n, "the parts %v do not fit %d", parts, t.Dims[a])
	return out
}

// cut takes a part along an axis.
func cut(t *Tensor, a, start, size int) *Tensor {
	dims := slices.Clone(t.Dims)
	dims[a] = size
	steps := strides(t.Dims)
	from := walk(dims, steps)
	return Pick(t, dims, func(i int) int { return from(i) + start*steps[a] })
}

func slice(c *call) []*Tensor {
	t := c.in[0]
	starts, ends, list, by := c.sliceArgs()
	need(len(starts) == len(ends), "%d starts and %d ends are given", len(starts), len(ends))
	if list == nil {
		for i := range starts {
			list = append(list, int64(i))
		}
	}
	along := axes(list, len(t.Dims))
	need(len(along) == len(starts) && (by == nil || len(by) == len(starts)), "its axes or steps do not fit its starts")
	dims, steps := slices.Clone(t.Dims), strides(t.Dims)
	offset := 0
	for i, a := range along {
		step := int64(1)
		if by != nil {
			step = by[i]
		}
		start, n := SliceRange(starts[i], ends[i], step, int64(t.Dims[a]))
		dims[a] = n
		offset += start * steps[a]
		steps[a] *= int(step)
	}
	from := walk(dims, steps)
	return one(Pick(t, dims, func(i int) int { return offset + from(i) }))
}

// sliceArgs are the starts, ends, axes and steps; nil where they are left out.
func (c *call) sliceArgs() (starts, ends, along, steps []int64) {
	if c.before(10) {
		return c.Ints("starts"), c.Ints("ends"), c.Ints("axes"), nil
	}
	need(c.opt(1) != nil && c.opt(2) != nil, "its starts or ends are left out")
	starts, ends = whole(c.in[1]), whole(c.in[2])
	if t := c.opt(3); t != nil {
		along = whole(t)
	}
	if t := c.opt(4); t != nil {
		steps = whole(t)
	}
	return starts, ends, along, steps
}

// SliceRange is where a slice of an axis of size d starts, and how many entries it has.
func SliceRange(start, end, step, d int64) (from, n int) {
	need(step != 0 && step > -math.MaxInt32 && step < math.MaxInt32, "a step is %d", step)
	if start < 0 {
		start = max(start, -d) + d
	}
	if end < 0 {
		end = max(end, -d-1) + d
	}
	if step > 0 {
		start, end = min(start, d), min(end, d)
		return int(start), int(max(0, (end-start+step-1)/step))
	}
	start, end = min(start, d-1), min(end, d-1)
	return int(start), int(max(0, (start-end-step-1)/-step))
}

// entry is an index that counts from the end where it is negative.
func entry(i int64, size int) int {
	need(i >= -int64(size) && i < int64(size), "the index %d is outside of %d", i, size)
	if i < 0 {
		i += int64(size)
	}
	return int(i)
}

func gather(c *call) []*Tensor {
	t, idx := c.in[0], c.in[1]
	return one(Gather(t, idx, axis(c.Int("axis", 0), len(t.Dims))))
}

// Gather takes entries along an axis.
func Gather(t, idx *Tensor, a int) *Tensor {
	places := whole(idx)
	inner := product(t.Dims[a+1:])
	dims := slices.Concat(t.Dims[:a], idx.Dims, t.Dims[a+1:])
	return Pick(t, dims, func(i int) int {
		in, rest := i%inner, i/inner
		return (rest/len(places)*t.Dims[a]+entry(places[rest%len(places)], t.Dims[a]))*inner + in
	})
}

func gatherElements(c *call) []*Tensor {
	t, idx := c.in[0], c.in[1]
	need(len(t.Dims) == len(idx.Dims), "its ranks differ")
	a := axis(c.Int("axis", 0), len(t.Dims))
	return one(Pick(t, idx.Dims, elementAt(t, idx, a)))
}

// elementAt maps an index of idx to the place in t that it means along an axis.
func elementAt(t, idx *Tensor, a int) func(i int) int {
	places := whole(idx)
	steps := strides(t.Dims)
	for k := range t.Dims {
		need(k == a || idx.Dims[k] <= t.Dims[k], "the shape %v does not fit %v", idx.Dims, t.Dims)
	}
	other := slices.Clone(steps)
	other[a] = 0
	from := walk(idx.Dims, other)
	return func(i int) int { return from(i) + entry(places[i], t.Dims[a])*steps[a] }
}

func scatterElements(c *call) []*Tensor {
	t, idx, updates := c.in[0], c.in[1], c.in[2]
	need(len(t.Dims) == len(idx.Dims) && slices.Equal(idx.Dims, updates.Dims) && t.Elem == updates.Elem, "its shapes or types do not fit")
	need(c.Text("reduction", "none") == "none", "a reduction is not understood")
	out := Pick(t, t.Dims, func(i int) int { return i })
	to := elementAt(t, idx, axis(c.Int("axis", 0), len(t.Dims)))
	for i := range product(idx.Dims) {
		put(out, to(i), updates, i)
	}
	return one(out)
}

func gatherND(c *call) []*Tensor {
	t, idx := c.in[0], c.in[1]
	b := int(c.Int("batch_dims", 0))
	need(b >= 0 && b < len(idx.Dims) && b < len(t.Dims) && slices.Equal(t.Dims[:b], idx.Dims[:b]), "batch_dims %d does not fit", b)
	last := idx.Dims[len(idx.Dims)-1]
	need(last <= len(t.Dims)-b, "it has more indices than axes")
	dims := slices.Concat(idx.Dims[:len(idx.Dims)-1], t.Dims[b+last:])
	inner, places, steps := product(t.Dims[b+last:]), whole(idx), strides(t.Dims)
	perBatch := max(1, product(idx.Dims[b:len(idx.Dims)-1]))
	return one(Pick(t, dims, func(i int) int {
		row := i / inner
		at := row/perBatch*product(t.Dims[b:]) + i%inner
		for k := range last {
			at += entry(places[row*last+k], t.Dims[b+k]) * steps[b+k]
		}
		return at
	}))
}

func pad(c *call) []*Tensor {
	t := c.in[0]
	before, after, value := c.padArgs()
	dims := slices.Clone(t.Dims)
	for i := range dims {
		dims[i] = max(0, dims[i]+before[i]+after[i])
	}
	mirror := padPlace(c.Text("mode", "constant"))
	own, from := strides(dims), strides(t.Dims)
	count(dims)
	out := Pick(t, dims, func(i int) int {
		at := 0
		for k, s := range own {
			j := mirror(i/s-before[k], t.Dims[k])
			if j < 0 {
				return -1
			}
			at += j * from[k]
			i %= s
		}
		return at
	})
	if value != nil {
		fillPad(out, t, before, value)
	}
	return one(out)
}

// fillPad writes the value where out is outside of t.
func fillPad(out, t *Tensor, before []int, value *Tensor) {
	need(value.Elem == t.Elem && product(value.Dims) == 1, "its value does not fit")
	own := strides(out.Dims)
	for i := range product(out.Dims) {
		rest := i
		for k, s := range own {
			if j := rest/s - before[k]; j < 0 || j >= t.Dims[k] {
				put(out, i, value, 0)
				break
			}
			rest %= s
		}
	}
}

// padArgs are the widths before and after each axis, and the value of a constant padding, nil for 0.
func (c *call) padArgs() (before, after []int, value *Tensor) {
	rank := len(c.in[0].Dims)
	before, after = make([]int, rank), make([]int, rank)
	list := c.Ints("pads")
	if c.before(11) {
		if x := c.Float("value", 0); x != 0 {
			value = &Tensor{Elem: c.in[0].Elem, Dims: []int{}, Floats: []float64{x}}
		}
	} else {
		need(c.opt(1) != nil, "its widths are left out")
		list, value = whole(c.in[1]), c.opt(2)
	}
	along := make([]int, rank)
	for i := range along {
		along[i] = i
	}
	if t := c.opt(3); t != nil {
		along = axes(whole(t), rank)
	}
	need(len(list) == 2*len(along), "%d widths are given for %d axes", len(list), len(along))
	wide := sizes(list)
	for i, a := range along {
		before[a], after[a] = wide[i], wide[len(along)+i]
	}
	if c.Text("mode", "constant") != "constant" {
		value = nil
	}
	return before, after, value
}

// padPlace says which entry of an axis of size d stands at place i, which may be outside; -1 is none.
func padPlace(mode string) func(i, d int) int {
	switch mode {
	case "constant":
		return func(i, d int) int { return pick(i >= 0 && i < d, i, -1) }
	case "edge":
		return func(i, d int) int { return min(max(i, 0), d-1) }
	case "wrap":
		return func(i, d int) int { return ((i % d) + d) % d }
	case "reflect":
		return func(i, d int) int {
			if d == 1 {
				return 0
			}
			i = ((i % (2*d - 2)) + 2*d - 2) % (2*d - 2)
			return min(i, 2*d-2-i)
		}
	}
	fail("the mode %q is not understood", mode)
	return nil
}

func oneHot(c *call) []*Tensor {
	idx, values := c.in[0], c.in[2]
	depth := int(number(c.in[1]))
	need(len(values.Dims) == 1 && values.Dims[0] == 2 && depth > 0, "its depth or values do not fit")
	a := axis(c.Int("axis", -1), len(idx.Dims)+1)
	dims := slices.Insert(slices.Clone(idx.Dims), a, depth)
	inner := product(dims[a+1:])
	count(dims)
	return one(Pick(values, dims, func(i int) int {
		want := int(at(idx, i/inner/depth*inner+i%inner))
		if want < 0 {
			want += depth
		}
		return pick(i/inner%depth == want, 1, 0)
	}))
}

func trilu(c *call) []*Tensor {
	t := c.in[0]
	need(len(t.Dims) >= 2, "its input has rank %d", len(t.Dims))
	k := 0
	if s := c.opt(1); s != nil {
		k = int(integer(s))
	}
	upper := c.Int("upper", 1) != 0
	rows, cols := t.Dims[len(t.Dims)-2], t.Dims[len(t.Dims)-1]
	return one(Pick(t, t.Dims, func(i int) int {
		row, col := i/cols%rows, i%cols
		return pick(upper && col >= row+k || !upper && col <= row+k, i, -1)
	}))
}

func compress(c *call) []*Tensor {
	t, cond := c.in[0], whole(c.in[1])
	a := 0
	if c.Has("axis") {
		a = axis(c.Int("axis", 0), len(t.Dims))
	} else {
		t = shaped(t, []int{product(t.Dims)})
	}
	idx := newInts(onnx.Int64, 0)
	for i, x := range cond {
		if x != 0 {
			idx.Ints = append(idx.Ints, int64(i))
		}
	}
	idx.Dims[0] = len(idx.Ints)
	return one(Gather(t, idx, a))
}

func nonZero(c *call) []*Tensor {
	t := c.in[0]
	own := strides(t.Dims)
	var found []int
	for i := range product(t.Dims) {
		if at(t, i) != 0 {
			found = append(found, i)
		}
	}
	out := newInts(onnx.Int64, len(t.Dims), len(found))
	for k, s := range own {
		for j, i := range found {
			out.Ints[k*len(found)+j] = int64(i / s % t.Dims[k])
		}
	}
	return one(out)
}
