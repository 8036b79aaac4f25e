package op

import "github.com/nngen/nngen/internal/ir"

// Global pools take one number of each channel: PyTorch's adaptive pools to size 1, flattened.
var (
	globalAvgPool = &LayerKind{Name: "global_avg_pool", Doc: "the mean of each channel, as a vector", Activation: "linear", Shape: globalShape,
		Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
			z := l.result(b)
			b.Emit(&ir.AvgPool{Window: l.Window, Padding: true}, z, x[0])
			return z
		}}
	globalMaxPool = &LayerKind{Name: "global_max_pool", Doc: "the largest entry of each channel, as a vector", Activation: "linear", Shape: globalShape,
		Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
			z := l.result(b)
			b.Emit(&ir.MaxPool{Window: l.Window}, z, x[0])
			return z
		}}
)

// globalShape: one window sees all of a channel.
func globalShape(l *Layer) *Misfit {
	in := l.Ins[0]
	if len(in) < 2 {
		return misfit("%s takes channels of several entries, not the vector %s", l.Kind.Name, Dims(in)).of(0)
	}
	size := Size(in[1:])
	l.Out = in[:1]
	l.Window = &ir.Window{In: [3]int{in[0], 1, size}, Out: [3]int{in[0], 1, 1}, Kernel: [2]int{1, size}, Stride: [2]int{1, 1}, Dilation: [2]int{1, 1}, Groups: in[0]}
	return nil
}
