package product

import (
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// The arguments of narrow layers are handed on by one pointer: there are more of them than registers, so that they would
// be copied at every call. The assembly knows where the fields are.

// OneLayer holds the arguments of F32GemvTSoftmaxPacked.
type OneLayer[T mat.Float] struct {
	Y, W, B, X []T
	Ld         int
}

// TwoLayers holds the arguments of F32NarrowPairPacked.
type TwoLayers[T mat.Float] struct {
	Y, W1, B1, W2, B2, X []T
	Ld1, Ld2             int
}

// mustFit panics unless the lengths fit together, and no layer has more units than most.
func (p *TwoLayers[T]) mustFit(most int, kernel string) {
	n1, n2 := len(p.B1), len(p.Y)
	mat.MustFit(max(n1, n2) <= most && fitT(n1, len(p.W1), n1, len(p.X), p.Ld1) && fitT(n2, len(p.W2), len(p.B2), n1, p.Ld2), kernel)
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

// F64NarrowPairPacked is F32NarrowPairPacked for float64.
//
//go:noinline
func F64NarrowPairPacked(p *TwoLayers[float64]) { f64PairOfCalls(p, "narrowPair") }

// F64NarrowPairSoftmaxPacked is F32NarrowPairSoftmaxPacked for float64.
//
//go:noinline
func F64NarrowPairSoftmaxPacked(p *TwoLayers[float64]) {
	f64PairOfCalls(p, "narrowPairSoftmax")
	softmax.F64Softmax(p.Y, p.Y)
}

// f64PairOfCalls is narrowPair in two calls: float64 has no assembly for both at once.
func f64PairOfCalls(p *TwoLayers[float64], kernel string) {
	var a1 [mat.Narrow64]float64
	p.mustFit(mat.Narrow64, kernel)
	f64GemvT(a1[:len(p.B1)], p.W1, p.B1, p.X, p.Ld1, 0)
	f64GemvT(p.Y, p.W2, p.B2, a1[:len(p.B1)], p.Ld2, mat.Unbounded[float64]())
}
