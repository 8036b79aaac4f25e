package conv

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32MaxPoolGrad computes the gradient dx by the map of F32MaxPool, given that of its result and both: the first entry of each
// window that is the largest gets dy, as in PyTorch.
//
//go:noinline
func F32MaxPoolGrad(dx, dy, y, x []float32, win Window) {
	maxPoolGrad(dx, dy, y, x, win, nan[float32]())
}

// F64MaxPoolGrad is F32MaxPoolGrad for float64.
//
//go:noinline
func F64MaxPoolGrad(dx, dy, y, x []float64, win Window) {
	maxPoolGrad(dx, dy, y, x, win, nan[float64]())
}

// F32MaxPoolReluGrad is F32MaxPoolGrad of a map that a relu made, and then sets dx to 0 where x <= 0.
//
//go:noinline
func F32MaxPoolReluGrad(dx, dy, y, x []float32, win Window) { maxPoolGrad(dx, dy, y, x, win, 0) }

// F64MaxPoolReluGrad is F32MaxPoolReluGrad for float64.
//
//go:noinline
func F64MaxPoolReluGrad(dx, dy, y, x []float64, win Window) { maxPoolGrad(dx, dy, y, x, win, 0) }

// F32AvgPoolGrad computes the gradient dx by the map of F32AvgPool: every entry gets its share of dy.
//
//go:noinline
func F32AvgPoolGrad(dx, dy []float32, win Window) { avgPoolGrad(dx, dy, win, true) }

// F64AvgPoolGrad is F32AvgPoolGrad for float64.
//
//go:noinline
func F64AvgPoolGrad(dx, dy []float64, win Window) { avgPoolGrad(dx, dy, win, true) }

// F32AvgPoolGradWithin is F32AvgPoolGrad of F32AvgPoolWithin.
//
//go:noinline
func F32AvgPoolGradWithin(dx, dy []float32, win Window) { avgPoolGrad(dx, dy, win, false) }

// F64AvgPoolGradWithin is F32AvgPoolGradWithin for float64.
//
//go:noinline
func F64AvgPoolGradWithin(dx, dy []float64, win Window) { avgPoolGrad(dx, dy, win, false) }

// nan is a floor below which there is nothing.
func nan[T mat.Float]() T { return T(math.NaN()) }

// maxPoolGrad leaves out windows whose largest entry is at most the floor.
func maxPoolGrad[T mat.Float](dx, dy, y, x []T, win Window, floor T) {
	win = win.whole()
	n := win.channels("maxPoolGrad", len(y), len(x))
	mat.MustFit(len(dx) == len(x) && len(dy) == len(y), "maxPoolGrad")
	if win.halves() {
		halvesGrad(dx, dy, y, x, &win, n, floor)
		return
	}
	clear(dx)
	in, at := win.In[1]*win.In[2], 0
	for c := range n {
		x, dx := x[c*in:(c+1)*in], dx[c*in:(c+1)*in]
		for i := range win.Out[1] {
			for j := range win.Out[2] {
				if k := place(x, y[at], win.In[2], win.view(i, j)); k >= 0 && !(y[at] <= floor) {
					dx[k] += dy[at]
				}
				at++
			}
		}
	}
}

// halvesGrad is maxPoolGrad of windows that lie side by side.
func halvesGrad[T mat.Float](dx, dy, y, x []T, win *Window, channels int, floor T) {
	if !win.halvesAll() {
		clear(dx)
	}
	h := win.halving(channels)
	for p := range h.parts {
		from, size := p*h.rows*h.n, h.rows*h.n
		halveMaxGrad(dx[p*h.size:][:h.size], x[p*h.size:][:h.size], dy[from:][:size], y[from:][:size], h.rows, h.n, h.low, h.next, floor)
	}
}

// halveMaxGradBody is the reference of the kernels: the first of two neighbours in an upper row, and in the one that is low entries behind,
// that is y gets dy, and the others get 0; all get 0 where y is at most the floor. There is no branch on where the largest is, which no
// processor foresees.
func halveMaxGradBody[T mat.Float](dx, x, dy, y []T, rows, n, low, next int, floor T) {
	places := [4]int{0, 1, low, low + 1}
	for i := range rows {
		up, down, to := x[i*next:][:2*n], x[i*next+low:][:2*n], dx[i*next:][:low+2*n]
		clear(to[:2*n])
		clear(to[low:])
		dy := dy[i*n:][:n]
		for k, m := range y[i*n:][:n] {
			a := differ(up[2*k], m)
			b := a & differ(up[2*k+1], m)
			c := b & differ(down[2*k], m)
			if c&differ(down[2*k+1], m) == 0 && !(m <= floor) {
				to[2*k+places[a+b+c]] = dy[k]
			}
		}
	}
}

// differ is 1 where x is not y.
func differ[T mat.Float](x, y T) (d int) {
	if x != y {
		d = 1
	}
	return d
}

// place is where the first entry in view is that is m, or -1.
func place[T mat.Float](x []T, m T, width int, v view) int {
	const few = 32
	if (v.bottom-v.top)*(v.right-v.left) <= few {
		return placeOfFew(x, m, width, v)
	}
	for r := v.top; r < v.bottom; r++ {
		for k, e := range x[r*width+v.left : r*width+v.right] {
			if e == m {
				return r*width + v.left + k
			}
		}
	}
	return -1
}

// placeOfFew looks at all entries, from the last to the first: no processor foresees where a search would end.
func placeOfFew[T mat.Float](x []T, m T, width int, v view) int {
	at := -1
	for r := v.bottom - 1; r >= v.top; r-- {
		from := r*width + v.left
		row := x[from : r*width+v.right]
		for k := len(row) - 1; k >= 0; k-- {
			found := from + k
			if row[k] == m {
				at = found
			}
		}
	}
	return at
}

func avgPoolGrad[T mat.Float](dx, dy []T, win Window, padding bool) {
	win = win.whole()
	n := win.channels("avgPoolGrad", len(dy), len(dx))
	if win.global() {
		globalMeanGrad(dx, dy, win.In[1]*win.In[2])
		return
	}
	clear(dx)
	if win.halves() {
		h := win.halving(n)
		for p := range h.parts {
			halveMeanGrad(dx[p*h.size:][:h.size], dy[p*h.rows*h.n:][:h.rows*h.n], &h, win.Kernel[0]*win.Kernel[1])
		}
		return
	}
	in, at := win.In[1]*win.In[2], 0
	for c := range n {
		dx := dx[c*in : (c+1)*in]
		for i := range win.Out[1] {
			for j := range win.Out[2] {
				v := win.view(i, j)
				share := dy[at] / T(win.count(v, padding))
				for r := v.top; r < v.bottom; r++ {
					for k := r*win.In[2] + v.left; k < r*win.In[2]+v.right; k++ {
						dx[k] += share
					}
				}
				at++
			}
		}
	}
}

// globalMeanGrad gives each entry of a channel, which has so many, its share.
func globalMeanGrad[T mat.Float](dx, dy []T, size int) {
	for c, d := range dy {
		mat.Fill(dx[c*size:][:size], d/T(size))
	}
}

// halveMeanGrad gives each of the entries of a window, so many of a part of maps, its share.
func halveMeanGrad[T mat.Float](dx, dy []T, h *halving, entries int) {
	for i := range h.rows {
		up, low := dx[i*h.next:][:2*h.n], dx[i*h.next+h.low:][:2*h.n]
		for k, d := range dy[i*h.n:][:h.n] {
			d /= T(entries)
			up[2*k], up[2*k+1], low[2*k], low[2*k+1] = d, d, d, d
		}
	}
}
