package lower

import (
	"math"
	"slices"
)

// resizing is how Resize and Upsample make axes longer or shorter.
type resizing struct {
	mode, where, nearest string
	scales               []float64
	sizes                []int // of a row where given, else they follow from scales
}

// resize makes a map larger by a whole factor: the layer upsample. Other nearest entries are gathered.
func resize(c *call) []*value {
	x := c.in[0]
	need(x.elem.IsFloat(), "it computes with %v", x.elem)
	r := c.resizing()
	r.rows(x)
	factor := make([]int, len(x.dims))
	for a, n := range x.dims {
		factor[a] = r.factor(n, a)
	}
	if slices.Min(append(factor, 1)) > 0 {
		return one(c.b.upsampled(x, factor, r))
	}
	need(r.mode == "nearest", "it interpolates by another factor than a whole one, or from other places than upsample does")
	for a, n := range x.dims {
		var places []int64
		for i := range r.size(n, a) {
			places = append(places, int64(r.at(i, n, a)))
		}
		if factor[a] != 1 {
			x = c.b.gathered(x, a, places)
		}
	}
	return one(x)
}

func (c *call) resizing() *resizing {
	r := &resizing{mode: c.Text("mode", "nearest"), where: "asymmetric", nearest: "simple"}
	switch {
	case c.n.Op == "Upsample" && c.before(9):
		r.scales = c.Floats("scales")
	case c.before(11):
		need(c.opt(1) != nil, "its scales are left out")
		r.scales = c.constant(1).Floats
	default:
		r.where, r.nearest = c.Text("coordinate_transformation_mode", "half_pixel"), c.Text("nearest_mode", "round_prefer_floor")
		need(c.Int("antialias", 0) == 0 && c.Text("keep_aspect_ratio_policy", "stretch") == "stretch", "antialias or another policy than stretch is not understood")
		c.Skip("cubic_coeff_a", "exclude_outside", "extrapolation_value")
		c.targets(r)
	}
	if r.mode == "bilinear" && c.before(11) {
		r.mode = "linear"
	}
	need(r.mode == "nearest" || r.mode == "linear", "the mode %q is not understood", r.mode)
	return r
}

// targets reads scales or sizes, which may be given for some axes.
func (c *call) targets(r *resizing) {
	if v := c.opt(2); v != nil && size(v.dims) > 0 {
		r.scales = c.constant(2).Floats
	}
	if v := c.opt(3); v != nil && size(v.dims) > 0 {
		r.sizes = c.sizesOf(v)
	}
	need((r.scales == nil) != (r.sizes == nil), "either scales or sizes are needed")
	if !c.Has("axes") {
		return
	}
	x := c.in[0]
	scales, sizes := slices.Repeat([]float64{1}, x.rank()), slices.Clone(x.dims)
	if x.batched {
		sizes = slices.Insert(sizes, 0, 0) // as many rows as there are
	}
	for i, a := range c.Ints("axes") {
		if a < 0 {
			a += int64(x.rank())
		}
		need(a >= 0 && a < int64(x.rank()) && i < len(r.scales)+len(r.sizes), "its axes do not fit")
		if r.sizes != nil {
			sizes[a] = r.sizes[i]
		} else {
			scales[a] = r.scales[i]
		}
	}
	if r.sizes != nil {
		r.sizes = sizes
	} else {
		r.scales = scales
	}
}

// sizesOf are sizes of a shape that may depend on that of the batch, which must then stand first and becomes 0.
func (c *call) sizesOf(v *value) (list []int) {
	need(!v.row(), "its sizes are computed from the inputs")
	for i, rows := range samples {
		dims := sizesIn(v.at(i), "sizes")
		if batch := c.b.net.Batch; c.in[0].batched && len(dims) == c.in[0].rank() && (dims[0] == rows && v.sizes != nil || batch > 0 && dims[0] == batch) {
			dims[0] = 0
		}
		need(i == 0 || slices.Equal(list, dims), "its sizes depend on that of the batch")
		list = dims
	}
	return list
}

