package eval

import (
	"math"
	"slices"
)

// share is an entry and its weight in a sum.
type share struct {
	of     int
	weight float64
}

// resize makes an axis longer or shorter: every entry of the result is the nearest one, or a mean of the two beside it.
func resize(c *call) []*Tensor {
	t := c.floats(0)
	if c.before(11) {
		return one(c.scaled(t, c.floats(1).Floats, nil, "asymmetric", "simple"))
	}
	need(c.Int("antialias", 0) == 0 && c.Text("keep_aspect_ratio_policy", "stretch") == "stretch", "antialias or another policy than stretch is not understood")
	c.Skip("cubic_coeff_a", "exclude_outside", "extrapolation_value")
	var scales []float64
	var wanted []int
	if s := c.opt(2); s != nil && len(s.Dims) == 1 && s.Dims[0] > 0 {
		scales = s.Floats
	}
	if s := c.opt(3); s != nil && len(s.Dims) == 1 && s.Dims[0] > 0 {
		wanted = sizes(whole(s))
	}
	need((scales == nil) != (wanted == nil), "either scales or sizes are needed")
	if c.Has("axes") {
		scales, wanted = c.along(t, scales, wanted)
	}
	return one(c.scaled(t, scales, wanted, c.Text("coordinate_transformation_mode", "half_pixel"), c.Text("nearest_mode", "round_prefer_floor")))
}

// along spreads scales or sizes that are given for some axes.
func (c *call) along(t *Tensor, scales []float64, wanted []int) ([]float64, []int) {
	list := axes(c.Ints("axes"), len(t.Dims))
	need(len(list) == len(scales)+len(wanted), "its axes are not as many as its scales or sizes")
	if scales != nil {
		all := slices.Repeat([]float64{1}, len(t.Dims))
		for i, a := range list {
			all[a] = scales[i]
		}
		return all, nil
	}
	all := slices.Clone(t.Dims)
	for i, a := range list {
		all[a] = wanted[i]
	}
	return nil, all
}

// upsample is what resizing was called before opset 10.
func upsample(c *call) []*Tensor {
	t := c.floats(0)
	scales := c.Floats("scales")
	if !c.before(9) {
		need(c.opt(1) != nil, "its scales are left out")
		scales = c.floats(1).Floats
	}
	return one(c.scaled(t, scales, nil, "asymmetric", "simple"))
}

// scaled resizes one axis after the other.
func (c *call) scaled(t *Tensor, scales []float64, wanted []int, where, nearest string) *Tensor {
	need(len(scales)+len(wanted) == len(t.Dims), "its scales or sizes are not as many as its axes")
	mode := c.Text("mode", "nearest")
	need(mode == "nearest" || mode == "linear" || mode == "bilinear" && c.before(11), "the mode %q is not understood", mode)
	for a, n := range t.Dims {
		need(n > 0, "it resizes nothing")
		var size int
		var scale float64
		if wanted != nil {
			size, scale = wanted[a], float64(wanted[a])/float64(n)
		} else {
			scale = scales[a]
			need(scale > 0 && scale*float64(n) <= maxElements, "a scale is %g", scale)
			size = int(math.Floor(scale * float64(n)))
			need(where != "align_corners" || scale*float64(n) == float64(size), "runtimes do not agree on aligned corners of %g entries", scale*float64(n))
		}
		need(size > 0 && size <= maxElements, "a size of its output is %d", size)
		if size == n && scale == 1 {
			continue
		}
		count(slices.Concat(t.Dims[:a], []int{size}, t.Dims[a+1:]))
		t = mixed(t, a, size, func(i int) []share {
			x := coordinate(where, i, n, size, scale)
			if mode == "nearest" {
				return []share{{min(max(nearestTo(x, scale, nearest), 0), n-1), 1}}
			}
			low := math.Floor(x)
			return []share{{min(max(int(low), 0), n-1), 1 - (x - low)}, {min(max(int(low)+1, 0), n-1), x - low}}
		})
	}
	return t
}

// coordinate is the place in an axis of n entries that entry i of size stands for.
func coordinate(where string, i, n, size int, scale float64) float64 {
	x := float64(i)
	switch where {
	case "asymmetric":
		return x / scale
	case "half_pixel":
		return (x+0.5)/scale - 0.5
	case "pytorch_half_pixel":
		if size == 1 {
			return 0
		}
		return (x+0.5)/scale - 0.5
	case "align_corners":
		if size == 1 {
			return 0
		}
		return x * float64(n-1) / float64(size-1)
	}
	fail("the coordinates %q are not understood", where)
	return 0
}

func nearestTo(x, scale float64, how string) int {
	switch how {
	case "floor":
		return int(math.Floor(x))
	case "ceil":
		return int(math.Ceil(x))
	case "simple": // as it was before there was a choice
		need(scale >= 1 || x == math.Floor(x), "runtimes do not agree on the nearest entry of %g", x)
		return int(math.Floor(x))
	case "round_prefer_floor":
		return int(math.Ceil(x - 0.5))
	case "round_prefer_ceil":
		return int(math.Floor(x + 0.5))
	}
	fail("the mode %q is not understood", how)
	return 0
}

// mixed makes every entry of an axis a sum of entries.
func mixed(t *Tensor, a, size int, of func(i int) []share) *Tensor {
	dims := slices.Clone(t.Dims)
	dims[a] = size
	out := newFloats(dims...)
	out.Elem = t.Elem
	inner, outer := product(t.Dims[a+1:]), product(t.Dims[:a])
	for i := range size {
		for _, s := range of(i) {
			for o := range outer {
				to, from := (o*size+i)*inner, (o*t.Dims[a]+s.of)*inner
				for k := range inner {
					out.Floats[to+k] += s.weight * t.Floats[from+k]
				}
			}
		}
	}
	return out
}
