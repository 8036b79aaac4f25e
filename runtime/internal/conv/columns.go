package conv

import "github.com/nngen/nngen/runtime/internal/mat"

// A line is a row of the result of an example; there are Out[1] of each. The columns of lines are a matrix: a row for each tap
// of a window, and in it what the tap sees in each window of the lines, one after the other. The product of the weights with the
// columns is the convolution.

// columns sets cols to the columns of the lines from on to before to, of a group.
func columns[T mat.Float](cols, x []T, w *Window, group, from, to int) {
	width, row := (to-from)*w.Out[2], 0
	for c := group * w.in(); c < (group+1)*w.in(); c++ {
		for i := range w.Kernel[0] {
			top, bottom := w.inside(0, i)
			for j := range w.Kernel[1] {
				t := tap{top: top, bottom: bottom}
				t.left, t.right = w.inside(1, j)
				t.first = c*w.In[1]*w.In[2] + (top*w.Stride[0]+i*w.Dilation[0]-w.Before[0])*w.In[2] + t.left*w.Stride[1] + j*w.Dilation[1] - w.Before[1]
				dst := cols[row*width : (row+1)*width]
				row++
				for line := from; line < to; {
					example, at := line/w.Out[1], line%w.Out[1]
					lines := min(w.Out[1]-at, to-line)
					gather(dst[(line-from)*w.Out[2]:][:lines*w.Out[2]], x[example*w.inSize():][:w.inSize()], w, &t, at, at+lines)
					line += lines
				}
			}
		}
	}
}

// tap is one entry of a window: the windows, rows and columns of the result, for which it lies within the map, and where it lies for
// the first of these.
type tap struct{ top, bottom, left, right, first int }

// gather copies what a tap sees in rows of windows of an example, from on to before to. Beyond the map it sees 0.
func gather[T mat.Float](dst, x []T, w *Window, t *tap, from, to int) {
	top, bottom := max(from, t.top), min(to, t.bottom)
	if top >= bottom || t.left >= t.right {
		clear(dst)
		return
	}
	clear(dst[:(top-from)*w.Out[2]])
	clear(dst[(bottom-from)*w.Out[2]:])
	dst = dst[(top-from)*w.Out[2] : (bottom-from)*w.Out[2]]
	x = x[t.first+(top-t.top)*w.Stride[0]*w.In[2]:]
	n, step := t.right-t.left, w.Stride[1]
	if n == w.Out[2] && step == 1 && w.Stride[0] == 1 && n == w.In[2] {
		copy(dst, x) // rows that follow each other here and there
		return
	}
	next := w.Stride[0] * w.In[2]
	for at := 0; ; at += next {
		if t.left > 0 || t.right < w.Out[2] {
			clear(dst[:t.left])
			clear(dst[t.right:w.Out[2]])
		}
		every(dst[t.left:t.right], x[at:], step)
		if dst = dst[w.Out[2]:]; len(dst) == 0 {
			return
		}
	}
}

// scatter adds cols, which are like columns, to the entries that they were taken from.
func scatter[T mat.Float](x, cols []T, w *Window, group, from, to int) {
	width, row := (to-from)*w.Out[2], 0
	for c := group * w.in(); c < (group+1)*w.in(); c++ {
		for i := range w.Kernel[0] {
			top, bottom := w.inside(0, i)
			for j := range w.Kernel[1] {
				left, right := w.inside(1, j)
				first := c*w.In[1]*w.In[2] + (i*w.Dilation[0]-w.Before[0])*w.In[2] + left*w.Stride[1] + j*w.Dilation[1] - w.Before[1]
				src := cols[row*width : (row+1)*width]
				row++
				for line := from; line < to && left < right; {
					example, at := line/w.Out[1], line%w.Out[1]
					end := min(w.Out[1], at+to-line)
					for r := max(at, top); r < min(end, bottom); r++ {
						addEvery(x[example*w.inSize()+first+r*w.Stride[0]*w.In[2]:], src[(line-from+r-at)*w.Out[2]+left:][:right-left], w.Stride[1])
					}
					line += end - at
				}
			}
		}
	}
}

// addEvery adds to every step-th entry.
func addEvery[T mat.Float](dst, src []T, step int) {
	if step == 1 {
		dst = dst[:len(src)]
		for k, v := range src {
			dst[k] += v
		}
		return
	}
	at := 0
	for ; step == 2 && len(src) >= 4; at, src = at+8, src[4:] {
		d, s := dst[at:at+7], src[:4]
		d[0], d[2], d[4], d[6] = d[0]+s[0], d[2]+s[1], d[4]+s[2], d[6]+s[3]
	}
	for _, v := range src {
		dst[at] += v
		at += step
	}
}

// segment is a part of a result that lies in one piece: the same lines of an example in every channel of a group.
type segment struct{ z, part, step, n int }

// segment is the one that begins with a line, of tiles of the lines from on to before to: where its first channel lies in the results of
// all examples and in those of the tile, how far apart its channels lie in these, and its entries in a channel.
func (w *Window) segment(group, line, from, to int) segment {
	example, row := line/w.Out[1], line%w.Out[1]
	n := min(w.Out[1]-row, to-line) * w.Out[2]
	return segment{example*w.outSize() + group*w.out()*w.Out[1]*w.Out[2] + row*w.Out[2], (line - from) * w.Out[2], (to - from) * w.Out[2], n}
}

// put copies the results of a tile to where they belong.
func put[T mat.Float](z, part []T, w *Window, group, from, to int) {
	for line := from; line < to; {
		s := w.segment(group, line, from, to)
		for o := range w.out() {
			copy(z[s.z+o*w.Out[1]*w.Out[2]:], part[s.part+o*s.step:][:s.n])
		}
		line += s.n / w.Out[2]
	}
}

// take is the inverse of put.
func take[T mat.Float](part, z []T, w *Window, group, from, to int) {
	for line := from; line < to; {
		s := w.segment(group, line, from, to)
		for o := range w.out() {
			copy(part[s.part+o*s.step:][:s.n], z[s.z+o*w.Out[1]*w.Out[2]:])
		}
		line += s.n / w.Out[2]
	}
}
