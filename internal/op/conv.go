package op

import "github.com/nngen/nngen/internal/ir"

// conv1d and conv2d slide the weights of every channel over a map: PyTorch's Conv1d and Conv2d.
var (
	conv1d = convolution("conv1d", 1, "weights that slide along a signal (channels, length): z = W∗x + b")
	conv2d = convolution("conv2d", 2, "weights that slide over a map (channels, rows, columns): z = W∗x + b")
)

func convolution(name string, rank int, doc string) *LayerKind {
	return &LayerKind{
		Name: name, Doc: doc, Weights: true, Activation: "relu",
		Attrs: []Attr{
			{Name: "channels", Doc: "of the result", Required: true, Range: channels},
			{Name: "kernel", Doc: "how many entries a window covers", Required: true, Range: extents},
			{Name: "stride", Doc: "from one window to the next", Default: 1, Range: extents},
			paddingAttr("zeros on each side; same keeps the size at stride 1, valid is none"),
			{Name: "dilation", Doc: "from one entry of a window to the next", Default: 1, Range: extents},
			{Name: "groups", Doc: "of channels, each of which sees only its own; as many as channels: depthwise", Default: 1, Range: channels},
			{Name: "bias", Doc: "whether b is added", Default: 1, Range: Bool},
		},
		Shape:   func(l *Layer) *Misfit { return convShape(l, rank) },
		Params:  func(l *Layer) []Param { return convParams(l, rank) },
		Forward: convForward,
	}
}

func convShape(l *Layer, rank int) *Misfit {
	w, m := l.sliding(rank, "kernel")
	if m != nil {
		return m
	}
	w.Out[0], w.Groups = int(l.Args["channels"]), int(l.Args["groups"])
	if m := l.grouped(w.In[0], w.Out[0]); m != nil {
		return m
	}
	l.Window, l.Out = w, shapeOf(w.Out, rank)
	return nil
}

// grouped says where the groups do not divide the channels.
func (l *Layer) grouped(in, out int) *Misfit {
	groups := int(l.Args["groups"])
	if in%groups == 0 && out%groups == 0 {
		return nil
	}
	return misfit("%s: %d channels to %d cannot be cut into %d groups", l.Kind.Name, in, out, groups).at("groups").of(0).
		hint("use a number of groups that divides both.")
}

func convParams(l *Layer, rank int) []Param {
	w := l.Window
	dims, taps := w.Weights(), w.Kernel[0]*w.Kernel[1]
	in, out := dims[1]*taps, dims[0]*taps
	list := []Param{{Name: "weight", Symbol: "W", Dims: append(dims[:2:2], dims[4-rank:]...), Fill: fill(l.Init, in, out)}}
	if l.Args["bias"] == 1 {
		list = append(list, Param{Name: "bias", Symbol: "b", Dims: []int{int(l.Args["channels"])}, Fill: fillBias(l.Init, in, out)})
	}
	return list
}

func convForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	args := []*ir.Buffer{l.param(b, 0), x[0]}
	if l.Args["bias"] == 1 {
		args = append(args, l.param(b, 1))
	}
	z := l.result(b)
	b.Emit(&ir.Conv{Window: l.Window}, z, args...)
	return z
}
