package conv

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// F32MaxPool takes the largest entry that each window sees of its channel; NaN where there is one.
//
//go:noinline
func F32MaxPool(y, x []float32, win Window) { maxPool(y, x, win) }

// F64MaxPool is F32MaxPool for float64.
//
//go:noinline
func F64MaxPool(y, x []float64, win Window) { maxPool(y, x, win) }

// F32AvgPool takes the mean of each window of a channel, with zeros beyond the map.
//
//go:noinline
func F32AvgPool(y, x []float32, win Window) { avgPool(y, x, win, true) }

// F64AvgPool is F32AvgPool for float64.
//
//go:noinline
func F64AvgPool(y, x []float64, win Window) { avgPool(y, x, win, true) }

// F32AvgPoolWithin takes the mean of what each window sees within the map.
//
//go:noinline
func F32AvgPoolWithin(y, x []float32, win Window) { avgPool(y, x, win, false) }

// F64AvgPoolWithin is F32AvgPoolWithin for float64.
//
//go:noinline
func F64AvgPoolWithin(y, x []float64, win Window) { avgPool(y, x, win, false) }

// F32SlidingMax is F32MaxPool, quicker where windows overlap, leave out entries, or see beyond the map or all of it.
//
//go:noinline
func F32SlidingMax(y, x []float32, win Window) { slidingMax(y, x, win) }

// F64SlidingMax is F32SlidingMax for float64.
//
//go:noinline
func F64SlidingMax(y, x []float64, win Window) { slidingMax(y, x, win) }

// F32SlidingMean is F32AvgPool, quicker where windows overlap, leave out entries, or see beyond the map.
//
//go:noinline
func F32SlidingMean(y, x []float32, win Window) { slidingMean(y, x, win, true) }

// F64SlidingMean is F32SlidingMean for float64.
//
//go:noinline
func F64SlidingMean(y, x []float64, win Window) { slidingMean(y, x, win, true) }

// F32SlidingMeanWithin is F32AvgPoolWithin as F32SlidingMean is F32AvgPool.
//
//go:noinline
func F32SlidingMeanWithin(y, x []float32, win Window) { slidingMean(y, x, win, false) }

// F64SlidingMeanWithin is F32SlidingMeanWithin for float64.
//
//go:noinline
func F64SlidingMeanWithin(y, x []float64, win Window) { slidingMean(y, x, win, false) }

// view is what a window sees of a channel: rows and columns of the map, from and to, without those beyond it.
type view struct{ top, bottom, left, right int }

// view finds what window (i, j) sees. Pools have no dilation.
func (w *Window) view(i, j int) view {
	top, left := i*w.Stride[0]-w.Before[0], j*w.Stride[1]-w.Before[1]
	return view{max(0, top), min(top+w.Kernel[0], w.In[1]), max(0, left), min(left+w.Kernel[1], w.In[2])}
}

// channels checks the lengths and returns how many channels all examples have.
func (w *Window) channels(kernel string, result, in int) int {
	return w.examples(kernel, result, in) * w.In[0]
}

func maxPool[T mat.Float](y, x []T, win Window) {
	win = win.whole()
	in, at, channels := win.In[1]*win.In[2], 0, win.channels("maxPool", len(y), len(x))
	if win.halves() {
		h := win.halving(channels)
		for p := range h.parts {
			dst, a, b := part(y, x, &h, p)
			halveMax(dst, a, b, h.rows, h.n, h.n, h.next)
		}
		return
	}
	for c := range channels {
		x := x[c*in : (c+1)*in]
		for i := range win.Out[1] {
			for j := range win.Out[2] {
				y[at] = largest(x, win.In[2], win.view(i, j))
				at++
			}
		}
	}
}

// halves reports whether windows of 2 × 2, or of two entries of a row, lie side by side.
func (w *Window) halves() bool {
	return w.Kernel[0] <= 2 && w.Kernel[1] == 2 && w.Stride == w.Kernel && w.Before == [2]int{} && w.Kernel[0]*w.Out[1] <= w.In[1] && 2*w.Out[2] <= w.In[2]
}

// halvesAll reports whether these windows see every entry of the map.
func (w *Window) halvesAll() bool { return w.Kernel[0]*w.Out[1] == w.In[1] && 2*w.Out[2] == w.In[2] }

// halving cuts maps whose columns are halved into parts, in each of which the rows of windows are at the same distance.
type halving struct {
	parts, rows, n int // each part has rows of n windows
	low, next      int // from the upper row of a window to the lower, and to the next windows
	size           int // of the map of a part
}

// halving makes one part of all channels where no row of them is left over, and one row where windows of a row follow those of the one before.
func (w *Window) halving(channels int) halving {
	h := halving{channels, w.Out[1], w.Out[2], (w.Kernel[0] - 1) * w.In[2], w.Kernel[0] * w.In[2], w.In[1] * w.In[2]}
	if w.Kernel[0]*w.Out[1] == w.In[1] {
		h.parts, h.rows, h.size = 1, channels*h.rows, channels*h.size
	}
	if h.parts == 1 && h.low == 0 && h.next == 2*h.n {
		h.rows, h.n, h.next = 1, h.rows*h.n, h.rows*h.next
	}
	return h
}

