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
			for j := range w.Kernel[1] {
				first, last := w.inside(1, j)
				dst := cols[row*width : (row+1)*width]
				row++
				for line := from; line < to; line++ {
					run := dst[(line-from)*w.Out[2]:][:w.Out[2]]
					src := seen(x, w, c, i, line)
					if src == nil || first == last {
						clear(run)
						continue
					}
					clear(run[:first])
					clear(run[last:])
					gather(run[first:last], src[first*w.Stride[1]+j*w.Dilation[1]-w.Before[1]:], w.Stride[1])
				}
			}
		}
	}
}

// seen is the row of a channel that row i of the windows of a line sees, or nil where it lies beyond the map.
func seen[T mat.Float](x []T, w *Window, c, i, line int) []T {
	example, row := line/w.Out[1], line%w.Out[1]*w.Stride[0]+i*w.Dilation[0]-w.Before[0]
	if row < 0 || row >= w.In[1] {
		return nil
	}
	return x[example*w.inSize()+(c*w.In[1]+row)*w.In[2]:][:w.In[2]]
}

// gather copies every step-th entry.
func gather[T mat.Float](dst, src []T, step int) {
	if step == 1 {
		copy(dst, src)
		return
	}
	for k := range dst {
		dst[k] = src[k*step]
	}
}

// scatter adds cols, which are like columns, to the entries that they were taken from.
func scatter[T mat.Float](x, cols []T, w *Window, group, from, to int) {
	width, row := (to-from)*w.Out[2], 0
	for c := group * w.in(); c < (group+1)*w.in(); c++ {
		for i := range w.Kernel[0] {
			for j := range w.Kernel[1] {
				first, last := w.inside(1, j)
				src := cols[row*width : (row+1)*width]
				row++
				for line := from; line < to; line++ {
					dst := seen(x, w, c, i, line)
					if dst == nil || first == last {
						continue
					}
					dst = dst[first*w.Stride[1]+j*w.Dilation[1]-w.Before[1]:]
					for k, v := range src[(line-from)*w.Out[2]+first : (line-from)*w.Out[2]+last] {
						dst[k*w.Stride[1]] += v
					}
				}
			}
		}
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

// put copies the results of a tile to where they belong, with the biases added, and what is below 0 then raised to it where relu
// says so.
func put[T mat.Float](z, part, b []T, w *Window, group, from, to int, relu bool) {
	for line := from; line < to; {
		s := w.segment(group, line, from, to)
		for o := range w.out() {
			src, dst := part[s.part+o*s.step:][:s.n], z[s.z+o*w.Out[1]*w.Out[2]:][:s.n]
			if len(b) == 0 {
				copy(dst, src)
			} else {
				finish(dst, src, b[group*w.out()+o], relu)
			}
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
