package op

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// flatten and reshape show the same numbers in another shape; permute puts the dimensions into another order.
var (
	flatten = &LayerKind{Name: "flatten", Doc: "all dimensions as one vector",
		Shape:   func(l *Layer) *Misfit { l.Out = []int{Size(l.Ins[0])}; return nil },
		Forward: view}
	reshape = &LayerKind{Name: "reshape", Doc: "the same numbers in another shape, row by row",
		Attrs: []Attr{{Name: "shape", Doc: "without the batch; one size may be -1 and follows from the others", Required: true, Range: Sizes}},
		Shape: reshapeShape, Forward: view}
	permute = &LayerKind{Name: "permute", Doc: "the dimensions in another order",
		Attrs: []Attr{{Name: "axes", Doc: "which dimension comes where, from 0 and without the batch", Required: true, Range: Axes}},
		Shape: permuteShape, Forward: permuteForward}
)

func view(_ *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer { return x[0].View(l.Out...) }

func reshapeShape(l *Layer) *Misfit {
	l.Out = l.ints("shape")
	open, rest := -1, 1
	for i, d := range l.Out {
		switch {
		case d == -1 && open < 0:
			open = i
		case d < 1:
			return misfit("reshape: %d is no size of a dimension", d).at("shape").hint("sizes are at least 1; one of them may be -1 and follows from the others.")
		default:
			rest *= d
		}
	}
	size := Size(l.Ins[0])
	if open >= 0 && size%rest == 0 {
		l.Out[open] = size / rest
	}
	if Size(l.Out) != size {
		return misfit("reshape: %s has %d entries, but %s has %d", Dims(l.ints("shape")), rest, Dims(l.Ins[0]), size).at("shape").of(0).hint("write sizes whose product is %d; one of them may be -1 and follows from the others.", size)
	}
	return nil
}

func permuteShape(l *Layer) *Misfit {
	order := l.ints("axes")
	rank := len(l.Ins[0])
	sorted := slices.Sorted(slices.Values(order))
	for i, a := range sorted {
		if a != i {
			sorted = nil
			break
		}
	}
	if len(sorted) != rank {
		return misfit("permute: axes must have each of the dimensions 0 to %d of %s once", rank-1, Dims(l.Ins[0])).at("axes").of(0).hint("write them in their new order, without the batch.")
	}
	l.Out = nil
	for _, a := range order {
		l.Out = append(l.Out, l.Ins[0][a])
	}
	return nil
}

func permuteForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	strides, src := ir.Strides(x[0].Dims), []int(nil)
	for _, a := range l.ints("axes") {
		src = append(src, strides[a])
	}
	y := l.result(b)
	b.Emit(&ir.Place{Word: "permute", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, l.Out, ir.Strides(l.Out), src)}}, y, x[0])
	return y
}
