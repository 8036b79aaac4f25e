package op

import (
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// reduce takes sums, means or maxima over axes.
var reduce = &LayerKind{
	Name: "reduce", Doc: "the sum, mean or maximum over axes", Activation: "linear",
	Attrs: []Attr{
		{Name: "op", Doc: "what is taken", Required: true, Range: oneOf("mean sum max")},
		{Name: "axes", Doc: "dimensions that are reduced, from 0 and without the batch; negative from the end", Otherwise: "all", Range: Axes},
		{Name: "keep", Doc: "whether reduced dimensions stay, with size 1", Default: 0, Range: Bool},
	},
	Shape: reduceShape, Forward: reduceForward,
}

// reduced reports for each dimension whether it is reduced.
func (l *Layer) reduced() ([]bool, bool) {
	rank := len(l.Ins[0])
	gone := make([]bool, rank)
	axes := l.ints("axes")
	for i := range gone {
		gone[i] = len(axes) == 0
	}
	for _, a := range axes {
		k, ok := axis(a, rank)
		if !ok || gone[k] {
			return nil, false
		}
		gone[k] = true
	}
	return gone, true
}

func reduceShape(l *Layer) *Misfit {
	gone, ok := l.reduced()
	if !ok {
		return misfit("reduce: axes must be dimensions of %s, each at most once", Dims(l.Ins[0])).at("axes").of(0)
	}
	l.Out = nil
	for i, d := range l.Ins[0] {
		switch {
		case !gone[i]:
			l.Out = append(l.Out, d)
		case l.Args["keep"] == 1:
			l.Out = append(l.Out, 1)
		}
	}
	if len(l.Out) == 0 {
		l.Out = []int{1}
	}
	return nil
}

func reduceForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	gone, _ := l.reduced()
	kept := slices.Clone(x[0].Dims)
	for i := range kept {
		if gone[i] {
			kept[i] = 1
		}
	}
	dst := ir.Strides(kept)
	for i := range dst {
		if gone[i] {
			dst[i] = 0
		}
	}
	block := ir.NewBlock(0, 0, 0, x[0].Dims, dst, ir.Strides(x[0].Dims))
	if l.Words["op"] == "max" {
		z := l.result(b)
		b.Emit(&ir.Largest{Block: block}, z, x[0])
		return z
	}
	if l.Words["op"] == "sum" {
		z := l.result(b)
		b.Emit(&ir.Place{Word: "sum", Blocks: []ir.Block{block}}, z, x[0])
		return z
	}
	sum := l.temp(b, "s", l.Out...)
	b.Emit(&ir.Place{Word: "sum", Blocks: []ir.Block{block}}, sum, x[0])
	z := l.result(b)
	f := &expr.Binary{Op: "/", X: expr.Var("s"), Y: expr.Num(Size(x[0].Dims) / Size(l.Out))}
	b.EmitMap(z, ir.Map{F: f}, ir.Bound{Var: "s", Buf: sum})
	return z
}
