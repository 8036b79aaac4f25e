package eval

import (
	"errors"
	"slices"

	"github.com/nngen/nngen/internal/onnx"
)

// shapes lists the operators that are about shapes.
func shapes() map[string]operator {
	return map[string]operator{
		"Shape":           {1, 1, shapeOf},
		"Size":            {1, 1, func(c *call) []*Tensor { return one(scalarInt(int64(product(c.in[0].Dims)))) }},
		"Reshape":         {2, 2, reshape},
		"Flatten":         {1, 1, flatten},
		"Squeeze":         {1, 2, squeeze},
		"Unsqueeze":       {1, 2, unsqueeze},
		"Transpose":       {1, 1, transpose},
		"Expand":          {2, 2, expand},
		"Tile":            {2, 2, tile},
		"ConstantOfShape": {1, 1, constantOfShape},
		"Range":           {3, 3, rangeOf},
		"EyeLike":         {1, 1, eyeLike},
		"DepthToSpace":    {1, 1, depthToSpace},
		"SpaceToDepth":    {1, 1, spaceToDepth},
	}
}

func scalarInt(x int64) *Tensor { return &Tensor{Elem: onnx.Int64, Dims: []int{}, Ints: []int64{x}} }

func shapeOf(c *call) []*Tensor {
	dims := c.in[0].Dims
	rank := int64(len(dims))
	start, end := c.Int("start", 0), c.Int("end", rank)
	bound := func(i int64) int64 {
		if i < 0 {
			i += rank
		}
		return min(max(i, 0), rank)
	}
	out := newInts(onnx.Int64, 0)
	for _, d := range dims[bound(start):max(bound(start), bound(end))] {
		out.Ints = append(out.Ints, int64(d))
	}
	out.Dims[0] = len(out.Ints)
	return one(out)
}

func reshape(c *call) []*Tensor {
	want := sizes(whole(c.in[1]))
	need(len(c.in[1].Dims) == 1, "the shape is no vector")
	return one(shaped(c.in[0], reshaped(c.in[0].Dims, want, c.Int("allowzero", 0) != 0)))
}

// Reshaped is the shape that Reshape makes of one.
func Reshaped(from []int, shape *Tensor, allowZero bool) (dims []int, err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case failure:
			dims, err = nil, errors.New(string(e))
		default:
			panic(e)
		}
	}()
	dims = reshaped(from, sizes(whole(shape)), allowZero)
	need(product(dims) == product(from), "%d elements do not fit the shape %v", product(from), dims)
	return dims, nil
}

// reshaped is the shape that Reshape means: 0 copies a dimension, -1 follows from the others.
func reshaped(from, want []int, allowZero bool) []int {
	dims := slices.Clone(want)
	rest, free := 1, -1
	for i, d := range dims {
		switch {
		case d == 0 && !allowZero:
			need(i < len(from), "it copies dimension %d of %v", i, from)
			dims[i] = from[i]
		case d == -1:
			need(free < 0, "two dimensions are free")
			free = i
			continue
		}
		rest *= dims[i]
	}
	if free >= 0 {
		need(rest > 0 && product(from)%rest == 0, "%v does not fit %v", from, want)
		dims[free] = product(from) / rest
	}
	return dims
}

func flatten(c *call) []*Tensor {
	t := c.in[0]
	a := axis(c.Int("axis", 1), len(t.Dims)+1)
	if c.Int("axis", 1) < 0 {
		a-- // negative axes count without the end
	}
	return one(shaped(t, []int{product(t.Dims[:a]), product(t.Dims[a:])}))
}

// given reads axes from an attribute, or from input i since a version.
func (c *call) given(name string, i int, since int64) []int64 {
	if c.before(since) {
		return c.Ints(name)
	}
	if t := c.opt(i); t != nil {
		return whole(t)
	}
	return nil
}

func squeeze(c *call) []*Tensor {
	t := c.in[0]
	drop := axes(c.given("axes", 1, 13), len(t.Dims))
	dims := []int{}
	for i, d := range t.Dims {
		listed := slices.Contains(drop, i)
		need(!listed || d == 1, "axis %d has size %d and cannot go", i, d)
		if !listed && (len(drop) > 0 || d != 1) {
			dims = append(dims, d)
		}
	}
	return one(shaped(t, dims))
}

func unsqueeze(c *call) []*Tensor {
	t := c.in[0]
	list := c.given("axes", 1, 13)
	added := axes(list, len(t.Dims)+len(list))
	slices.Sort(added)
	dims := slices.Clone(t.Dims)
	for _, a := range added {
		dims = slices.Insert(dims, a, 1)
	}
	return one(shaped(t, dims))
}

