package op

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// conv_transpose1d and conv_transpose2d are the gradients of convolutions, which make a map larger: PyTorch's ConvTranspose1d
// and ConvTranspose2d.
var (
	convTranspose1d = convTransposed("conv_transpose1d", 1, "a convolution the other way round, which makes a signal longer: z = Wᵀ∗x + b")
	convTranspose2d = convTransposed("conv_transpose2d", 2, "a convolution the other way round, which makes a map larger: z = Wᵀ∗x + b")
)

func convTransposed(name string, rank int, doc string) *LayerKind {
	return &LayerKind{
		Name: name, Doc: doc, Weights: true, Activation: "relu",
		Attrs: []Attr{
			{Name: "channels", Doc: "of the result", Required: true, Range: channels},
			{Name: "kernel", Doc: "how many entries an entry reaches", Required: true, Range: extents},
			{Name: "stride", Doc: "from what one entry reaches to what the next does", Default: 1, Range: extents},
			paddingAttr("entries cut off on each side"),
			{Name: "output_padding", Doc: "entries added after the last", Default: 0, Range: Range{Min: 0, Max: maxExtent, Kind: Lengths}},
			{Name: "dilation", Doc: "from one entry that is reached to the next", Default: 1, Range: extents},
			{Name: "groups", Doc: "of channels, each of which sees only its own", Default: 1, Range: channels},
			{Name: "bias", Doc: "whether b is added", Default: 1, Range: Bool},
		},
		Shape:   func(l *Layer) *Misfit { return convTransposeShape(l, rank) },
		Params:  func(l *Layer) []Param { return convParams(l, rank) },
		Forward: convTransposeForward,
	}
}

// convTransposeShape finds the convolution whose gradient this is: from what the layer makes to what it takes.
func convTransposeShape(l *Layer, rank int) *Misfit {
	w, m := l.window(rank, "kernel")
	if m != nil {
		return m
	}
	if list := l.ints("padding"); len(list) == 1 && list[0] == paddingSame {
		return misfit("%s: padding cannot be same", l.Kind.Name).at("padding").hint("write numbers; padding cuts entries off here.")
	}
	sides, m := l.sides(w, rank)
	if m != nil {
		return m
	}
	more, m := l.extents("output_padding", rank, [2]int{0, 0})
	if m != nil {
		return m
	}
	if rank == 1 {
		more[0] = 0
	}
	w.Groups = int(l.Args["groups"])
	w.In, w.Out = [3]int{int(l.Args["channels"])}, w.In
	if m := l.grouped(w.Out[0], w.In[0]); m != nil {
		return m
	}
	for d := range 2 {
		if more[d] >= max(w.Stride[d], w.Dilation[d]) && more[d] > 0 {
			return misfit("%s: output_padding %d must be less than stride or dilation", l.Kind.Name, more[d]).at("output_padding")
		}
		w.Before[d] = sides[d][0]
		if w.In[1+d] = (w.Out[1+d]-1)*w.Stride[d] + span(w, d) - sides[d][0] - sides[d][1] + more[d]; w.In[1+d] < 1 {
			return misfit("%s: padding %d and %d leave nothing of %d entries", l.Kind.Name, sides[d][0], sides[d][1],
				w.In[1+d]+sides[d][0]+sides[d][1]).at("padding").of(0)
		}
	}
	l.Window, l.Out = w, shapeOf(w.In, rank)
	return nil
}

func convTransposeForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	W := l.param(b, 0)
	if l.Args["bias"] != 1 {
		z := l.result(b)
		b.Emit(&ir.ConvInputGrad{Window: l.Window}, z, W, x[0])
		return z
	}
	bias, y := l.param(b, 1), l.temp(b, "y", l.Out...)
	b.Emit(&ir.ConvInputGrad{Window: l.Window}, y, W, x[0])
	z := l.result(b)
	b.EmitMap(z, ir.Map{F: expr.MustParse("y + b", "y", "b")}, ir.Bound{Var: "y", Buf: y}, ir.Bound{Var: "b", Buf: bias, Inner: Size(l.Out) / l.Out[0]})
	return z
}
