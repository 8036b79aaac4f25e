package conv

import "github.com/nngen/nngen/runtime/internal/mat"

// The gradient by the weights is a convolution again: a tap sees in the map what its window would, and is the sum of that times the
// gradients there, which lie channels last, so that the kernels for lists of windows compute all channels side by side.

// weighList lists the taps of a window as windows, and as their taps the places of the result in some examples.
type weighList struct {
	taps       []spot  // all places
	now        []group // the only one, with the places that are computed
	rows, line int     // of the map that the taps see
	padded     bool    // that is a copy with zeros around it
	most       int     // examples at a time
}

// gradsAtOnce is how many entries of the gradient of a result are multiplied at a time: as many as the nearest cache holds.
const gradsAtOnce = 8 << 10

// weighsByTap reports whether the gradient by the weights is computed tap by tap. Of channels between whole vectors a part would be computed
// twice, and three vectors one by one, for which dots are quicker; where each channel sees its own, dots would have one row.
func (w *Window) weighsByTap(single bool) bool {
	const many = 64
	if !single || !w.visible() || !hasWindows() {
		return false
	}
	fits := w.Out[0] == leastChannels || w.Out[0] == 2*leastChannels || w.Out[0] >= many
	return w.Groups == 1 && fits || w.each() && w.Out[0] >= leastChannels
}

func (w *Window) weighList() *weighList {
	l := &weighList{now: make([]group, 1), most: max(1, gradsAtOnce/w.outSize())}
	l.rows, l.line, l.padded = w.around()
	width := 1 // of an entry of the map that the taps see
	if w.each() {
		width = w.In[0]
	}
	g := &l.now[0]
	for c := range w.in() {
		for i := range w.Kernel[0] {
			for j := range w.Kernel[1] {
				at := (c*l.rows+i*w.Dilation[0])*l.line + j*w.Dilation[1]
				g.add(spot{int32(at * width), int32(len(g.windows) * w.Out[0])})
			}
		}
	}
	g.fill()
	for e := range l.most {
		for i := range w.Out[1] {
			for j := range w.Out[2] {
				at := (e*w.in()*l.rows+i*w.Stride[0])*l.line + j*w.Stride[1]
				l.taps = append(l.taps, spot{int32(at * width), int32(len(l.taps) * w.Out[0])})
			}
		}
	}
	return l
}

// weighByTap sums dw, which lies tap by tap, of the examples from on to before to; tile is of the size of dw.
func weighByTap[T mat.Float](dw, tile, dz, x []T, win *Window, from, to int, s *scratch[T]) {
	l, a := s.weighs.of(win, (*Window).weighList), s.affine(nil, nil, win.Out[0], false)
	size, area := win.outSize(), win.Out[1]*win.Out[2]
	s.turned = mat.Grow(s.turned, l.most*size)
	if l.padded {
		s.cols = mat.Grow(s.cols, l.most*win.In[0]*l.rows*l.line)
		clear(s.cols)
	}
	if from == to {
		clear(dw)
	}
	sums := dw // of the first places, to which those of others are added
	for from < to {
		n := min(l.most, to-from)
		turn(s.turned, dz[from*size:][:n*size], win.Out[0], area)
		seen := s.weighed(x[from*win.inSize():][:n*win.inSize()], win, l)
		for places := l.taps[:n*area]; len(places) > 0; sums = tile {
			l.now[0].taps = places[:min(len(places), gradsAtOnce/win.Out[0]+1)]
			places = places[len(l.now[0].taps):]
			compute(single(sums), single(s.turned), single(seen), single(a.scale), single(a.shift), l.now, win.each(), float32(a.floor))
			if &sums[0] != &dw[0] {
				addTo(dw, sums)
			}
		}
		from += n
	}
}

// weighed is what the taps see of some maps: themselves or copies.
func (s *scratch[T]) weighed(x []T, win *Window, l *weighList) []T {
	maps, width := len(x)/(win.In[1]*win.In[2]), 1
	if win.each() {
		s.part = mat.Grow(s.part, len(x))
		turn(s.part, x, win.In[0], win.In[1]*win.In[2])
		x, maps, width = s.part, maps/win.In[0], win.In[0]
	}
	if !l.padded {
		return x
	}
	surround(s.cols, x, win, l.rows, l.line, maps, width)
	return s.cols
}

// turn lets maps of so many channels, each of so many entries, lie channels last.
func turn[T mat.Float](dst, x []T, channels, area int) {
	for size := channels * area; len(x) > 0; dst, x = dst[size:], x[size:] {
		transpose(dst[:size], x[:size], channels, area)
	}
}