// part is where the results of a part are, and the first rows of its windows.
func part[T mat.Float](y, x []T, h *halving, p int) (dst, a, b []T) {
	x = x[p*h.size:][:h.size]
	return y[p*h.rows*h.n:][:h.rows*h.n], x, x[h.low:]
}

// halveMaxBody is the reference of the kernels: each of n results of some rows is the largest of two neighbours in a and in b.
func halveMaxBody[T mat.Float](dst, a, b []T, rows, n, stepDst, stepSrc int) {
	for i := range rows {
		up, low, to := a[i*stepSrc:][:2*n], b[i*stepSrc:][:2*n], dst[i*stepDst:][:n]
		for k := range to {
			to[k] = max(max(up[2*k], up[2*k+1]), max(low[2*k], low[2*k+1]))
		}
	}
}

// halveMeanBody is the reference of the kernels: each of n results of some rows is the mean of two neighbours in a and in b.
func halveMeanBody[T mat.Float](dst, a, b []T, rows, n, stepDst, stepSrc int) {
	for i := range rows {
		up, low, to := a[i*stepSrc:][:2*n], b[i*stepSrc:][:2*n], dst[i*stepDst:][:n]
		for k := range to {
			to[k] = ((up[2*k] + low[2*k]) + (up[2*k+1] + low[2*k+1])) / 4
		}
	}
}

// largest is the largest entry in view.
func largest[T mat.Float](x []T, width int, v view) T {
	m := T(math.Inf(-1))
	for r := v.top; r < v.bottom; r++ {
		row := x[r*width+v.left : r*width+v.right]
		if len(row) >= 8 {
			a, b, c, d := m, m, m, m
			for ; len(row) >= 4; row = row[4:] {
				a, b, c, d = max(a, row[0]), max(b, row[1]), max(c, row[2]), max(d, row[3])
			}
			m = max(max(a, b), max(c, d))
		}
		for _, e := range row {
			m = max(m, e)
		}
	}
	return m
}

func avgPool[T mat.Float](y, x []T, win Window, padding bool) {
	win = win.whole()
	in, at, channels := win.In[1]*win.In[2], 0, win.channels("avgPool", len(y), len(x))
	switch {
	case win.last():
		meanOfRows(y, x, win)
		return
	case win.halves():
		h := win.halving(channels)
		for p := range h.parts {
			dst, a, b := part(y, x, &h, p)
			halveMean(dst, a, b, h.rows, h.n, h.n, h.next)
		}
		return
	case win.global() && hasTapDots():
		globalMean(y, x, in)
		return
	}
	for c := range channels {
		x := x[c*in : (c+1)*in]
		for i := range win.Out[1] {
			for j := range win.Out[2] {
				v := win.view(i, j)
				y[at] = sum(x, win.In[2], v) / T(win.count(v, padding))
				at++
			}
		}
	}
}

// globalMean takes the mean of each channel, which has so many entries.
func globalMean[T mat.Float](y, x []T, size int) {
	const most = 64 // channels at a time
	s := borrow[T]()
	s.part, s.places = mat.Grow(s.part, size), mat.Grow(s.places, min(most, len(y)))
	mat.Fill(s.part, 1)
	for c := range s.places {
		s.places[c] = int32(c * size)
	}
	for len(y) > 0 {
		n := min(most, len(y))
		tapDots(y[:n], s.part, x[:n*size], s.places[:n], 1, size, size, 0, 0, 1)
		for c := range n {
			y[c] /= T(size)
		}
		y, x = y[n:], x[n*size:]
	}
	giveBack(s)
}

// meanOfRows takes the mean of each channel of maps that lie channels last.
func meanOfRows[T mat.Float](y, x []T, win Window) {
	channels, size := win.In[0], win.In[1]*win.In[2]
	mat.MustFit(win.global(), "avgPool")
	for ; len(y) > 0; y, x = y[channels:], x[channels*size:] {
		if isSingle[T]() {
			rows.F32SumRows(single(y[:channels]), single(x[:channels*size]))
		} else {
			rows.F64SumRows(double(y[:channels]), double(x[:channels*size]))
		}
		for c := range channels {
			y[c] /= T(size)
		}
	}
}

// global reports whether there is one window, and it sees all of the map.
func (w *Window) global() bool {
	return w.Out[1]*w.Out[2] == 1 && w.Kernel == [2]int{w.In[1], w.In[2]} && w.Before == [2]int{}
}

// count is of how many entries a mean is taken.
func (w *Window) count(v view, padding bool) int {
	if padding {
		return w.Kernel[0] * w.Kernel[1]
	}
	return (v.bottom - v.top) * (v.right - v.left)
}

// sum adds the entries in view, in several chains.
func sum[T mat.Float](x []T, width int, v view) T {
	total := T(0)
	for r := v.top; r < v.bottom; r++ {
		row := x[r*width+v.left : r*width+v.right]
		var a, b, c, d T
		for ; len(row) >= 4; row = row[4:] {
			a, b, c, d = a+row[0], b+row[1], c+row[2], d+row[3]
		}
		for _, e := range row {
			a += e
		}
		total += (a + b) + (c + d)
	}
	return total
}
