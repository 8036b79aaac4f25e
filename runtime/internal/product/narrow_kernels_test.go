package product

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// narrowKernels are the kernels of narrow layers of one precision.
type narrowKernels[T mat.Float] struct {
	gemvTSoftmax      func(y, w, b, x []T, ld int)
	pair, pairSoftmax func(y, w1, b1, w2, b2, x []T, ld1, ld2 int)
	most              int // units
	calls             matrixKernels[T]
	softmax           func(y, z []T)
}

var (
	singleNarrow = narrowKernels[float32]{packedLayer(F32GemvTSoftmaxPacked), packedPair(F32NarrowPairPacked), packedPair(F32NarrowPairSoftmaxPacked), mat.Narrow32, singleMatrix, softmax.F32Softmax}
	doubleNarrow = narrowKernels[float64]{packedLayer(F64GemvTSoftmaxPacked), packedPair(F64NarrowPairPacked), packedPair(F64NarrowPairSoftmaxPacked), mat.Narrow64, doubleMatrix, softmax.F64Softmax}
)

// layer is a layer of n units.
type layer[T mat.Float] struct {
	w, b []T
	ld   int
}

// randomLayer returns a layer with NaN between its rows. They are apart as generated code has them, or not at all; in
// some layers W ends with the last row's last unit, in others with the padding.
func (k narrowKernels[T]) randomLayer(a *kerneltest.Arena[T], n0, n int) layer[T] {
	ld, full := n, a.Count%2 == 0
	for range a.Rng.IntN(2) {
		for ld = k.most / 4; ld < n; {
			ld *= 2
		}
	}
	size := rowsApart(n0, n, ld)
	if full {
		size = n0 * ld
	}
	return layer[T]{padding(a.Random(size), n, ld, math.NaN()), a.Random(n), ld}
}

// sums are Wᵀ·x + b, where x are sums.
func (l layer[T]) sums(x []kerneltest.Sum) []kerneltest.Sum {
	ys := make([]kerneltest.Sum, len(l.b))
	for j := range ys {
		ys[j] = biased(l.b[j])
		for i, v := range x {
			w := float64(l.w[i*l.ld+j])
			ys[j].Add(w * v.Value)
			ys[j].Size += math.Abs(w) * v.Size * float64(v.Terms+1)
		}
	}
	return ys
}

// reluOf is relu of sums.
func reluOf(zs []kerneltest.Sum) []kerneltest.Sum {
	for i := range zs {
		zs[i].Value = max(0, zs[i].Value)
	}
	return zs
}

// exactly are numbers as sums.
func exactly[T mat.Float](x []T) []kerneltest.Sum {
	var list []kerneltest.Sum
	for _, v := range x {
		list = append(list, kerneltest.Sum{Value: float64(v)})
	}
	return list
}

// packedLayer is a kernel for slices, made of one that gets them by a pointer.
func packedLayer[T mat.Float](packed func(p *OneLayer[T])) func(y, w, b, x []T, ld int) {
	return func(y, w, b, x []T, ld int) { packed(&OneLayer[T]{y, w, b, x, ld}) }
}

// packedPair is packedLayer for two layers.
func packedPair[T mat.Float](packed func(p *TwoLayers[T])) func(y, w1, b1, w2, b2, x []T, ld1, ld2 int) {
	return func(y, w1, b1, w2, b2, x []T, ld1, ld2 int) { packed(&TwoLayers[T]{y, w1, b1, w2, b2, x, ld1, ld2}) }
}