func transpose(c *call) []*Tensor {
	t := c.in[0]
	perm := axes(c.Ints("perm"), len(t.Dims))
	if !c.Has("perm") {
		for i := range t.Dims {
			perm = append(perm, len(t.Dims)-1-i)
		}
	}
	need(len(perm) == len(t.Dims), "%v permutes another rank", perm)
	return one(permuted(t, perm))
}

func permuted(t *Tensor, perm []int) *Tensor {
	own := strides(t.Dims)
	dims, steps := make([]int, len(perm)), make([]int, len(perm))
	for i, p := range perm {
		dims[i], steps[i] = t.Dims[p], own[p]
	}
	return Pick(t, dims, walk(dims, steps))
}

func expand(c *call) []*Tensor {
	dims := broadcast(c.in[0].Dims, sizes(whole(c.in[1])))
	return one(Pick(c.in[0], dims, Spread(dims, c.in[0].Dims)))
}

func tile(c *call) []*Tensor {
	t, times := c.in[0], sizes(whole(c.in[1]))
	need(len(times) == len(t.Dims), "%d repeats are given for rank %d", len(times), len(t.Dims))
	dims := slices.Clone(t.Dims)
	for i := range dims {
		need(times[i] >= 0, "a repeat is %d", times[i])
		dims[i] *= times[i]
	}
	count(dims)
	own, from := strides(dims), strides(t.Dims)
	return one(Pick(t, dims, func(i int) int {
		at := 0
		for k, s := range own {
			at += i / s % t.Dims[k] * from[k]
			i %= s
		}
		return at
	}))
}

func constantOfShape(c *call) []*Tensor {
	value := c.Tensor("value")
	if value == nil {
		value = newFloats(1)
	}
	need(product(value.Dims) == 1, "its value has the shape %v", value.Dims)
	return one(Pick(value, sizes(whole(c.in[0])), func(int) int { return 0 }))
}

func rangeOf(c *call) []*Tensor {
	start, limit, step := number(c.in[0]), number(c.in[1]), number(c.in[2])
	n := (limit - start) / step
	need(step != 0 && n < maxElements, "a range from %g to %g by %g", start, limit, step)
	out := &Tensor{Elem: onnx.Double}
	for i := 0; float64(i) < n; i++ {
		out.Floats = append(out.Floats, start+float64(i)*step)
	}
	out.Dims = []int{len(out.Floats)}
	return one(Cast(out, c.in[0].Elem))
}

func eyeLike(c *call) []*Tensor {
	t := c.in[0]
	need(len(t.Dims) == 2, "its input has rank %d", len(t.Dims))
	k := c.Int("k", 0)
	out := newFloats(t.Dims...)
	for i := range out.Floats {
		out.Floats[i] = float64(bit(int64(i%t.Dims[1]) == int64(i/t.Dims[1])+k))
	}
	return one(Cast(out, onnx.Elem(c.Int("dtype", int64(t.Elem)))))
}

func depthToSpace(c *call) []*Tensor {
	t, b := c.in[0], int(c.Int("blocksize", 0))
	need(len(t.Dims) == 4 && b > 0 && t.Dims[1]%(b*b) == 0, "blocks of %d do not fit %v", b, t.Dims)
	n, ch, h, w := t.Dims[0], t.Dims[1]/(b*b), t.Dims[2], t.Dims[3]
	var p *Tensor
	switch mode := c.Text("mode", "DCR"); mode {
	case "DCR":
		p = permuted(shaped(t, []int{n, b, b, ch, h, w}), []int{0, 3, 4, 1, 5, 2})
	case "CRD":
		p = permuted(shaped(t, []int{n, ch, b, b, h, w}), []int{0, 1, 4, 2, 5, 3})
	default:
		fail("the mode %q is not understood", mode)
	}
	return one(shaped(p, []int{n, ch, h * b, w * b}))
}

func spaceToDepth(c *call) []*Tensor {
	t, b := c.in[0], int(c.Int("blocksize", 0))
	need(len(t.Dims) == 4 && b > 0 && t.Dims[2]%b == 0 && t.Dims[3]%b == 0, "blocks of %d do not fit %v", b, t.Dims)
	n, ch, h, w := t.Dims[0], t.Dims[1], t.Dims[2]/b, t.Dims[3]/b
	p := permuted(shaped(t, []int{n, ch, h, b, w, b}), []int{0, 3, 5, 1, 2, 4})
	return one(shaped(p, []int{n, ch * b * b, h, w}))
}
