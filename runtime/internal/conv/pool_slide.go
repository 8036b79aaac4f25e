package conv

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/vec"
)

// slideEntries is how many entries of maps are gone through together: a near cache has these and what is made of them.
const slideEntries = 1 << 11

func slidingMax[T mat.Float](y, x []T, win Window) {
	whole := win.whole()
	switch {
	case whole.global():
		whole.channels("maxPool", len(y), len(x))
		wholeMax(y, x, win.In[1]*win.In[2])
	case slides[T]() && len(y) > 0:
		slidePool(y, x, &whole, whole.channels("maxPool", len(y), len(x)), T(math.Inf(-1)))
	default:
		maxPool(y, x, win)
	}
}

func slidingMean[T mat.Float](y, x []T, win Window, padding bool) {
	whole := win.whole()
	if slides[T]() && len(y) > 0 {
		slideMean(y, x, &whole, whole.channels("avgPool", len(y), len(x)), padding)
		return
	}
	avgPool(y, x, win, padding)
}

// slidePool takes the largest entry that any windows see, or the sum, where there are kernels that do so with the entries of two slices: a window
// slides along all maps at once, in columns and then in rows, entry by entry, and the results are picked out. What lies beyond a map is -∞, or 0,
// in a copy of it.
func slidePool[T mat.Float](y, x []T, win *Window, channels int, beyond T) {
	size, results := win.In[1]*win.In[2], win.Out[1]*win.Out[2]
	rows, width := (win.Out[1]-1)*win.Stride[0]+win.Kernel[0], (win.Out[2]-1)*win.Stride[1]+win.Kernel[1]
	inside := win.Before == [2]int{} && rows <= win.In[1] && width <= win.In[2]
	if inside {
		rows, width = win.In[1], win.In[2]
	}
	s := borrow[T]()
	most := max(1, min(channels, slideEntries/(rows*width)))
	if !inside {
		s.cols = mat.Grow(s.cols, most*rows*width)
		mat.Fill(s.cols, beyond)
	}
	for channels > 0 {
		n := min(most, channels)
		maps := x[:n*size]
		if !inside {
			widen(s.cols, maps, win, rows, width)
			maps = s.cols[:n*rows*width]
		}
		s.part = mat.Grow(s.part, len(maps))
		slide(s.part, maps, win.Kernel[1], 1, beyond == 0)
		if win.Kernel[0] > 1 {
			s.turned = mat.Grow(s.turned, len(maps))
			slide(s.turned, s.part, win.Kernel[0], width, beyond == 0)
			pick(y, s.turned, win, n, rows, width)
		} else {
			pick(y, s.part, win, n, rows, width)
		}
		channels -= n
		y, x = y[n*results:], x[n*size:]
	}
	giveBack(s)
}

// widen copies maps into others with so many rows and columns, as many before them as windows see beyond them.
func widen[T mat.Float](dst, src []T, win *Window, rows, width int) {
	top, left := win.Before[0], win.Before[1]
	high, wide := max(0, min(win.In[1], rows-top)), max(0, min(win.In[2], width-left))
	in, size := win.In[2], win.In[1]*win.In[2]
	for ; len(src) > 0; dst, src = dst[rows*width:], src[size:] {
		to, from := top*width+left, 0
		for range high {
			copy(dst[to:to+wide], src[from:from+wide])
			to, from = to+width, from+in
		}
	}
}

// slide sets each entry of y to so many of x from the same place on, step apart, joined, and what is too near to the end to what there is.
func slide[T mat.Float](y, x []T, count, step int, sums bool) {
	if count == 1 {
		copy(y, x)
		return
	}
	n := len(x) - step
	join(y[:n], x[:n], x[step:], sums)
	copy(y[n:], x[n:])
	for k := 2; k < count; k++ {
		n := len(x) - k*step
		join(y[:n], y[:n], x[k*step:], sums)
	}
}

// pick takes what windows have found where they begin.
func pick[T mat.Float](y, found []T, win *Window, channels, rows, width int) {
	at := 0
	for c := range channels {
		for i := range win.Out[1] {
			row, to, from := found[(c*rows+i*win.Stride[0])*width:][:width], y[at:][:win.Out[2]], 0
			for j := range to {
				to[j] = row[from]
				from += win.Stride[1]
			}
			at += win.Out[2]
		}
	}
}

// slideMean is avgPool by sums that slide, of float32.
func slideMean[T mat.Float](y, x []T, win *Window, channels int, padding bool) {
	slidePool(y, x, win, channels, 0)
	if padding {
		vec.F32OverNum(single(y), single(y), float32(win.count(view{}, padding)))
		return
	}
	s := borrow[T]()
	s.scale = s.scale[:0]
	for i := range win.Out[1] {
		for j := range win.Out[2] {
			s.scale = append(s.scale, T(win.count(win.view(i, j), padding)))
		}
	}
	for ; len(y) > 0; y = y[len(s.scale):] {
		for k, count := range s.scale {
			y[k] /= count
		}
	}
	giveBack(s)
}

// wholeMax takes the largest entry of each channel, which has so many.
func wholeMax[T mat.Float](y, x []T, size int) {
	const few = 16 // entries are not worth a call
	s := borrow[T]()
	s.part = mat.Grow(s.part, size)
	for c := range y {
		left := x[c*size : (c+1)*size]
		for slides[T]() && len(left) > few {
			half := (len(left) + 1) / 2
			larger(s.part[:half], left[:half], left[len(left)-half:])
			left = s.part[:half]
		}
		y[c] = largest(left, len(left), view{0, 1, 0, len(left)})
	}
	giveBack(s)
}

// slides says that there are kernels for larger and plus.
func slides[T mat.Float]() bool { return isSingle[T]() && hasTapDots() }

// larger takes the larger entries of two slices.
func larger[T mat.Float](y, a, b []T) { join(y, a, b, false) }

// join takes the larger entries of two slices, or adds them.
func join[T mat.Float](y, a, b []T, sums bool) {
	switch {
	case isSingle[T]() && sums:
		vec.F32Plus(single(y), single(a), single(b))
	case isSingle[T]():
		vec.F32Larger(single(y), single(a), single(b))
	case sums:
		vec.F64Plus(double(y), double(a), double(b))
	default:
		vec.F64Larger(double(y), double(a), double(b))
	}
}
