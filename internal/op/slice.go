package op

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// slice takes a part of a dimension.
var slice = &LayerKind{
	Name: "slice", Doc: "the entries start ≤ i < end of an axis",
	Attrs: []Attr{
		{Name: "axis", Doc: "dimension that is cut, from 0 and without the batch; negative from the end", Default: 0, Range: Axis},
		{Name: "start", Doc: "first entry, from 0; negative from the end", Default: 0, Range: Axis},
		{Name: "end", Doc: "the entry after the last; negative from the end; 0 stands for the end", Default: 0, Range: Axis},
		{Name: "step", Doc: "distance between entries", Default: 1, Range: Count},
	},
	Shape: sliceShape, Forward: sliceForward,
}

// span is where a slice begins and how many entries it has; a count below 1 is none.
func (l *Layer) span() (at, from, count int) {
	at, ok := axis(int(l.Args["axis"]), len(l.Ins[0]))
	if !ok {
		return 0, 0, 0
	}
	n := l.Ins[0][at]
	from, to, step := int(l.Args["start"]), int(l.Args["end"]), int(l.Args["step"])
	if from < 0 {
		from += n
	}
	if to <= 0 {
		to += n
	}
	if from < 0 || to > n {
		return at, 0, 0
	}
	return at, from, (to - from + step - 1) / step
}

func sliceShape(l *Layer) *Misfit {
	at, _, count := l.span()
	if count < 1 {
		return misfit("slice: there are no entries from %g to %g in axis %g of %s", l.Args["start"], l.Args["end"], l.Args["axis"], Dims(l.Ins[0])).of(0)
	}
	l.Out = slices.Clone(l.Ins[0])
	l.Out[at] = count
	return nil
}

func sliceForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	at, from, _ := l.span()
	src := ir.Strides(x[0].Dims)
	start := from * src[at]
	src[at] *= int(l.Args["step"])
	y := l.result(b)
	b.Emit(&ir.Place{Word: "slice", Blocks: []ir.Block{ir.NewBlock(0, 0, start, l.Out, ir.Strides(l.Out), src)}}, y, x[0])
	return y
}
