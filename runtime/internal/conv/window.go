package conv

import "github.com/nngen/nngen/runtime/internal/mat"

// Window says how a window slides over a map. A signal is a map of one row. Zeros stand for strides and dilations of 1, and for one
// group.
type Window struct {
	In, Out  [3]int // channels, rows and columns of the map and of the result
	Kernel   [2]int // the taps of the window, in rows and columns
	Stride   [2]int // from one window to the next
	Before   [2]int // zeros above and to the left of the map; Out says how many follow
	Dilation [2]int // from one tap to the next
	Groups   int    // of channels, each of which sees only its own
	// Last says of the map and of the result of a convolution forward that they lie channels last: what all channels have in one place
	// lies side by side.
	Last [2]bool
	// ByTap says that the weights, and the gradient by them, lie tap by tap, w[c][k][l][o]: those of all channels for a tap side by side.
	ByTap bool
}

// whole returns the window with its defaults.
func (w Window) whole() Window {
	w.Groups = max(1, w.Groups)
	for d := range 2 {
		w.Stride[d], w.Dilation[d] = max(1, w.Stride[d]), max(1, w.Dilation[d])
	}
	return w
}

func (w *Window) inSize() int  { return w.In[0] * w.In[1] * w.In[2] }
func (w *Window) outSize() int { return w.Out[0] * w.Out[1] * w.Out[2] }

// in and out are the channels of a group.
func (w *Window) in() int  { return share(w.In[0], w.Groups) }
func (w *Window) out() int { return share(w.Out[0], w.Groups) }

// share is channels/groups, mostly without a division, which takes as long as some windows.
func share(channels, groups int) int {
	switch groups {
	case 1:
		return channels
	case channels:
		return 1
	}
	return channels / groups
}

// taps is how many entries of a map a window of a group sees: a row of the weights.
func (w *Window) taps() int { return w.in() * w.Kernel[0] * w.Kernel[1] }

// examples is how many maps and results there are; it panics where the lengths do not fit.
func (w *Window) examples(kernel string, result, in int) int {
	n := result / max(1, w.outSize())
	mat.MustFit(n*w.outSize() == result && n*w.inSize() == in, kernel)
	return n
}

// inside is the range of windows, from and to, whose tap lies within the map: of a dimension d, the windows i with
// 0 ≤ i·stride + tap·dilation − before < size.
func (w *Window) inside(d, tap int) (from, to int) {
	first, stride := tap*w.Dilation[d]-w.Before[d], w.Stride[d]
	if first < 0 {
		from = (-first + stride - 1) / stride
	}
	if room := w.In[1+d] - first; room > 0 {
		to = (room + stride - 1) / stride
	}
	to = min(to, w.Out[1+d])
	return min(from, to), to
}
