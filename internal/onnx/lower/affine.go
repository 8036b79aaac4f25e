package lower

import (
	"slices"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/onnx/eval"
)

// affine is + - * / of a row and a constant that is not the same everywhere: a layer of kind scale. It is nil where the
// operation is another.
func (b *builder) affine(operator string, x, y *value) *value {
	switch {
	case x.row() && y.known != nil && (!single(y) || folds(x)):
		x, c := b.spread(y, x)
		switch operator {
		case "Add":
			return b.scale(x, nil, c)
		case "Sub":
			return b.scale(x, nil, mapped(c, func(c float64) float64 { return -c }))
		case "Mul":
			return b.scale(x, c, nil)
		case "Div":
			return b.scale(x, mapped(c, func(c float64) float64 { return 1 / c }), nil)
		}
	case y.row() && x.known != nil && (!single(x) || folds(y)):
		y, c := b.spread(x, y)
		switch operator {
		case "Add":
			return b.scale(y, nil, c)
		case "Mul":
			return b.scale(y, c, nil)
		case "Sub":
			return b.scale(y, mapped(c, func(float64) float64 { return -1 }), c)
		case "Div":
			if single(x) {
				return nil
			}
			return b.scale(b.entrywise("1/x", y.elem, y), c, nil)
		}
	}
	return nil
}

// folds reports whether a constant goes into the layer that a value is, or for an input into the normalization.
func folds(v *value) bool {
	return v.uses <= 1 && v.layer != nil && (v.layer.weighs() || v.layer.Kind == "scale" || v.layer.Kind == "input") && v.layer.Activation.Linear()
}

func single(v *value) bool {
	_, ok := v.number()
	return ok
}

func mapped(list []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(list))
	for i, x := range list {
		out[i] = f(x)
	}
	return out
}

// spread is a row and a constant that is broadcast to its shape. Where that would have to grow, the row is repeated first.
func (b *builder) spread(c, x *value) (*value, []float64) {
	dims, _ := b.broadcast([]*value{c, x})
	if !slices.Equal(dims, x.dims) {
		x = b.expand(x, dims)
	}
	t := *eval.Cast(c.known, onnx.Double)
	if c.batched || x.batched && len(t.Dims) > len(dims) {
		t = *eval.Pick(&t, t.Dims[1:], func(i int) int { return i })
	}
	return x, eval.Pick(&t, dims, eval.Spread(dims, t.Dims)).Floats
}

// expand repeats a row along axes of size 1.
func (b *builder) expand(x *value, dims []int) *value {
	l := b.view(b.layer(x), padded(x.dims, len(dims)))
	for a, d := range dims {
		if l.Dims[a] == d {
			continue
		}
		need(d <= 1000, "it repeats a row %d times", d)
		wide := slices.Clone(l.Dims)
		wide[a] = d
		l = b.add(&Layer{Kind: "concat", From: slices.Repeat([]*Layer{l}, d), Dims: wide, Attrs: []Attr{{"axis", a}}})
	}
	return b.result(x, l, dims)
}

// scale is factor∘x + offset; nil is 1 and 0.
func (b *builder) scale(x *value, factor, offset []float64) *value {
	for _, v := range slices.Concat(factor, offset) {
		need(numbers.Finite(v), "it computes with the constant %g", v)
	}
	return b.result(x, b.scaleLayer(b.layer(x), x.dims, factor, offset), x.dims)
}

// scaleLayer has a number for each channel where the numbers allow it, else for each entry of a vector.
func (b *builder) scaleLayer(l *Layer, dims []int, factor, offset []float64) *Layer {
	channels := 1
	if len(dims) > 0 {
		channels = dims[0]
	}
	inner := size(dims) / channels
	if perChannel(factor, inner) && perChannel(offset, inner) && inner > 1 {
		l = b.view(l, dims)
		factor, offset = firsts(factor, inner), firsts(offset, inner)
	} else {
		l = b.view(l, []int{size(dims)})
	}
	s := &Layer{Kind: "scale", From: []*Layer{l}, Dims: l.Dims}
	if factor != nil {
		s.Attrs = append(s.Attrs, Attr{"factor", factor})
	}
	if offset != nil {
		s.Attrs = append(s.Attrs, Attr{"offset", offset})
	}
	return b.add(s)
}

func perChannel(list []float64, inner int) bool {
	for i, x := range list {
		if x != list[i/inner*inner] {
			return false
		}
	}
	return true
}

func firsts(list []float64, inner int) (out []float64) {
	for i := 0; i < len(list); i += inner {
		out = append(out, list[i])
	}
	return out
}

// constantRow makes a layer that is the same for every row of a constant, in the shape that it has beside out.
func (b *builder) constantRow(c, out *value) *value {
	dims := c.dims
	if out.batched && !c.batched {
		dims = c.besideRows(len(out.dims))
	}
	n := size(dims)
	data := eval.Cast(c.known, onnx.Double).Floats[:n]
	return &value{elem: c.elem, dims: dims, batched: out.batched, layer: b.constantLayer(data)}
}

// constantLike is a value whose formula needs no row.
func (b *builder) constantLike(v *value) *value {
	fail("it computes a constant for each row; a graph would be needed whose outputs depend on its inputs")
	return nil
}

// constantLayer computes numbers that do not depend on the row: a dense layer of a 0 that is made of an input, also of one
// that is no number.
func (b *builder) constantLayer(data []float64) *Layer {
	need(len(b.net.Inputs) > 0, "the graph has no inputs")
	if b.zero == nil {
		b.zero = b.zeroLayer()
	}
	return b.add(&Layer{Kind: "dense", From: []*Layer{b.zero}, Dims: []int{len(data)}, Units: len(data),
		Params: []Param{{"weight", []int{len(data), 1}, make([]float64, len(data))}, {"bias", []int{len(data)}, data}}})
}

// zeroLayer is 0 whatever the row.
func (b *builder) zeroLayer() *Layer {
	in := b.net.Inputs[0]
	zero := b.add(&Layer{Kind: "formula", From: []*Layer{in}, Dims: in.Dims, Attrs: []Attr{{"formula", "where(x > 1, where(x < 0, 1, 0), 0)"}}})
	return b.add(&Layer{Kind: "reduce", From: []*Layer{zero}, Dims: []int{1}, Attrs: []Attr{{"op", "sum"}}})
}
