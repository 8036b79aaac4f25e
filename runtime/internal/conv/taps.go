package conv

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// tapped reports whether kernels read what the taps of the window see where it lies, instead of a product that reads a copy for each:
// wherever there is assembly for it, and where a product would have a single row.
func (w *Window) tapped() bool { return w.visible() && (hasTaps() || w.out() == 1) }

// dotted is tapped of the gradient by the weights.
func (w *Window) dotted() bool { return w.visible() && (hasTapDots() || w.out() == 1) }

// visible reports whether there is a window and what it sees.
func (w *Window) visible() bool { return w.outSize() > 0 && w.taps() > 0 }

// affine says what becomes of the sums of a convolution, channel by channel: max(floor, scale·sum + shift).
type affine[T mat.Float] struct {
	scale, shift []T
	floor        T
}

// tapping is some channels of a convolution: m rows of z, n columns of each, ldz apart, with operands that begin where theirs do. It is handed
// on as a pointer, since calls of so many operands take more code than what they do. Its fields are never set by way of one: the operands
// would go to the heap.
type tapping[T mat.Float] struct {
	z, w, x, scale, shift []T
	places                []int32
	m, n, ldz             int
	floor                 T
}

// convolveTaps computes the convolutions of the examples from on to before to, reading what a tap sees where it lies.
func convolveTaps[T mat.Float](z, w, x []T, a affine[T], win *Window, from, to int, s *scratch[T]) {
	switch {
	case win.lists(isSingle[T]()):
		convolveListed(z, w, x, a, win, from, to, s)
		return
	case !win.visible():
		shiftAlone(z, a, win, from, to)
		return
	}
	l := win.lay()
	if hasFlat[T]() && !(l.whole && (l.direct || win.unfolds())) {
		convolveFlat(z, w, x, a, win, from, to, s)
		return
	}
	convolveLaid[T, allKernels](z, w, x, a, win, &l, from, to, s)
}

// Of the kernels of taps, some are not linked by programs that do not call them: a set is a type, whose size is known when a function is
// compiled for it.
type (
	allKernels    [1]byte // all kernels
	lesserKernels [2]byte // those of processors that have no flat ones
)

// isLesser reports whether the set is lesser.
func isLesser[S allKernels | lesserKernels]() bool {
	var s S
	return unsafe.Sizeof(s) == 2
}

// convolveLaid is convolveTaps of maps that lie so that each tap sees its entries one after the other, or of copies that do.
func convolveLaid[T mat.Float, S allKernels | lesserKernels](z, w, x []T, a affine[T], win *Window, l *layout, from, to int, s *scratch[T]) {
	s.places = l.places(s.places, win)
	if !l.direct {
		s.cols = mat.Grow(s.cols, win.In[0]*l.size)
	}
	out, area := win.out(), win.Out[1]*win.Out[2]
	ldz := area
	if !l.whole {
		ldz = l.n
		s.part = mat.Grow(s.part, min(out, tallest[T]())*l.n)
	}
	for e := from; e < to; e++ {
		z, x := z[e*win.outSize():][:win.outSize()], x[e*win.inSize():][:win.inSize()]
		if !l.direct {
			unfold(s.cols, x, win, l)
			x = s.cols
		}
		for g := range win.Groups {
			seen := x[g*win.in()*l.size:]
			for o, height := g*out, 0; o < (g+1)*out; o += height {
				height = firstPart((g+1)*out-o, tallest[T]())
				t := tapping[T]{z[o*area:], w[o*win.taps():], seen, a.scale[o:], a.shift[o:], s.places, height, l.n, ldz, a.floor}
				if l.whole {
					taps[T, S](&t)
					continue
				}
				to := t.z
				t.z = s.part
				taps[T, S](&t)
				fold(to, s.part, win, l, height)
			}
		}
	}
}

// shiftAlone is convolveTaps of windows that see nothing.
func shiftAlone[T mat.Float](z []T, a affine[T], win *Window, from, to int) {
	area := win.Out[1] * win.Out[2]
	for i := from * win.Out[0]; i < to*win.Out[0]; i++ {
		mat.Fill(z[i*area:][:area], max(a.floor, a.shift[i%win.Out[0]]))
	}
}

// firstPart is the first of the fewest parts of n that are at most so large, about equal.
func firstPart(n, most int) int { return crew.Evenly(n, crew.Ceil(n, most), 1) }

// columnsAtOnce is how many columns of a gradient are multiplied at a time: as many as the nearest cache holds of some rows.
const columnsAtOnce = 1 << 10

// weighTaps sums dw of the examples from on to before to; tile is of the size of dw.
func weighTaps[T mat.Float](dw, tile, dz, x []T, win *Window, from, to int, s *scratch[T]) {
	l := win.lay()
	s.places = l.places(s.places, win)
	stepZ, stepX := win.outSize(), win.inSize()
	if !l.whole {
		stepZ = win.Out[0] * l.n
	}
	if !l.direct {
		stepX = win.In[0] * l.size
	}
	most := max(1, tileSize/max(stepZ, stepX))
	if from == to {
		clear(dw)
	}
	sums := dw // of the first tile, to which those of others are added
	for from < to {
		n := min(most, to-from)
		maps, grads := x[from*win.inSize():][:n*win.inSize()], dz[from*win.outSize():][:n*win.outSize()]
		if !l.direct {
			s.cols = mat.Grow(s.cols, n*stepX)
			for e := range n {
				unfold(s.cols[e*stepX:][:stepX], maps[e*win.inSize():], win, &l)
			}
			maps = s.cols
		}
		if !l.whole {
			s.part = mat.Grow(s.part, n*stepZ)
			unfoldResult(s.part, grads, win, &l, n*win.Out[0])
			grads = s.part
		}
		for done := 0; done < l.n; sums = tile {
			width := firstPart(l.n-done, columnsAtOnce)
			weighTile(sums, grads[done:], maps[done:], s.places, win, &l, width, stepZ, stepX, n)
			if &sums[0] != &dw[0] {
				addTo(dw, sums)
			}
			done += width
		}
		from += n
	}
}

