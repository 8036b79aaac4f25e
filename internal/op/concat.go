package op

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// concat puts what it takes one after the other along an axis, the first unless set.
var concat = &LayerKind{
	Name: "concat", Doc: "the layers that it takes, one after the other along an axis",
	Attrs: []Attr{{Name: "axis", Doc: "dimension along which they are joined, from 0 and without the batch; negative from the end", Default: 0, Range: Axis}},
	Most:  maxOperands, Shape: concatShape, Forward: concatForward,
}

// maxOperands is how many layers one may join.
const maxOperands = 1000

func concatShape(l *Layer) *Misfit {
	at, ok := axis(int(l.Args["axis"]), len(l.Ins[0]))
	if !ok {
		return misfit("concat: there is no axis %g in shape %s", l.Args["axis"], Dims(l.Ins[0])).at("axis").of(0)
	}
	l.Out = slices.Clone(l.Ins[0])
	for i, dims := range l.Ins[1:] {
		fits := len(dims) == len(l.Out)
		for k := range min(len(dims), len(l.Out)) {
			fits = fits && (k == at || dims[k] == l.Out[k])
		}
		if !fits {
			return misfit("concat of shapes %s and %s: they must agree in all dimensions but %d", Dims(l.Ins[0]), Dims(dims), at).of(0, i+1).
				hint("bring both to the same shape with flatten or reshape.")
		}
		l.Out[at] += dims[at]
	}
	return nil
}

func concatForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	at, _ := axis(int(l.Args["axis"]), len(l.Out))
	dst := ir.Strides(l.Out)
	var blocks []ir.Block
	to := 0
	for i, a := range x {
		blocks = append(blocks, ir.NewBlock(i, to, 0, a.Dims, dst, ir.Strides(a.Dims)))
		to += a.Dims[at] * dst[at]
	}
	y := l.result(b)
	b.Emit(&ir.Place{Word: "concat", Blocks: blocks}, y, x...)
	return y
}
