package nn

import "github.com/nngen/nngen/runtime/internal/blocks"

// Axis is one axis of a block of entries: N of them, Dst apart in the result and Src apart in the operand.
type Axis = blocks.Axis

// F32Copy copies a block: dst[Σ i·Dst] = src[Σ i·Src] for all i below the N of each axis.
func F32Copy(dst, src []float32, axes ...Axis) { blocks.F32Copy(dst, src, axes...) }

// F64Copy is F32Copy for float64.
func F64Copy(dst, src []float64, axes ...Axis) { blocks.F64Copy(dst, src, axes...) }

// F32Add adds a block: dst[Σ i·Dst] += src[Σ i·Src] for all i below the N of each axis. A Dst of 0 sums, a Src of 0 repeats.
func F32Add(dst, src []float32, axes ...Axis) { blocks.F32Add(dst, src, axes...) }

// F64Add is F32Add for float64.
func F64Add(dst, src []float64, axes ...Axis) { blocks.F64Add(dst, src, axes...) }

// F32Largest takes the largest of blocks of entries: dst[Σ i·Dst] = max src[Σ i·Src], where the axes with a Dst of 0, which
// come last, are those over which the largest is sought.
func F32Largest(dst, src []float32, axes ...Axis) { blocks.F32Largest(dst, src, axes...) }

// F64Largest is F32Largest for float64.
func F64Largest(dst, src []float64, axes ...Axis) { blocks.F64Largest(dst, src, axes...) }

// F32LargestGrad sets the gradient dsrc by the src of F32Largest, given the gradient ddst and dst itself: the entries that are
// the largest share it evenly, as in PyTorch's amax.
func F32LargestGrad(dsrc, ddst, dst, src []float32, axes ...Axis) {
	blocks.F32LargestGrad(dsrc, ddst, dst, src, axes...)
}

// F64LargestGrad is F32LargestGrad for float64.
func F64LargestGrad(dsrc, ddst, dst, src []float64, axes ...Axis) {
	blocks.F64LargestGrad(dsrc, ddst, dst, src, axes...)
}
