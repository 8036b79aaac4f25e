package conv

import "github.com/nngen/nngen/runtime/internal/mat"

// layout says how a map lies so that every tap of a window sees its entries one after the other, for all windows at once: with zeros
// beyond the map, and for a stride of s in s phases, each of which has every s-th row or column. The windows of a row and those of the
// next are a line apart; what is computed between them belongs to no window.
type layout struct {
	phases [2]int // in rows and columns
	line   int    // entries from one row of a phase to the next
	phase  int    // entries of a phase
	size   int    // entries of a channel
	n      int    // from the first window to behind the last
	direct bool   // the map lies so anyway
	whole  bool   // there is nothing between the windows of a row and those of the next
}

// lay finds the layout of the map.
func (w *Window) lay() layout {
	l := layout{phases: w.Stride, line: w.Out[2] + w.reach(1), phase: w.Out[1] + w.reach(0)}
	if l.direct = w.inner(); l.direct {
		l.line, l.phase = w.In[2], w.In[1]
	}
	l.whole = l.line == w.Out[2] || w.Out[1] == 1
	l.phase *= l.line
	l.size = l.phases[0] * l.phases[1] * l.phase
	l.n = (w.Out[1]-1)*l.line + w.Out[2]
	return l
}

// reach is how many entries of a phase lie between the first tap and the last of a window, in a dimension.
func (w *Window) reach(d int) int { return (w.Kernel[d] - 1) * w.Dilation[d] / w.Stride[d] }

// inner reports whether no window sees beyond the map, and each begins an entry after the one before.
func (w *Window) inner() bool {
	for d := range 2 {
		if w.Stride[d] != 1 || w.Before[d] != 0 || w.Out[1+d]+w.reach(d) > w.In[1+d] {
			return false
		}
	}
	return true
}

// places sets where the taps of a group see the first window.
func (l *layout) places(list []int32, w *Window) []int32 {
	list = mat.Grow(list, w.taps())
	at := 0
	for c := range w.in() {
		for i := range w.Kernel[0] {
			row := i * w.Dilation[0]
			first := c*l.size + row%l.phases[0]*l.phases[1]*l.phase + row/l.phases[0]*l.line
			for j := range w.Kernel[1] {
				column := j * w.Dilation[1]
				list[at] = int32(first + column%l.phases[1]*l.phase + column/l.phases[1])
				at++
			}
		}
	}
	return list
}

// unfold copies the map of an example to dst.
func unfold[T mat.Float](dst, x []T, w *Window, l *layout) {
	clear(dst)
	if w.In[1] == 1 && w.Out[1] == 1 && w.Stride == [2]int{1, 1} && w.Kernel[0] == 1 && w.Before[0] == 0 && l.line > w.Before[1] {
		copyRows(dst[w.Before[1]:], x, w.In[0], min(w.In[2], l.line-w.Before[1]), l.size, w.In[2]) // signals
		return
	}
	for c := range w.In[0] {
		for i := range l.phases[0] {
			for j := range l.phases[1] {
				unfoldPhase(dst[:l.phase], x[c*w.In[1]*w.In[2]:], w, l, i-w.Before[0], j-w.Before[1])
				dst = dst[l.phase:]
			}
		}
	}
}

// unfoldPhase copies the rows and columns of a channel that are whole strides after the first, which may lie before the map.
func unfoldPhase[T mat.Float](dst, x []T, w *Window, l *layout, row, column int) {
	skipped := 0
	if column < 0 {
		skipped = (w.Stride[1] - 1 - column) / w.Stride[1]
		column += skipped * w.Stride[1]
	}
	n := min(l.line-skipped, (w.In[2]-column+w.Stride[1]-1)/w.Stride[1])
	if n <= 0 {
		return
	}
	above := 0
	if row < 0 {
		above = (w.Stride[0] - 1 - row) / w.Stride[0]
		row += above * w.Stride[0]
	}
	rows := min(l.phase/l.line-above, (w.In[1]-row+w.Stride[0]-1)/w.Stride[0])
	if rows <= 0 {
		return
	}
	dst, x = dst[above*l.line+skipped:], x[row*w.In[2]+column:]
	if w.Stride[1] == 1 {
		copyRows(dst, x, rows, n, l.line, w.Stride[0]*w.In[2])
		return
	}
	if w.Stride[1] == 2 {
		for i := range rows {
			everySecond(dst[i*l.line:][:n], x[i*w.Stride[0]*w.In[2]:])
		}
		return
	}
	for i := range rows {
		every(dst[i*l.line:][:n], x[i*w.Stride[0]*w.In[2]:], w.Stride[1])
	}
}

// everySecond is every with a step of 2.
func everySecond[T mat.Float](dst, x []T) {
	for len(dst) >= 4 && len(x) >= 8 {
		dst[0], dst[1], dst[2], dst[3] = x[0], x[2], x[4], x[6]
		dst, x = dst[4:], x[8:]
	}
	every(dst, x, 2)
}

// every copies every step-th entry.
func every[T mat.Float](dst, x []T, step int) {
	if step == 1 {
		copy(dst, x)
		return
	}
	for k := range dst {
		dst[k] = x[k*step]
	}
}

// fold copies the results of some channels, which lie as the layout has them, to where they belong.
func fold[T mat.Float](z, part []T, w *Window, l *layout, channels int) {
	for range channels {
		copyRows(z, part, w.Out[1], w.Out[2], w.Out[2], l.line)
		z, part = z[w.Out[1]*w.Out[2]:], part[l.n:]
	}
}

// unfoldResult is the inverse of fold, with zeros between the rows.
func unfoldResult[T mat.Float](part, z []T, w *Window, l *layout, channels int) {
	clear(part[:channels*l.n])
	for range channels {
		copyRows(part, z, w.Out[1], w.Out[2], l.line, w.Out[2])
		z, part = z[w.Out[1]*w.Out[2]:], part[l.n:]
	}
}

// copyRows copies n numbers of each of some rows, which are steps apart.
func copyRows[T mat.Float](dst, src []T, rows, n, stepDst, stepSrc int) {
	dst, src = dst[:(rows-1)*stepDst+n], src[:(rows-1)*stepSrc+n]
	if isSingle[T]() {
		f32CopyRows(single(dst), single(src), rows, n, stepDst, stepSrc)
	} else {
		f64CopyRows(double(dst), double(src), rows, n, stepDst, stepSrc)
	}
}

// copyRowsBody is the reference of the kernels.
func copyRowsBody[T mat.Float](dst, src []T, rows, n, stepDst, stepSrc int) {
	for i := range rows {
		copy(dst[i*stepDst:][:n], src[i*stepSrc:])
	}
}
