package lower

import (
	"slices"

	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// shapes lists the operators that are about shapes.
func shapes() map[string]rule {
	return map[string]rule{
		"Shape": {1, 1, shapeOf}, "Size": {1, 1, sizeOf}, "Reshape": {2, 2, reshape}, "Flatten": {1, 1, flatten}, "Squeeze": {1, 2, squeeze},
		"Unsqueeze": {1, 2, unsqueeze}, "Transpose": {1, 1, transpose}, "Expand": {2, 2, expand}, "Tile": {2, 2, tile},
		"DepthToSpace": {1, 1, depthToSpace}, "SpaceToDepth": {1, 1, spaceToDepth},
	}
}

// dimsAt are the dimensions of a value in the graph for one of the sizes of the batch.
func (v *value) dimsAt(sample int) []int {
	if v.batched {
		return append([]int{samples[sample]}, v.dims...)
	}
	return v.dims
}

// measured makes a value of integers that follow from the shape of another.
func measured(v *value, f func(dims []int) *eval.Tensor) []*value {
	var ts []*eval.Tensor
	for i := range samples {
		ts = append(ts, f(v.dimsAt(i)))
	}
	return one(unify(ts))
}

func shapeOf(c *call) []*value {
	rank := int64(c.in[0].rank())
	bound := func(i int64) int64 {
		if i < 0 {
			i += rank
		}
		return min(max(i, 0), rank)
	}
	start, end := bound(c.Int("start", 0)), bound(c.Int("end", rank))
	return measured(c.in[0], func(dims []int) *eval.Tensor {
		t := &eval.Tensor{Elem: onnx.Int64, Ints: []int64{}}
		for _, d := range dims[start:max(start, end)] {
			t.Ints = append(t.Ints, int64(d))
		}
		t.Dims = []int{len(t.Ints)}
		return t
	})
}

func sizeOf(c *call) []*value {
	return measured(c.in[0], func(dims []int) *eval.Tensor {
		return &eval.Tensor{Elem: onnx.Int64, Dims: []int{}, Ints: []int64{int64(size(dims))}}
	})
}

// seen shows a value in other dimensions.
func (b *builder) seen(v *value, dims []int) *value {
	need(size(dims) == size(v.dims), "%v does not fit %v", v.dims, dims)
	if v.features != nil && v.layer == nil {
		c := *v
		c.dims, c.uses = dims, 0
		return &c
	}
	if v.layer == nil && v.uses <= 1 && v.f != nil && size(v.dims) > 0 {
		b.layer(v)
	}
	return b.result(v, b.layer(v), dims)
}

func reshape(c *call) []*value {
	x, shape := c.in[0], c.in[1]
	need(!shape.row(), "its shape is computed from the inputs")
	allowZero := c.Int("allowzero", 0) != 0
	if !x.batched {
		need(shape.known != nil && !shape.batched, "its shape depends on the size of a batch")
		return one(c.b.seen(x, c.target(x.dims, shape.known, allowZero)))
	}
	if b := c.b.net.Batch; b > 0 && shape.known != nil { // a number of rows written into the shape
		dims := c.target(append([]int{b}, x.dims...), shape.known, allowZero)
		need(len(dims) > 0 && dims[0] == b && size(dims[1:]) == size(x.dims), "it lays rows of the batch together")
		return one(c.b.seen(x, dims[1:]))
	}
	var rest []int
	for i, n := range samples {
		dims := c.target(x.dimsAt(i), shape.at(i), allowZero)
		need(len(dims) > 0 && dims[0] == n && (i == 0 || slices.Equal(rest, dims[1:])), "it lays rows of the batch together")
		rest = dims[1:]
	}
	return one(c.b.seen(x, rest))
}

// target is the shape that Reshape means.
func (c *call) target(from []int, shape *eval.Tensor, allowZero bool) []int {
	dims, err := eval.Reshaped(from, shape, allowZero)
	if err != nil {
		fail("%v", err)
	}
	return dims
}

func flatten(c *call) []*value {
	x := c.in[0]
	rank := int64(x.rank())
	a := c.Int("axis", 1)
	if a < 0 {
		a += rank
	}
	need(a >= 0 && a <= rank, "its axis is outside of rank %d", rank)
	if !x.batched {
		return one(c.b.seen(x, []int{size(x.dims[:a]), size(x.dims[a:])}))
	}
	need(a == 1 || a > 0 && size(x.dims[:a-1]) == 1, "it lays rows of the batch together")
	return one(c.b.seen(x, []int{size(x.dims)}))
}

func squeeze(c *call) []*value {
	x := c.in[0]
	list := c.ints("axes", 1, 13)
	var drop []int
	for _, a := range list {
		drop = append(drop, c.axis(x, a))
	}
	need(list != nil || !x.batched, "it drops the axis of the batch where there is one row")
	dims := []int{}
	for i, d := range x.dims {
		listed := slices.Contains(drop, i)
		need(!listed || d == 1, "axis %d has size %d and cannot go", i, d)
		if !listed && (list != nil || d != 1) {
			dims = append(dims, d)
		}
	}
	return one(c.b.seen(x, dims))
}

func unsqueeze(c *call) []*value {
	x := c.in[0]
	list := c.ints("axes", 1, 13)
	rank := x.rank() + len(list)
	var added []int
	for _, a := range list {
		if a < 0 {
			a += int64(rank)
		}
		need(a >= 0 && a < int64(rank) && !slices.Contains(added, int(a)), "its axes do not fit")
		added = append(added, int(a))
	}
	slices.Sort(added)
	dims := slices.Clone(x.dims)
	for _, a := range added {
		if x.batched {
			need(a > 0, "it puts an axis before that of the batch")
			a--
		}
		dims = slices.Insert(dims, a, 1)
	}
	return one(c.b.seen(x, dims))
}

func transpose(c *call) []*value {
	x := c.in[0]
	perm := c.Ints("perm")
	if !c.Has("perm") {
		for i := range x.rank() {
			perm = append(perm, int64(x.rank()-1-i))
		}
	}
	need(len(perm) == x.rank(), "it permutes another rank")
	if x.batched {
		need(perm[0] == 0, "it moves the axis of the batch")
		perm = perm[1:]
	}
	order := make([]int, len(perm))
	for i, p := range perm {
		order[i] = c.axis(x, p)
	}
	return one(c.b.permuted(x, order))
}

// permuted puts axes into another order. Where only axes of size 1 move, the numbers stay where they are.
func (b *builder) permuted(x *value, order []int) *value {
	sorted := slices.Sorted(slices.Values(order))
	dims := make([]int, len(order))
	last, moves := -1, false
	for i, p := range order {
		need(sorted[i] == i, "it permutes axes that are there twice")
		dims[i] = x.dims[p]
		if dims[i] != 1 {
			moves = moves || p < last
			last = p
		}
	}
	if !moves {
		return b.seen(x, dims)
	}
	from := b.shaped(x)
	if from.Kind == "permute" { // two of them are one, or none
		before := from.attr("axes").([]int)
		var both []int
		for _, p := range order {
			both = append(both, before[p])
		}
		from = from.From[0]
		return b.permuted(b.result(x, from, from.Dims), both)
	}
	l := b.add(&Layer{Kind: "permute", From: []*Layer{from}, Dims: dims, Attrs: []Attr{{"axes", order}}})
	return b.result(x, l, dims)
}

func expand(c *call) []*value {
	x, shape := c.in[0], c.in[1]
	need(!shape.row(), "its shape is computed from the inputs")
	need(x.row(), "it repeats a constant for each row in a way that is not understood")
	var rest []int
	for i, n := range samples {
		dims := broadcastDims(x.dimsAt(i), sizesIn(shape.at(i), "shape"))
		if x.batched {
			need(len(dims) == x.rank() && dims[0] == n && (i == 0 || slices.Equal(rest, dims[1:])), "it repeats rows")
			dims = dims[1:]
		}
		rest = dims
	}
	return one(c.b.expand(x, rest))
}

func tile(c *call) []*value {
	x := c.in[0]
	t := c.constant(1)
	need(t.Elem.IsInt() && len(t.Ints) == x.rank(), "its repeats do not fit")
	times := t.Ints
	if x.batched {
		need(times[0] == 1, "it repeats rows")
		times = times[1:]
	}
	l := c.b.shaped(x)
	for a, n := range times {
		need(n >= 1 && n <= 1000, "it repeats %d times", n)
		if n > 1 {
			dims := slices.Clone(l.Dims)
			dims[a] *= int(n)
			l = c.b.add(&Layer{Kind: "concat", From: slices.Repeat([]*Layer{l}, int(n)), Dims: dims, Attrs: []Attr{{"axis", a}}})
		}
	}
	return one(c.b.result(x, l, l.Dims))
}

// blocks checks an input of channels, rows and columns.
func (c *call) blocks() (x *value, b int) {
	x, b = c.in[0], int(c.Int("blocksize", 0))
	need(x.batched && len(x.dims) == 3 && b > 0, "its input has the shape %v", x.dims)
	return x, b
}

func depthToSpace(c *call) []*value {
	x, b := c.blocks()
	need(x.dims[0]%(b*b) == 0, "blocks of %d do not fit %v", b, x.dims)
	n, h, w := x.dims[0]/(b*b), x.dims[1], x.dims[2]
	if c.Text("mode", "DCR") == "DCR" {
		x = c.b.permuted(c.b.seen(x, []int{b, b, n, h, w}), []int{2, 3, 0, 4, 1})
	} else {
		x = c.b.permuted(c.b.seen(x, []int{n, b, b, h, w}), []int{0, 3, 1, 4, 2})
	}
	return one(c.b.seen(x, []int{n, h * b, w * b}))
}

func spaceToDepth(c *call) []*value {
	x, b := c.blocks()
	need(x.dims[1]%b == 0 && x.dims[2]%b == 0, "blocks of %d do not fit %v", b, x.dims)
	n, h, w := x.dims[0], x.dims[1]/b, x.dims[2]/b
	x = c.b.permuted(c.b.seen(x, []int{n, h, b, w, b}), []int{2, 4, 0, 1, 3})
	return one(c.b.seen(x, []int{n * b * b, h, w}))
}
