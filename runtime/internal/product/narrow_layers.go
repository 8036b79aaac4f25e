package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// OneLayer holds the arguments of F32GemvTSoftmaxPacked. They are handed on by one pointer: there are more of them than registers, so that they
// would be copied at every call. The assembly knows where the fields are.
type OneLayer[T mat.Float] struct {
	Y, W, B, X []T
	Ld         int
}

// f32SoftmaxOfCalls is gemvTSoftmax in two calls.
func f32SoftmaxOfCalls(p *OneLayer[float32]) {
	mat.MustFit(len(p.B) == len(p.Y) && mat.LackUnits(len(p.W), len(p.X), len(p.Y), p.Ld) == 0, "gemvTSoftmax")
	f32GemvT(p.Y, p.W, p.B, p.X, p.Ld, mat.Unbounded[float32]())
	softmax.F32Softmax(p.Y, p.Y)
}

// f64SoftmaxOfCalls is f32SoftmaxOfCalls for float64.
func f64SoftmaxOfCalls(p *OneLayer[float64]) {
	mat.MustFit(len(p.B) == len(p.Y) && mat.LackUnits(len(p.W), len(p.X), len(p.Y), p.Ld) == 0, "gemvTSoftmax")
	f64GemvT(p.Y, p.W, p.B, p.X, p.Ld, mat.Unbounded[float64]())
	softmax.F64Softmax(p.Y, p.Y)
}

// F64GemvTSoftmaxPacked is F32GemvTSoftmaxPacked for float64.
//
//go:noinline
func F64GemvTSoftmaxPacked(p *OneLayer[float64]) { f64SoftmaxOfCalls(p) }

// F64NarrowPair is F32NarrowPair for float64.
//
//go:noinline
func F64NarrowPair(y, w1, b1, w2, b2, x *float64, sizes PairSizes) {
	f64PairOfCalls(y, w1, b1, w2, b2, x, sizes, "narrowPair")
}

// F64NarrowPairSoftmax is F32NarrowPairSoftmax for float64.
//
//go:noinline
func F64NarrowPairSoftmax(y, w1, b1, w2, b2, x *float64, sizes PairSizes) {
	f64PairOfCalls(y, w1, b1, w2, b2, x, sizes, "narrowPairSoftmax")
	_, _, n, _, _ := sizes.split()
	softmax.F64Softmax(unsafe.Slice(y, n), unsafe.Slice(y, n))
}

// f64PairOfCalls is narrowPair in two calls: float64 has no assembly for both at once.
func f64PairOfCalls(y, w1, b1, w2, b2, x *float64, sizes PairSizes, kernel string) {
	var a1 [mat.Narrow64]float64
	sizes.mustFit(len(a1), kernel)
	n0, n1, n2, ld1, ld2 := sizes.split()
	F64GemvTUnpacked(&a1[0], w1, b1, x, n1, n0*ld1, n1, n0, ld1, 0)
	F64GemvTUnpacked(y, w2, b2, &a1[0], n2, n1*ld2, n2, n1, ld2, mat.Unbounded[float64]())
}
