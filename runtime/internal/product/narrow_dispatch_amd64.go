//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// The assembly returns false for lengths that it does not take, among them all that do not fit together.

// The assembly knows the levels by their numbers.
const (
	_ = uint(cpu.AVX2-1) + uint(1-cpu.AVX2)
	_ = uint(cpu.AVX512-2) + uint(2-cpu.AVX512)
)

// F32GemvTSoftmaxPacked computes y = softmax(Wᵀ·x + b).
//
//go:noinline
func F32GemvTSoftmaxPacked(p *OneLayer[float32]) {
	q := (*float32)(unsafe.Pointer(p))
	if cpu.Level == cpu.AVX512 && f32GemvTSoftmaxNarrowAVX512(q) || cpu.Level == cpu.AVX2 && f32GemvTSoftmaxNarrowAVX2(q) {
		return
	}
	f32SoftmaxOfCalls(p)
}

// F32NarrowPair computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2.
func F32NarrowPair(y, w1, b1, w2, b2, x *float32, sizes PairSizes) {
	f32NarrowPair(y, w1, b1, w2, b2, x, uint64(sizes))
}

// F32NarrowPairSoftmax is F32NarrowPair, and then softmax of y.
func F32NarrowPairSoftmax(y, w1, b1, w2, b2, x *float32, sizes PairSizes) {
	f32NarrowPairSoftmax(y, w1, b1, w2, b2, x, uint64(sizes))
}

// f32NarrowPairOther is what f32NarrowPair calls where it has no kernel.
//
//lint:ignore U1000 assembly goes on there
func f32NarrowPairOther(y, w1, b1, w2, b2, x *float32, sizes uint64) {
	f32PairBody(y, w1, b1, w2, b2, x, PairSizes(sizes), "narrowPair")
}

// f32NarrowPairSoftmaxOther is the same for f32NarrowPairSoftmax.
//
//lint:ignore U1000 assembly goes on there
func f32NarrowPairSoftmaxOther(y, w1, b1, w2, b2, x *float32, sizes uint64) {
	f32PairBody(y, w1, b1, w2, b2, x, PairSizes(sizes), "narrowPairSoftmax")
	_, _, n, _, _ := PairSizes(sizes).split()
	softmax.F32SoftmaxLong(unsafe.Slice(y, n), unsafe.Slice(y, n), n)
}

// leastBlock is how many rows are quicker in a block of 16 than four at a time.
const leastBlock = 9

// F32NarrowPairRows computes F32NarrowPair of n rows, one after the other, and then softmax of each unless that is 0. It returns false, and does
// nothing, where there is no kernel for it.
//
//go:noinline
func F32NarrowPairRows(y, w1, b1, w2, b2, x *float32, sizes PairSizes, n, softmax int) bool {
	switch {
	case cpu.Level != cpu.AVX512 || uint(n-1) >= mostRows || !sizes.forRows():
		mat.MustFit(sizes.rowsFit(), "narrowPairRows")
		return false
	case n == 2 && sizes.rowsOf4():
		f32NarrowPairTwoAVX512(y, w1, b1, w2, b2, x, uint64(sizes), softmax)
	case n >= leastBlock && sizes.inBlocks(softmax) && f32NarrowPairBlocksAVX512(y, w1, b1, w2, b2, x, uint64(sizes), n, softmax):
	default:
		f32NarrowPairRowsAVX512(y, w1, b1, w2, b2, x, uint64(sizes), n, softmax)
	}
	return true
}

// hasPairGrad reports whether there is a kernel for F32NarrowPairGrad.
func hasPairGrad() bool { return cpu.Level == cpu.AVX512 }

// F32NarrowPairGrad computes the loss of two narrow layers with softmax and cross-entropy, and its gradient by all weights. p must be ready. It is not ok
// where an example has a logit that is no number or further from the first one than 79: then the gradient is left as it is, but for single rows.
//
//go:noinline
func F32NarrowPairGrad(p *PairGrad, x []float32, ts []int) (loss float64, ok bool) {
	p.mustFit(x, ts)
	loss, ok = f32NarrowPairGradAVX512((*float32)(unsafe.Pointer(p)), unsafe.SliceData(x), unsafe.SliceData(ts))
	if !ok {
		softmax.MustBeClasses(ts, p.classes)
	}
	return loss, ok
}

// f32PairBody is narrowPair in Go. It does not call the kernels of wider layers, so that a program whose layers are narrow
// is not linked with them.
func f32PairBody(y, w1, b1, w2, b2, x *float32, sizes PairSizes, kernel string) {
	var units [mat.Narrow32]float32
	sizes.mustFit(len(units), kernel)
	n0, n1, n2, ld1, ld2 := sizes.split()
	a1 := units[:n1]
	gemvT(a1, unsafe.Slice(w1, n0*ld1), unsafe.Slice(b1, n1), unsafe.Slice(x, n0), ld1, 0)
	gemvT(unsafe.Slice(y, n2), unsafe.Slice(w2, n1*ld2), unsafe.Slice(b2, n2), a1, ld2, mat.Unbounded[float32]())
}
