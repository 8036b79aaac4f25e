package blocks

import (
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/vec"
)

// F32Largest takes the largest of blocks of entries: dst[Σ i·Dst] = max src[Σ i·Src], where the axes with a Dst of 0, which
// come last, are those over which the largest is sought.
//
//go:noinline
func F32Largest(dst, src []float32, axes ...Axis) { largest(dst, src, axes) }

// F64Largest is F32Largest for float64.
//
//go:noinline
func F64Largest(dst, src []float64, axes ...Axis) { largest(dst, src, axes) }

// F32LargestGrad sets the gradient dsrc by the src of F32Largest, given the gradient ddst and dst itself: the entries that are
// the largest share it evenly, as in PyTorch's amax.
//
//go:noinline
func F32LargestGrad(dsrc, ddst, dst, src []float32, axes ...Axis) {
	largestGrad(dsrc, ddst, dst, src, axes)
}

// F64LargestGrad is F32LargestGrad for float64.
//
//go:noinline
func F64LargestGrad(dsrc, ddst, dst, src []float64, axes ...Axis) {
	largestGrad(dsrc, ddst, dst, src, axes)
}

func largest[T mat.Float](dst, src []T, axes []Axis) {
	if len(axes) == 0 || axes[0].Dst == 0 {
		dst[0] = largestOf(src, axes)
		return
	}
	a := axes[0]
	if len(axes) == 2 && axes[1].Dst == 0 && axes[1].N > 1 && a.Dst == 1 && a.Src == 1 {
		largestOfRows(dst[:a.N], src, axes[1])
		return
	}
	for i := range a.N {
		largest(dst[i*a.Dst:], src[i*a.Src:], axes[1:])
	}
}

// largestOfRows sets each entry of dst to the largest of those that rows have there.
func largestOfRows[T mat.Float](dst, src []T, rows Axis) {
	copy(dst, src)
	for i := 1; i < rows.N; i++ {
		row := src[i*rows.Src:][:len(dst)]
		switch dst := any(dst).(type) {
		case []float32:
			vec.F32Larger(dst, dst, any(row).([]float32))
		case []float64:
			vec.F64Larger(dst, dst, any(row).([]float64))
		}
	}
}

// largestOf is the largest entry of a block; NaN where there is one.
func largestOf[T mat.Float](src []T, axes []Axis) T {
	switch len(axes) {
	case 0:
		return src[0]
	case 1:
		return largestOfRun(src, axes[0])
	}
	a := axes[0]
	m := largestOf(src, axes[1:])
	for i := 1; i < a.N; i++ {
		m = max(m, largestOf(src[i*a.Src:], axes[1:]))
	}
	return m
}

// largestOfRun compares in four chains, none of which waits for the others.
func largestOfRun[T mat.Float](src []T, a Axis) T {
	m, from, left := src[0], 0, a.N
	if left >= 8 {
		b, c, d := m, m, m
		for ; left >= 4; left -= 4 {
			m, b = max(m, src[from]), max(b, src[from+a.Src])
			c, d = max(c, src[from+2*a.Src]), max(d, src[from+3*a.Src])
			from += 4 * a.Src
		}
		m = max(max(m, b), max(c, d))
	}
	for range left {
		m = max(m, src[from])
		from += a.Src
	}
	return m
}

func largestGrad[T mat.Float](dsrc, ddst, dst, src []T, axes []Axis) {
	if len(axes) == 0 || axes[0].Dst == 0 {
		shareOut(dsrc, src, dst[0], ddst[0]/T(countOf(src, dst[0], axes)), axes)
		return
	}
	a := axes[0]
	for i := range a.N {
		largestGrad(dsrc[i*a.Src:], ddst[i*a.Dst:], dst[i*a.Dst:], src[i*a.Src:], axes[1:])
	}
}

// countOf is how many entries of a block are v.
func countOf[T mat.Float](src []T, v T, axes []Axis) int {
	if len(axes) == 0 {
		if src[0] == v {
			return 1
		}
		return 0
	}
	n := 0
	if len(axes) == 1 {
		for i := range axes[0].N {
			if src[i*axes[0].Src] == v {
				n++
			}
		}
		return n
	}
	for i := range axes[0].N {
		n += countOf(src[i*axes[0].Src:], v, axes[1:])
	}
	return n
}

// shareOut sets the entries of a block that are v to d, and the others to 0.
func shareOut[T mat.Float](dsrc, src []T, v, d T, axes []Axis) {
	switch len(axes) {
	case 0:
		shareOutRun(dsrc, src, v, d, Axis{N: 1})
		return
	case 1:
		shareOutRun(dsrc, src, v, d, axes[0])
		return
	}
	for i := range axes[0].N {
		shareOut(dsrc[i*axes[0].Src:], src[i*axes[0].Src:], v, d, axes[1:])
	}
}

func shareOutRun[T mat.Float](dsrc, src []T, v, d T, a Axis) {
	at := 0
	for range a.N {
		share := T(0)
		if src[at] == v {
			share = d
		}
		dsrc[at] = share
		at += a.Src
	}
}
