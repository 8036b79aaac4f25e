//go:build purego || !amd64

package product

import (
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// F32GemvTSoftmaxPacked computes y = softmax(Wᵀ·x + b).
//
//go:noinline
func F32GemvTSoftmaxPacked(p *OneLayer[float32]) { f32SoftmaxOfCalls(p) }

// F32NarrowPairPacked computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2.
//
//go:noinline
func F32NarrowPairPacked(p *TwoLayers[float32]) { f32PairOfCalls(p, "narrowPair") }

// F32NarrowPairSoftmaxPacked is F32NarrowPairPacked, and then softmax of y.
//
//go:noinline
func F32NarrowPairSoftmaxPacked(p *TwoLayers[float32]) {
	f32PairOfCalls(p, "narrowPairSoftmax")
	softmax.F32Softmax(p.Y, p.Y)
}

// F32NarrowPairRows has no kernel.
func F32NarrowPairRows(*TwoLayers[float32], int, bool) bool { return false }

// F32NarrowPairGrad has no kernel.
func F32NarrowPairGrad(*PairGrad) (float64, bool) { return 0, false }

// f32PairOfCalls is narrowPair in two calls.
func f32PairOfCalls(p *TwoLayers[float32], kernel string) {
	var a1 [mat.Narrow32]float32
	p.mustFit(mat.Narrow32, kernel)
	f32GemvT(a1[:len(p.B1)], p.W1, p.B1, p.X, p.Ld1, 0)
	f32GemvT(p.Y, p.W2, p.B2, a1[:len(p.B1)], p.Ld2, mat.Unbounded[float32]())
}