// rows drops the axis of the batch, which must stay as it is.
func (r *resizing) rows(x *value) {
	need(len(r.scales)+len(r.sizes) == x.rank(), "its scales or sizes are not as many as its axes")
	if !x.batched {
		return
	}
	if r.sizes != nil {
		need(r.sizes[0] == 0, "its sizes have a fixed number of rows")
		r.sizes = r.sizes[1:]
		return
	}
	need(r.scales[0] == 1, "it makes more rows")
	r.scales = r.scales[1:]
}

func (r *resizing) size(n, a int) int {
	if r.sizes != nil {
		return r.sizes[a]
	}
	s := r.scales[a] * float64(n)
	need(s >= 1 && s <= 1<<24, "a scale is %g", r.scales[a])
	need(r.where != "align_corners" || s == math.Floor(s), "runtimes do not agree on aligned corners of %g entries", s)
	return int(s)
}

// place is where in an axis of n entries an entry of the result stands.
func (r *resizing) place(i, n, a int) float64 {
	size := r.size(n, a)
	scale := float64(size) / float64(n)
	if r.sizes == nil {
		scale = r.scales[a]
	}
	switch r.where {
	case "asymmetric":
		return float64(i) / scale
	case "half_pixel", "pytorch_half_pixel":
		if size == 1 && r.where == "pytorch_half_pixel" {
			return 0
		}
		return (float64(i)+0.5)/scale - 0.5
	case "align_corners":
		return float64(i) * float64(n-1) / math.Max(1, float64(size-1))
	}
	fail("the coordinates %q are not understood", r.where)
	return 0
}

// at is the nearest entry.
func (r *resizing) at(i, n, a int) int {
	x := r.place(i, n, a)
	k := math.Floor(x)
	switch r.nearest {
	case "floor":
	case "simple":
		need(x == k || r.size(n, a) >= n, "runtimes do not agree on the nearest entry")
	case "ceil":
		k = math.Ceil(x)
	case "round_prefer_floor":
		k = math.Ceil(x - 0.5)
	case "round_prefer_ceil":
		k = math.Floor(x + 0.5)
	default:
		fail("the mode %q is not understood", r.nearest)
	}
	return min(max(int(k), 0), n-1)
}

// factor is the whole factor by which upsample makes the same of an axis, or 0.
func (r *resizing) factor(n, a int) int {
	size := r.size(n, a)
	factor := size / n
	if factor*n != size || factor < 1 {
		return 0
	}
	for i := range size {
		if r.mode == "nearest" {
			if r.at(i, n, a) != i/factor {
				return 0
			}
			continue
		}
		x, own := r.place(i, n, a), (float64(i)+0.5)/float64(factor)-0.5
		if r.corners() {
			own = float64(i) * float64(n-1) / math.Max(1, float64(size-1))
		}
		inside := func(x float64) float64 { return min(max(x, 0), float64(n-1)) } // beside the ends both neighbours are the end
		if math.Abs(inside(x)-inside(own)) > 1e-9*float64(n) {
			return 0
		}
	}
	return factor
}

func (r *resizing) corners() bool { return r.where == "align_corners" }

// upsampled multiplies the sizes of the axes behind the channels.
func (b *builder) upsampled(x *value, factor []int, r *resizing) *value {
	dims, channels := slices.Clone(x.dims), len(x.dims)
	for a, f := range factor {
		dims[a] *= f
		if f > 1 {
			channels = min(channels, a)
		}
	}
	rank := len(dims) - 1
	if !x.batched {
		rank--
	}
	switch {
	case channels == len(dims):
		return x
	case rank != 1 && rank != 2 || channels < len(dims)-rank:
		fail("it makes other axes longer than the one or two behind the channels")
	}
	outer, last := size(dims[:len(dims)-rank]), len(dims)-rank
	from := b.view(b.layer(x), append([]int{outer}, x.dims[last:]...))
	l := &Layer{Kind: "upsample", From: []*Layer{from}, Dims: append([]int{outer}, dims[last:]...), Attrs: []Attr{{"scale_factor", shortInts(factor[last:])}}}
	if r.mode == "linear" {
		l.Attrs = append(l.Attrs, Attr{"mode", map[int]string{1: "linear", 2: "bilinear"}[rank]})
		if r.corners() {
			l.Attrs = append(l.Attrs, Attr{"align_corners", true})
		}
	}
	return b.result(x, b.add(l), dims)
}
