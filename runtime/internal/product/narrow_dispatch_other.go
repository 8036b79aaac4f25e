//go:build purego || !amd64

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// F32GemvTSoftmaxPacked computes y = softmax(Wᵀ·x + b).
//
//go:noinline
func F32GemvTSoftmaxPacked(p *OneLayer[float32]) { f32SoftmaxOfCalls(p) }

// F32NarrowPair computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2.
//
//go:noinline
func F32NarrowPair(y, w1, b1, w2, b2, x *float32, sizes PairSizes) {
	f32PairOfCalls(y, w1, b1, w2, b2, x, sizes, "narrowPair")
}

// F32NarrowPairSoftmax is F32NarrowPair, and then softmax of y.
//
//go:noinline
func F32NarrowPairSoftmax(y, w1, b1, w2, b2, x *float32, sizes PairSizes) {
	f32PairOfCalls(y, w1, b1, w2, b2, x, sizes, "narrowPairSoftmax")
	_, _, n, _, _ := sizes.split()
	softmax.F32Softmax(unsafe.Slice(y, n), unsafe.Slice(y, n))
}

// F32NarrowPairRows has no kernel.
func F32NarrowPairRows(_, _, _, _, _, _ *float32, sizes PairSizes, _, _ int) bool {
	mat.MustFit(sizes.rowsFit(), "narrowPairRows")
	return false
}

func hasPairGrad() bool { return false }

// F32NarrowPairGrad has no kernel.
func F32NarrowPairGrad(p *PairGrad, x []float32, ts []int) (float64, bool) {
	p.mustFit(x, ts)
	return 0, false
}

// f32PairOfCalls is narrowPair in two calls.
func f32PairOfCalls(y, w1, b1, w2, b2, x *float32, sizes PairSizes, kernel string) {
	var a1 [mat.Narrow32]float32
	sizes.mustFit(len(a1), kernel)
	n0, n1, n2, ld1, ld2 := sizes.split()
	F32GemvTUnpacked(&a1[0], w1, b1, x, n1, n0*ld1, n1, n0, ld1, 0)
	F32GemvTUnpacked(y, w2, b2, &a1[0], n2, n1*ld2, n2, n1, ld2, mat.Unbounded[float32]())
}
