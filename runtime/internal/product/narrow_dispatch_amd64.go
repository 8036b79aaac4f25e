//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// The assembly returns false for lengths that it does not take, among them all that do not fit together.

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

// F32NarrowPairPacked computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2.
//
//go:noinline
func F32NarrowPairPacked(p *TwoLayers[float32]) {
	q := (*float32)(unsafe.Pointer(p))
	if cpu.Level == cpu.AVX512 && f32NarrowPairAVX512(q) || cpu.Level == cpu.AVX2 && f32NarrowPairAVX2(q) {
		return
	}
	f32PairBody(p, "narrowPair")
}

// F32NarrowPairSoftmaxPacked is F32NarrowPairPacked, and then softmax of y.
//
//go:noinline
func F32NarrowPairSoftmaxPacked(p *TwoLayers[float32]) {
	q := (*float32)(unsafe.Pointer(p))
	if cpu.Level == cpu.AVX512 && f32NarrowPairSoftmaxAVX512(q) || cpu.Level == cpu.AVX2 && f32NarrowPairSoftmaxAVX2(q) {
		return
	}
	f32PairBody(p, "narrowPairSoftmax")
	softmax.F32SoftmaxLong(p.Y, p.Y, len(p.Y))
}

// F32NarrowPairRows computes F32NarrowPairPacked of n rows, and then softmax of each if that is wanted. It returns false, and does nothing,
// where there is no kernel for it.
//
//go:noinline
func F32NarrowPairRows(p *TwoLayers[float32], n int, softmax bool) bool {
	n1, n2 := len(p.B1), len(p.B2)
	if cpu.Level != cpu.AVX512 || n <= 0 || uint(n1-1) >= mat.PairUnits || uint(n2-1) >= mat.PairOutputs || len(p.X) < n {
		return false
	}
	n0, then := len(p.X)/n, 0
	if softmax {
		then = 1
	}
	mat.MustFit(len(p.X) == n*n0 && len(p.Y) == n*n2 && fitT(n1, len(p.W1), n1, n0, p.Ld1) && fitT(n2, len(p.W2), n2, n1, p.Ld2), "narrowPair")
	f32NarrowPairRowsAVX512((*float32)(unsafe.Pointer(p)), n, n0, then)
	return true
}

// F32NarrowPairGrad computes the loss of two narrow layers with softmax and cross-entropy, and its gradient by all weights. It returns false, and
// does nothing, where there is no kernel for it.
//
//go:noinline
func F32NarrowPairGrad(p *PairGrad) (loss float64, ok bool) {
	if cpu.Level != cpu.AVX512 || !p.isFor() {
		return 0, false
	}
	mat.MustFit(p.fits(), "narrowPairGrad")
	softmax.MustBeClasses(p.Ts, len(p.B2))
	f32NarrowPairGradAVX512((*float32)(unsafe.Pointer(p)))
	return p.loss(), true
}

// f32PairBody is narrowPair in Go. It does not call the kernels of wider layers, so that a program whose layers are narrow
// is not linked with them.
func f32PairBody(p *TwoLayers[float32], kernel string) {
	var a1 [mat.Narrow32]float32
	p.mustFit(mat.Narrow32, kernel)
	gemvT(a1[:len(p.B1)], p.W1, p.B1, p.X, p.Ld1, 0)
	gemvT(p.Y, p.W2, p.B2, a1[:len(p.B1)], p.Ld2, mat.Unbounded[float32]())
}
