package op

import "github.com/nngen/nngen/internal/ir"

// Pools take the largest entry or the mean of each window, channel by channel: PyTorch's MaxPool and AvgPool.
var (
	maxPool1d = pool("max_pool1d", 1, "the largest entry of each window of a signal", nil)
	maxPool2d = pool("max_pool2d", 2, "the largest entry of each window of a map", nil)
	avgPool1d = pool("avg_pool1d", 1, "the mean of each window of a signal", averaged)
	avgPool2d = pool("avg_pool2d", 2, "the mean of each window of a map", averaged)
)

var averaged = []Attr{{Name: "count_include_pad", Doc: "whether the zeros of padding count", Default: 1, Range: Bool}}

func pool(name string, rank int, doc string, more []Attr) *LayerKind {
	return &LayerKind{
		Name: name, Doc: doc, Activation: "linear",
		Attrs: append([]Attr{
			{Name: "size", Doc: "how many entries a window covers", Required: true, Range: extents},
			{Name: "stride", Doc: "from one window to the next", Otherwise: "size", Range: extents},
			paddingAttr("entries on each side that no maximum sees and that are 0 in a mean"),
		}, more...),
		Shape:   func(l *Layer) *Misfit { return poolShape(l, rank) },
		Forward: poolForward,
	}
}

func poolShape(l *Layer, rank int) *Misfit {
	w, m := l.sliding(rank, "size")
	if m != nil {
		return m
	}
	w.Groups = w.In[0]
	for i, p := range l.ints("padding") {
		if size := w.Kernel[2-rank+i/2]; p >= size {
			return misfit("%s: with padding %d a window of %d may see nothing of the map", l.Kind.Name, p, size).at("padding").hint("use a padding of less than the size.")
		}
	}
	l.Window, l.Out = w, shapeOf(w.Out, rank)
	return nil
}

func poolForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	z := l.result(b)
	if padding, mean := l.Args["count_include_pad"]; mean {
		b.Emit(&ir.AvgPool{Window: l.Window, Padding: padding == 1}, z, x[0])
	} else {
		b.Emit(&ir.MaxPool{Window: l.Window}, z, x[0])
	}
	return z
}
