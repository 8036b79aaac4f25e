package conv

import (
	"slices"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// flat says how the taps of a window see a map whose rows lie one after the other, without zeros around them: a mask for each tap has a
// bit for each of n columns in which it lies within the map.
type flat struct {
	layout
	places         []int32  // where each tap sees the first window of a channel, which may be before the map
	masks          []uint64 // the mask of each tap, and then one of the columns that are windows
	step           int      // words of a mask, or 0 where one is for all
	unfolded       bool     // the taps see a copy, as the layout says
	before, behind int      // entries beyond the map at which kernels look, though their masks hide them
}

// mostFlat is how many columns a kernel looks at for a tap at most.
const mostFlat = 80

// unfolds reports whether taps see a copy of the map even where there are kernels that know masks.
func (w *Window) unfolds() bool { return w.Stride != [2]int{1, 1} || w.Out[2] > w.In[2] }

// flat finds how the taps see the map. Where windows are not an entry apart, or more in a row than the map has columns, they see a copy
// of it, and all of what they see.
func (w *Window) flat() *flat {
	f := &flat{layout: w.lay()}
	f.unfolded = w.unfolds()
	if f.unfolded {
		channel := *w
		channel.In[0], channel.Groups = 1, 1
		f.places = f.layout.places(nil, &channel)
		f.see(w, 0, w.Out[1], 0, w.Out[2])
		f.behind = mostFlat
		return f
	}
	f.line, f.size, f.n = w.In[2], w.In[1]*w.In[2], (w.Out[1]-1)*w.In[2]+w.Out[2]
	for i := range w.Kernel[0] {
		top, bottom := w.inside(0, i)
		for j := range w.Kernel[1] {
			left, right := w.inside(1, j)
			f.places = append(f.places, int32((i*w.Dilation[0]-w.Before[0])*f.line+j*w.Dilation[1]-w.Before[1]))
			f.see(w, top, bottom, left, right)
		}
	}
	f.step = len(f.masks) / len(f.places)
	f.see(w, 0, w.Out[1], 0, w.Out[2])
	f.before, f.behind = max(0, -int(slices.Min(f.places))), max(0, f.n+int(slices.Max(f.places))-f.size)+mostFlat
	return f
}

// see appends the mask of the windows in some rows and columns. Kernels read some vectors of it beyond the last column.
//
//go:noinline
func (f *flat) see(w *Window, top, bottom, left, right int) {
	mask := make([]uint64, f.n/64+2)
	for i := top; i < bottom; i++ {
		for at := i*f.line + left; at < i*f.line+right; at++ {
			mask[at/64] |= 1 << (at % 64)
		}
	}
	f.masks = append(f.masks, mask...)
}

// convolveFlat is convolveTaps by kernels that know masks. They see a copy with room around it: a look at a page of memory that was
// never used takes the processor a microsecond, even where a mask hides what is there.
func convolveFlat[T mat.Float](z, w, x []T, a affine[T], win *Window, from, to int, s *scratch[T]) {
	f := s.flats.of(win, (*Window).flat)
	s.cols = mat.Grow(s.cols, f.before+win.In[0]*f.size+f.behind)
	seen, behind := s.cols[f.before:len(s.cols)-f.behind], s.cols[len(s.cols)-f.behind:]
	clear(s.cols[:f.before])
	clear(behind)
	out, area := win.out(), win.Out[1]*win.Out[2]
	for e := from; e < to; e++ {
		z, x := z[e*win.outSize():][:win.outSize()], x[e*win.inSize():][:win.inSize()]
		if f.unfolded {
			unfold(seen, x, win, &f.layout)
		} else {
			copy(seen, x)
		}
		for o, height := 0, 0; o < out; o += height {
			height = firstPart(out-o, tallest[T]())
			t := tapping[T]{z[o*area:], w[o*win.taps():], seen, a.scale[o:], a.shift[o:], f.places, height, f.n, area, a.floor}
			f32FlatTaps((*tapping[float32])(unsafe.Pointer(&t)), f, win)
		}
	}
}

// flatTapsBody is the reference of the kernels: it computes m channels of each group.
func flatTapsBody(t *tapping[float32], f *flat, win *Window) {
	area, k := win.Out[1]*win.Out[2], len(f.places)
	windows := f.masks[k*f.step:]
	for g := range win.Groups {
		for i := range t.m {
			o, at := g*win.out()+i, 0
			for j := range f.n {
				if !seen(windows, j) {
					continue
				}
				sum := float32(0)
				for c := range win.in() {
					for p, place := range f.places {
						if seen(f.masks[p*f.step:], j) {
							sum += t.w[(o*win.in()+c)*k+p] * t.x[(g*win.in()+c)*f.size+int(place)+j]
						}
					}
				}
				t.z[o*area+at] = max(t.floor, sum*t.scale[o]+t.shift[o])
				at++
			}
		}
	}
}

// seen reports whether the mask has the bit of a column.
func seen(mask []uint64, column int) bool { return mask[column/64]>>(column%64)&1 > 0 }
