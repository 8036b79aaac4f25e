package conv

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/vec"
)

// slideEntries is how many entries of maps are gone through together: a near cache has these and what is made of them.
const slideEntries = 1 << 11

// slideMax is maxPool of any windows, where there are kernels that take the larger of the entries of two slices: a window slides along all maps
// at once, in columns and then in rows, entry by entry, and the results are picked out. What lies beyond a map is -∞ in a copy of it.
func slideMax[T mat.Float](y, x []T, win *Window, channels int) {
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
		mat.Fill(s.cols, T(math.Inf(-1)))
	}
	for channels > 0 {
		n := min(most, channels)
		maps := x[:n*size]
		if !inside {
			widen(s.cols, maps, win, rows, width)
			maps = s.cols[:n*rows*width]
		}
		s.part = mat.Grow(s.part, len(maps))
		slide(s.part, maps, win.Kernel[1], 1)
		if win.Kernel[0] > 1 {
			s.turned = mat.Grow(s.turned, len(maps))
			slide(s.turned, s.part, win.Kernel[0], width)
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

// slide sets each entry of y to the largest of so many of x from the same place on, step apart, and what is too near to the end to what there
// is.
func slide[T mat.Float](y, x []T, count, step int) {
	if count == 1 {
		copy(y, x)
		return
	}
	n := len(x) - step
	larger(y[:n], x[:n], x[step:])
	copy(y[n:], x[n:])
	for k := 2; k < count; k++ {
		n := len(x) - k*step
		larger(y[:n], y[:n], x[k*step:])
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

// wholeMax takes the largest entry of each channel, which has so many.
func wholeMax[T mat.Float](y, x []T, size int) {
	const few = 16 // entries are not worth a call
	s := borrow[T]()
	s.part = mat.Grow(s.part, size)
	for c := range y {
		left := x[c*size : (c+1)*size]
		for hasLarger[T]() && len(left) > few {
			half := (len(left) + 1) / 2
			larger(s.part[:half], left[:half], left[len(left)-half:])
			left = s.part[:half]
		}
		y[c] = largest(left, len(left), view{0, 1, 0, len(left)})
	}
	giveBack(s)
}

// hasLarger says that there are kernels for larger.
func hasLarger[T mat.Float]() bool { return isSingle[T]() && hasTapDots() }

// larger takes the larger entries of two slices.
func larger[T mat.Float](y, a, b []T) {
	if isSingle[T]() {
		vec.F32Larger(single(y), single(a), single(b))
	} else {
		vec.F64Larger(double(y), double(a), double(b))
	}
}