// weighTile computes dw of so many columns of some examples, which lie as the layout has them.
func weighTile[T mat.Float](dw, dz, x []T, places []int32, win *Window, l *layout, width, stepZ, stepX, examples int) {
	out, area := win.out(), l.n
	if l.whole {
		area = win.Out[1] * win.Out[2]
	}
	for g := range win.Groups {
		for o, height := g*out, 0; o < (g+1)*out; o += height {
			height = firstPart((g+1)*out-o, dotRows[T]())
			tapDots(dw[o*len(places):], dz[o*area:], x[g*win.in()*l.size:], places, height, width, area, stepZ, stepX, examples)
		}
	}
}

// back is the window of the gradient by the map, which is a convolution of the gradient of the result with the taps in reverse
// order. There is none where windows are more than an entry apart, or padded by more than they cover.
func (w *Window) back() (b Window, possible bool) {
	b = Window{In: w.Out, Out: w.In, Kernel: w.Kernel, Stride: w.Stride, Dilation: w.Dilation, Groups: w.Groups}
	for d := range 2 {
		b.Before[d] = (w.Kernel[d]-1)*w.Dilation[d] - w.Before[d]
		if w.Stride[d] != 1 || b.Before[d] < 0 {
			return b, false
		}
	}
	return b, true
}

// turned sets dst to the weights of back: input and output channels of each group change places.
func turned[T mat.Float](dst, w []T, win *Window) {
	in, out, kernel := win.in(), win.out(), win.Kernel[0]*win.Kernel[1]
	row, tap := in*kernel, 1
	if win.ByTap {
		row, tap = 1, win.Out[0]
	}
	for g := range win.Groups {
		for c := range in {
			for o := range out {
				from, to := w[(g*out+o)*row+c*kernel*tap:], dst[((g*in+c)*out+o)*kernel:][:kernel]
				for k := range kernel {
					to[kernel-1-k] = from[k*tap]
				}
			}
		}
	}
}

// byRow returns weights that lie tap by tap as others lie, in dst if that has room.
func byRow[T mat.Float](dst, w []T, win *Window) []T {
	dst = mat.Grow(dst, len(w))
	transpose(dst, w, win.taps(), win.Out[0])
	return dst
}

// transpose sets dst to a matrix of rows and columns, transposed.
func transpose[T mat.Float](dst, src []T, rows, cols int) {
	if isSingle[T]() {
		mat.F32TransposeStrided(single(dst), single(src), rows, cols, rows, cols)
	} else {
		mat.F64TransposeStrided(double(dst), double(src), rows, cols, rows, cols)
	}
}

// tapsBody is the reference of the kernels.
func tapsBody[T mat.Float](t *tapping[T]) {
	x, places := t.x, t.places
	for i := range t.m {
		row, w := t.z[i*t.ldz:][:t.n], t.w[i*len(places):]
		clear(row)
		p := 0
		for ; p+4 <= len(places); p += 4 {
			mat.AddRows4(row, x[places[p]:], x[places[p+1]:], x[places[p+2]:], x[places[p+3]:], w[p], w[p+1], w[p+2], w[p+3])
		}
		for ; p < len(places); p++ {
			mat.AddRow(row, x[places[p]:], w[p])
		}
		for j, v := range row {
			row[j] = max(t.floor, v*t.scale[i]+t.shift[i])
		}
	}
}

// tapDotsBody is the reference of the kernels: it computes m rows of y, an entry for each place.
func tapDotsBody[T mat.Float](y, z, x []T, places []int32, m, n, ldz, stepZ, stepX, examples int) {
	for i := range m {
		for p, place := range places {
			var sum T
			for e := range examples {
				row := z[e*stepZ+i*ldz:][:n]
				seen := x[e*stepX+int(place):][:n]
				for j, v := range row {
					sum += v * seen[j]
				}
			}
			y[i*len(places)+p] = sum
		}
	}
}

// single returns numbers that are float32 as such. They may lie on the stack, which those of an unknown function may not.
func single[T mat.Float](s []T) []float32 {
	return unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}

// double returns numbers that are float64 as such.
func double[T mat.Float](s []T) []float64 {
	return unsafe.Slice((*float64)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}

// isSingle reports whether T is float32.
func isSingle[T mat.Float]() bool {
	var v T
	return unsafe.Sizeof(v) == 4
}

// taps computes the channels.
func taps[T mat.Float, S allKernels | lesserKernels](t *tapping[T]) {
	switch of := unsafe.Pointer(t); {
	case isSingle[T]() && isLesser[S]():
		f32LesserTaps((*tapping[float32])(of))
	case isSingle[T]():
		f32Taps((*tapping[float32])(of))
	default:
		f64Taps((*tapping[float64])(of))
	}
}

// tapDots computes m rows of y, sums over n columns of the rows of z and of what the taps see in x.
func tapDots[T mat.Float](y, z, x []T, places []int32, m, n, ldz, stepZ, stepX, examples int) {
	if isSingle[T]() {
		f32TapDots(single(y), single(z), single(x), places, m, n, ldz, stepZ, stepX, examples)
	} else {
		f64TapDots(double(y), double(z), double(x), places, m, n, ldz, stepZ, stepX, examples)
	}
}
