package ir

import (
	"fmt"
	"slices"
)

// Window says how a window slides over a map: the geometry of convolutions and pools. A map has channels, rows and columns;
// a signal is a map of one row.
type Window struct {
	In, Out  [3]int  // channels, rows and columns of the map and of the result
	Kernel   [2]int  // the taps of the window, in rows and columns
	Stride   [2]int  // from one window to the next
	Before   [2]int  // zeros above and to the left of the map; Out says how many follow
	Dilation [2]int  // from one tap to the next
	Groups   int     // of channels, each of which sees only its own
	Last     [2]bool // the map and the result lie channels last, as arguments of calls may
	ByTap    bool    // the weights lie tap by tap, likewise
}

// InSize and OutSize are the numbers of entries of the map and of the result.
func (w *Window) InSize() int  { return product(w.In[:]) }
func (w *Window) OutSize() int { return product(w.Out[:]) }

// Weights is the shape of the weights of a convolution.
func (w *Window) Weights() []int {
	return []int{w.Out[0], w.In[0] / w.Groups, w.Kernel[0], w.Kernel[1]}
}

// String prints the window, for example "3x3 of (1, 8, 8)".
func (w *Window) String() string {
	return fmt.Sprintf("%dx%d of %s", w.Kernel[0], w.Kernel[1], Dims(w.In[:]))
}

func (w *Window) arg() string {
	text := w.String()
	if w.Last != [2]bool{} {
		text += fmt.Sprintf(" last %v", w.Last)
	}
	if w.ByTap {
		text += " by tap"
	}
	return text
}

// Channelwise reports whether each of several channels sees only its own.
func (w *Window) Channelwise() bool {
	return w.Groups > 1 && w.Groups == w.In[0] && w.Groups == w.Out[0]
}

// Whole reports whether there is one window, and it sees all of the map.
func (w *Window) Whole() bool {
	return w.Out[1]*w.Out[2] == 1 && w.Kernel == [2]int{w.In[1], w.In[2]} && w.Before == [2]int{}
}

func (w *Window) attributes() string {
	return fmt.Sprintf(" %s stride %v before %v dilation %v groups %d", w, w.Stride, w.Before, w.Dilation, w.Groups)
}

// Taps visits every tap of every window that lies within the map: the entry of a channel of the result, the tap, and the entry
// of a channel of the map.
func (w *Window) Taps(visit func(out, tap, in int)) {
	for oi := range w.Out[1] {
		for oj := range w.Out[2] {
			for ki := range w.Kernel[0] {
				for kj := range w.Kernel[1] {
					i, j := oi*w.Stride[0]+ki*w.Dilation[0]-w.Before[0], oj*w.Stride[1]+kj*w.Dilation[1]-w.Before[1]
					if i >= 0 && i < w.In[1] && j >= 0 && j < w.In[2] {
						visit(oi*w.Out[2]+oj, ki*w.Kernel[1]+kj, i*w.In[2]+j)
					}
				}
			}
		}
	}
}

// valid reports whether the numbers are of a window.
func (w *Window) valid() bool {
	for d := range 2 {
		if w.Kernel[d] < 1 || w.Stride[d] < 1 || w.Dilation[d] < 1 || w.Before[d] < 0 {
			return false
		}
	}
	return w.Groups > 0 && w.In[0]%w.Groups == 0 && w.Out[0]%w.Groups == 0
}

// Conv is Z = W∗A + b, of W, A and, unless it is left out, b: each window of the map A by the weights of every channel of Z.
type Conv struct{ *Window }

// ConvInputGrad is dA of Conv, of W and dZ. It is the transposed convolution, too.
type ConvInputGrad struct{ *Window }

// ConvWeightGrad is dW of Conv, of dZ and A.
type ConvWeightGrad struct{ *Window }

// MaxPool is the largest entry of each window, channel by channel. What lies beyond the map is not seen.
type MaxPool struct{ *Window }

// MaxPoolGrad is dA of MaxPool, of dD, D and A: the first entry that is the largest of its window gets the gradient.
type MaxPoolGrad struct{ *Window }

