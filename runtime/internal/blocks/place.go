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
	if len(axes) == 0 {
		dst[0] = src[0]
		return
	}
	a := axes[0]
	if len(axes) == 1 {
		copyRun(dst, src, a)
		return
	}
	if run := axes[1]; len(axes) == 2 && run.Dst == 1 && run.Src == 1 && run.N <= short {
		copyRuns(dst, src, a, run.N)
		return
	}
	for i := range a.N {
		copyBlock(dst[i*a.Dst:], src[i*a.Src:], axes[1:])
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
	if a.Dst == 1 && a.Src == 1 {
		copy(dst[:a.N], src[:a.N])
		return
	}
	for i := range a.N {
		dst[i*a.Dst] = src[i*a.Src]
	}
}

func addBlock[T mat.Float](dst, src []T, axes []Axis) {
	if len(axes) == 0 {
		dst[0] += src[0]
		return
	}
	a := axes[0]
	if len(axes) == 1 {
		addRun(dst, src, a)
		return
	}
	for i := range a.N {
		addBlock(dst[i*a.Dst:], src[i*a.Src:], axes[1:])
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
	for i := range a.N {
		dst[i*a.Dst] += src[i*a.Src]
	}
}
