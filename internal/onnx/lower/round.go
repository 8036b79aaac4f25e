package lower

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/expr"
)

// rounded makes a layer of kind quantize, where the numbers are not whole ones of the range already.
func (b *builder) rounded(x *value, g *grid, to elem) *value {
	least, most := to.Bounds()
	if len(g.zero) > 1 {
		return b.roundedEach(x, g, to)
	}
	low, high := float64(least-g.zero[0]), float64(most-g.zero[0])
	from, step := b.stepped(x, g)
	if !within(from, step, low, high) {
		from = b.add(&Layer{Kind: "quantize", From: []*Layer{from}, Dims: from.Dims, Attrs: []Attr{{"step", step}, {"low", low}, {"high", high}}})
	}
	return b.counted(&value{elem: to, dims: x.dims, batched: x.batched}, &steps{layer: from, size: []float64{1}, zero: float64(g.zero[0])})
}

// roundedEach is rounded with a zero point for each entry along the axis: it is added before the range is kept.
func (b *builder) roundedEach(x *value, g *grid, to elem) *value {
	from, step := b.stepped(x, g)
	n := b.add(&Layer{Kind: "quantize", From: []*Layer{from}, Dims: from.Dims, Attrs: []Attr{{"step", step}, {"low", -farthest}, {"high", farthest}}})
	least, most := to.Bounds()
	q := b.keep(b.scale(b.result(x, n, x.dims), nil, g.zeros(x.dims)), float64(least), float64(most))
	q.elem = to
	return q
}

// farthest is the largest whole number that quantize keeps.
const farthest = 65535.0

// zeros are the zero points of all entries.
func (g *grid) zeros(dims []int) []float64 {
	list := &steps{size: make([]float64, len(g.zero)), axis: g.axis}
	for i, z := range g.zero {
		list.size[i] = float64(z)
	}
	out := make([]float64, size(dims))
	for i := range out {
		out[i] = list.sizeAt(i, dims)
	}
	return out
}

// stepped is what quantize takes of a value, and the step: one for all, or one for each channel of that layer.
func (b *builder) stepped(x *value, g *grid) (from *Layer, step []float64) {
	counted := &steps{size: []float64{1}}
	if x.counts() {
		counted, from = x.steps, x.steps.layer
	} else {
		from = b.layer(x)
	}
	if counted.single() && len(g.size) == 1 {
		return from, []float64{digits(g.size[0] / counted.size[0])}
	}
	wanted := &steps{size: g.size, axis: g.axis}
	for i := range size(x.dims) {
		step = append(step, digits(wanted.sizeAt(i, x.dims)/counted.sizeAt(i, x.dims)))
	}
	inner := size(x.dims) / x.dims[0]
	switch {
	case slices.Max(x.dims) == len(step):
		return b.view(from, []int{len(step)}), step
	case perChannel(step, inner):
		return b.view(from, x.dims), firsts(step, inner)
	}
	return b.scaleLayer(from, x.dims, mapped(step, func(s float64) float64 { return 1 / s }), nil), []float64{1}
}

// within reports whether a layer makes whole numbers of a range.
func within(l *Layer, step []float64, low, high float64) bool {
	for slices.Contains(stays, l.Kind) {
		l = l.From[0]
	}
	return len(step) == 1 && step[0] == 1 && l.Kind == "quantize" && l.attr("low").(float64) >= low && l.attr("high").(float64) <= high
}

// stays are the kinds of layers that make no other numbers than those they take.
var stays = []string{"flatten", "reshape", "permute", "slice", "max_pool1d", "max_pool2d", "global_max_pool"}

// clamped keeps a value within what integers can say, and a step more, but does not round it: what a network computes that was not
// quantized, but for the weights.
func (b *builder) clamped(x *value, g *grid, to elem) *value {
	least, most := to.Bounds()
	low, high := float64(least-g.zero[0]), float64(most-g.zero[0]+1)
	zero := float64(g.zero[0])
	need(len(g.zero) == 1, "a zero point for each channel is not understood without rounding")
	if len(g.size) > 1 {
		wanted := &steps{size: g.size, axis: g.axis}
		factor := make([]float64, size(x.dims))
		for i := range factor {
			factor[i] = 1 / wanted.sizeAt(i, x.dims)
		}
		x = b.keep(b.scale(x, factor, nil), low, high)
		return b.counted(&value{elem: to, dims: x.dims, batched: x.batched}, &steps{layer: b.layer(x), size: []float64{1}, zero: zero})
	}
	s := g.size[0]
	if low, high = shortest(digits(low*s)), shortest(digits(high*s)); !b.keeps(b.layer(x), low, high) {
		x = b.keep(b.named(x), low, high)
	}
	l := b.layer(x)
	b.bounds[l] = [2]float64{low, high}
	return b.counted(&value{elem: to, dims: x.dims, batched: x.batched}, &steps{layer: l, size: []float64{1 / s}, zero: zero})
}

// keep is a value kept within bounds.
func (b *builder) keep(x *value, low, high float64) *value {
	return b.entrywise(fmt.Sprintf("min(max(x, %s), %s)", expr.FormatNum(low), expr.FormatNum(high)), x.elem, x)
}

// keeps reports whether the numbers of a layer lie within bounds as they are: probabilities, or what has been kept so before.
func (b *builder) keeps(l *Layer, low, high float64) bool {
	for slices.Contains(stays, l.Kind) {
		l = l.From[0]
	}
	if have, ok := b.bounds[l]; ok && have[0] >= low && have[1] <= high {
		return true
	}
	return l.Kind == "activation" && (l.Activation.Word == "softmax" || l.Activation.Word == "sigmoid") && low <= 0 && high >= 1
}
