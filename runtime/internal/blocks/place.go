package blocks

import "github.com/nngen/nngen/runtime/internal/mat"

// Axis is one axis of a block of entries: N of them, Dst apart in the result and Src apart in the operand.
type Axis struct{ N, Dst, Src int }

// F32Copy copies a block: dst[Σ i·Dst] = src[Σ i·Src] for all i below the N of each axis.
//
//go:noinline
func F32Copy(dst, src []float32, axes ...Axis) { copyBlock(dst, src, axes) }

// F64Copy is F32Copy for float64.
//
//go:noinline
func F64Copy(dst, src []float64, axes ...Axis) { copyBlock(dst, src, axes) }

// F32Add adds a block: dst[Σ i·Dst] += src[Σ i·Src] for all i below the N of each axis. A Dst of 0 sums, a Src of 0 repeats.
//
//go:noinline
func F32Add(dst, src []float32, axes ...Axis) { addBlock(dst, src, axes) }

// F64Add is F32Add for float64.
//
//go:noinline
func F64Add(dst, src []float64, axes ...Axis) { addBlock(dst, src, axes) }

func copyBlock[T mat.Float](dst, src []T, axes []Axis) {
	switch len(axes) {
	case 0:
		dst[0] = src[0]
		return
	case 1:
		copyRun(dst, src, axes[0])
		return
	case 2:
		copyRows(dst, src, axes[0], axes[1])
		return
	}
	a := axes[0]
	if size := dense(axes[1:]); a.N > 1 && a.Src == 0 && size > 0 && size <= a.Dst {
		copyBlock(dst, src, axes[1:])
		for i := 1; i < a.N; i++ {
			copy(dst[i*a.Dst:][:size], dst[:size])
		}
		return
	}
	for i := range a.N {
		copyBlock(dst[i*a.Dst:], src[i*a.Src:], axes[1:])
	}
}

// dense is how many entries of the result a block fills without a gap, from the last axis to the first, or 0.
func dense(axes []Axis) int {
	size := 1
	for i := len(axes) - 1; i >= 0; i-- {
		if axes[i].Dst != size {
			return 0
		}
		size *= axes[i].N
	}
	return size
}

// copyRows is copyBlock of two axes; rows of one entry, twice, are those of a map that becomes twice as wide.
func copyRows[T mat.Float](dst, src []T, a, b Axis) {
	switch {
	case b.Dst == 1 && b.Src == 1 && b.N <= short:
		copyRuns(dst, src, a, b.N)
	case b.Dst == 1 && b.Src == 1:
		for i := range a.N {
			copy(dst[i*a.Dst:][:b.N], src[i*a.Src:][:b.N])
		}
	case b.N == 2 && b.Src == 0:
		to, from := 0, 0
		for range a.N {
			v := src[from]
			dst[to], dst[to+b.Dst] = v, v
			to, from = to+a.Dst, from+a.Src
		}
	default:
		for i := range a.N {
			copyRun(dst[i*a.Dst:], src[i*a.Src:], b)
		}
	}
}

// short is up to how many entries next to each other are copied one by one: more are worth a call.
const short = 8

// copyRuns copies runs of n entries.
func copyRuns[T mat.Float](dst, src []T, a Axis, n int) {
	for i := range a.N {
		to, from := dst[i*a.Dst:][:n], src[i*a.Src:][:n]
		for k := range to {
			to[k] = from[k]
		}
	}
}

func copyRun[T mat.Float](dst, src []T, a Axis) {
	switch {
	case a.Dst == 1 && a.Src == 1:
		copy(dst[:a.N], src[:a.N])
		return
	case a.Dst == 1 && a.Src == 0 && a.N > 0:
		repeat(dst[:a.N], src[0])
		return
	}
	to, from := 0, 0
	for range a.N {
		dst[to] = src[from]
		to, from = to+a.Dst, from+a.Src
	}
}

// repeat sets all entries to v, twice as many with each copy once they are some.
func repeat[T mat.Float](dst []T, v T) {
	const some = 32
	n := min(some, len(dst))
	mat.Fill(dst[:n], v)
	for n < len(dst) {
		n += copy(dst[n:], dst[:n])
	}
}

func addBlock[T mat.Float](dst, src []T, axes []Axis) {
	switch len(axes) {
	case 0:
		dst[0] += src[0]
		return
	case 1:
		addRun(dst, src, axes[0])
		return
	case 2:
		if axes[1].Dst == 0 {
			addSums(dst, src, axes[0], axes[1])
			return
		}
	}
	a := axes[0]
	for i := range a.N {
		addBlock(dst[i*a.Dst:], src[i*a.Src:], axes[1:])
	}
}

// addSums adds the sum of each row of b's to what a's are in the result.
func addSums[T mat.Float](dst, src []T, a, b Axis) {
	to, from := 0, 0
	for range a.N {
		var sum T
		for j := range b.N {
			sum += src[from+j*b.Src]
		}
		dst[to] += sum
		to, from = to+a.Dst, from+a.Src
	}
}

func addRun[T mat.Float](dst, src []T, a Axis) {
	if a.Dst == 0 {
		var sum T
		for i := range a.N {
			sum += src[i*a.Src]
		}
		dst[0] += sum
		return
	}
	to, from := 0, 0
	for range a.N {
		dst[to] += src[from]
		to, from = to+a.Dst, from+a.Src
	}
}
