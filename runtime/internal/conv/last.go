package conv

import "github.com/nngen/nngen/runtime/internal/mat"

// leastChannels is how many channels are worth computing side by side: those of a vector. The kernels for channels that see their own take
// mostChannels in AVX-512.
const leastChannels, mostChannels = 16, 32

// lists reports whether the channels of each window are computed side by side, from lists: where the map or the result lies channels
// last, and where each channel sees its own, since there a sum has few products.
func (w *Window) lists(single bool) bool {
	if !single || !w.visible() || w.Groups > 1 && !w.each() || w.Out[0] < leastChannels {
		return false
	}
	if hasWindows() {
		return w.each() || w.last()
	}
	return w.last() && !hasTaps()
}

// each reports whether each of several channels sees its own.
func (w *Window) each() bool { return w.Groups > 1 && w.in() == 1 && w.out() == 1 }

// last reports whether the map or the result lies channels last.
func (w *Window) last() bool { return w.Last != [2]bool{} }

// readsByTap reports whether a convolution forward reads weights that lie tap by tap as they are.
func (w *Window) readsByTap(single bool) bool { return w.lists(single) && w.atOnce() }

// atOnce reports whether all channels are computed side by side, where channels are.
func (w *Window) atOnce() bool { return w.last() || w.Out[0] <= mostChannels }

// convolveListed computes the convolutions of the examples from on to before to, from lists. Where neither map lies channels last, it takes
// some channels at a time, so that what is turned stays in the nearest cache.
func convolveListed[T mat.Float](z, w, x []T, a affine[T], win *Window, from, to int, s *scratch[T]) {
	if win.atOnce() {
		convolveSideBySide(z, w, x, a, win, from, to, s)
		return
	}
	some := *win
	some.In[0], some.Out[0], some.Groups = mostChannels, mostChannels, mostChannels
	for e := from; e < to; e++ {
		z, x := z[e*win.outSize():][:win.outSize()], x[e*win.inSize():][:win.inSize()]
		for done := 0; done < win.Out[0]; done += mostChannels {
			c := min(done, win.Out[0]-mostChannels)
			of := affine[T]{a.scale[c:][:mostChannels], a.shift[c:][:mostChannels], a.floor}
			convolveSideBySide(z[c*win.Out[1]*win.Out[2]:], w[c*win.taps():][:mostChannels*win.taps()], x[c*win.In[1]*win.In[2]:], of, &some, 0, 1, s)
		}
	}
}

// convolveSideBySide computes all channels side by side.
func convolveSideBySide[T mat.Float](z, w, x []T, a affine[T], win *Window, from, to int, s *scratch[T]) {
	l, channels, area := s.lists.of(win, (*Window).list), win.Out[0], win.Out[1]*win.Out[2]
	if !win.ByTap {
		s.byTap = mat.Grow(s.byTap, len(w))
		mat.F32TransposeStrided(single(s.byTap), single(w), channels, win.taps(), channels, win.taps())
		w = s.byTap
	}
	if l.padded {
		s.cols = mat.Grow(s.cols, win.In[0]*l.rows*l.line)
		clear(s.cols)
	}
	for e := from; e < to; e++ {
		z, x := z[e*win.outSize():][:win.outSize()], s.seen(x[e*win.inSize():][:win.inSize()], win, l)
		if win.Last[1] {
			compute(single(z), single(w), single(x), single(a.scale), single(a.shift), l.groups, l.each, float32(a.floor))
			continue
		}
		s.part = mat.Grow(s.part, len(z))
		compute(single(s.part), single(w), single(x), single(a.scale), single(a.shift), l.groups, l.each, float32(a.floor))
		mat.F32TransposeStrided(single(z), single(s.part), area, channels, area, channels)
	}
}

// seen is what the windows see of a map: itself or a copy.
func (s *scratch[T]) seen(x []T, win *Window, l *listed) []T {
	size := win.In[1] * win.In[2]
	maps, width := win.In[0], 1
	if l.each && !win.Last[0] {
		s.turned = mat.Grow(s.turned, len(x))
		mat.F32TransposeStrided(single(s.turned), single(x), maps, size, maps, size)
		x = s.turned
	}
	if !l.padded {
		return x
	}
	if l.each || win.Last[0] {
		maps, width = 1, maps
	}
	surround(s.cols, x, win, l.rows, l.line, maps, width)
	return s.cols
}

// surround copies maps, whose entries are of some numbers, into those of zeros around them, of rows of line entries.
func surround[T mat.Float](dst, x []T, win *Window, rows, line, maps, width int) {
	first, size := win.Before[0]*line+win.Before[1], rows*line
	rows, columns := min(win.In[1], rows-win.Before[0]), min(win.In[2], line-win.Before[1])
	if rows <= 0 || columns <= 0 {
		return
	}
	for m := range maps {
		copyRows(dst[(m*size+first)*width:], x[m*win.In[1]*win.In[2]*width:], rows, columns*width, line*width, win.In[2]*width)
	}
}

// compute computes the windows of some groups, some channels at a time. The last may have been computed before.
func compute(z, w, x, scale, shift []float32, groups []group, each bool, floor float32) {
	for done, channels := 0, len(scale); done < channels; {
		width := windowsWidth(channels-done, each)
		at := min(done, channels-width)
		seen := x
		if each {
			seen = x[at:]
		}
		for i := range groups {
			f32Windows(z[at:], w[at:], seen, scale[at:], shift[at:], &groups[i], width, each, floor)
		}
		done = at + width
	}
}

// windowsBody is the reference of the kernels: it computes so many channels of the windows of a group.
func windowsBody(z, w, x, scale, shift []float32, g *group, width int, each bool, floor float32) {
	for _, window := range g.windows {
		row := z[window.to:][:width]
		clear(row)
		for _, tap := range g.taps {
			seen, weights := x[window.in+tap.in:], w[tap.to:][:width]
			if !each {
				mat.AddRow(row, weights, seen[0])
				continue
			}
			for j, v := range weights {
				row[j] += v * seen[j]
			}
		}
		for j, v := range row {
			row[j] = max(floor, v*scale[j]+shift[j])
		}
	}
}

// convolveTurned computes convolutions of maps that lie channels last, for which there are no kernels, on copies that do not.
func convolveTurned[T mat.Float](z, w, x, b []T, norm *norm[T], win *Window, from, to int, relu bool, mul multiply[T], s *scratch[T]) {
	first := *win
	first.Last = [2]bool{}
	in, out := win.In[1]*win.In[2], win.Out[1]*win.Out[2]
	inner := borrow[T]()
	for e := from; e < to; e++ {
		z, x := z[e*win.outSize():][:win.outSize()], x[e*win.inSize():][:win.inSize()]
		if win.Last[0] {
			s.cols = mat.Grow(s.cols, len(x))
			mat.Transpose(s.cols, x, in, win.In[0], in, win.In[0])
			x = s.cols
		}
		if !win.Last[1] {
			convolveFirst(z, w, x, b, norm, &first, 0, 1, relu, mul, inner)
			continue
		}
		s.part = mat.Grow(s.part, len(z))
		convolveFirst(s.part, w, x, b, norm, &first, 0, 1, relu, mul, inner)
		mat.Transpose(z, s.part, win.Out[0], out, win.Out[0], out)
	}
	giveBack(inner)
}