// AvgPool is the mean of each window, channel by channel: of all its taps, where Padding says so, with zeros beyond the map,
// else of those within.
type AvgPool struct {
	*Window
	Padding bool
}

// AvgPoolGrad is dA of AvgPool, of dD.
type AvgPoolGrad struct {
	*Window
	Padding bool
}

// Name is conv.
func (*Conv) Name() string { return "conv" }

// Name is conv_input_grad.
func (*ConvInputGrad) Name() string { return "conv_input_grad" }

// Name is conv_weight_grad.
func (*ConvWeightGrad) Name() string { return "conv_weight_grad" }

// Name is max_pool.
func (*MaxPool) Name() string { return "max_pool" }

// Name is max_pool_grad.
func (*MaxPoolGrad) Name() string { return "max_pool_grad" }

// Name is avg_pool.
func (*AvgPool) Name() string { return "avg_pool" }

// Name is avg_pool_grad.
func (*AvgPoolGrad) Name() string { return "avg_pool_grad" }

// isMap reports whether b has the entries of a map, or of a result, for every example.
func isMap(b *Buffer, dims [3]int) bool { return b.Batched && b.Size() == product(dims[:]) }

// weighs reports whether the buffer has the weights of the convolution.
func (w *Window) weighs(b *Buffer) bool { return !b.Batched && b.Size() == product(w.Weights()) }

func (c *Conv) fits(d *Buffer, a []*Buffer) bool {
	return c.valid() && (len(a) == 2 || len(a) == 3 && is(a[2], c.Out[0])) && isMap(d, c.Out) && c.weighs(a[0]) && isMap(a[1], c.In)
}

func (c *ConvInputGrad) fits(d *Buffer, a []*Buffer) bool {
	return c.valid() && len(a) == 2 && isMap(d, c.In) && c.weighs(a[0]) && isMap(a[1], c.Out)
}

func (c *ConvWeightGrad) fits(d *Buffer, a []*Buffer) bool {
	return c.valid() && len(a) == 2 && c.weighs(d) && isMap(a[0], c.Out) && isMap(a[1], c.In)
}

// pools reports whether the window keeps channels apart.
func (w *Window) pools() bool { return w.valid() && w.In[0] == w.Out[0] && w.Groups == w.In[0] }

func (p *MaxPool) fits(d *Buffer, a []*Buffer) bool {
	return p.pools() && len(a) == 1 && isMap(d, p.Out) && isMap(a[0], p.In)
}

func (p *MaxPoolGrad) fits(d *Buffer, a []*Buffer) bool {
	return p.pools() && len(a) == 3 && isMap(d, p.In) && slices.Equal(a[2].Dims, d.Dims) && isMap(a[0], p.Out) && isMap(a[1], p.Out)
}

func (p *AvgPool) fits(d *Buffer, a []*Buffer) bool {
	return p.pools() && len(a) == 1 && isMap(d, p.Out) && isMap(a[0], p.In)
}

func (p *AvgPoolGrad) fits(d *Buffer, a []*Buffer) bool {
	return p.pools() && len(a) == 1 && isMap(d, p.In) && isMap(a[0], p.Out)
}

// MultiplyAdds is the work of all products and convolutions of a prediction for one example.
func (p *Program) MultiplyAdds() (n int) {
	for _, in := range p.Forward {
		n += in.MultiplyAdds()
	}
	return n
}

// MultiplyAdds is the work of a product or a convolution for one example; of other operations it is 0.
func (in *Instr) MultiplyAdds() int {
	switch op := in.Op.(type) {
	case Affine:
		W := in.Args[0]
		return W.Size() * in.Dst.Size() / W.Rows()
	case *Conv:
		return op.MultiplyAdds()
	case *ConvInputGrad:
		return op.MultiplyAdds()
	}
	return 0
}

// MultiplyAdds is the work of a convolution for one example, taps beyond the map included.
func (w *Window) MultiplyAdds() int { return w.OutSize() * product(w.Weights()[1:]) }
