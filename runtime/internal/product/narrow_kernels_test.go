package product

import (
	"unsafe"

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
	singleNarrow = narrowKernels[float32]{packedLayer(F32GemvTSoftmaxPacked), pairOf(F32NarrowPair), pairOf(F32NarrowPairSoftmax), mat.Narrow32, singleMatrix, softmax.F32Softmax}
	doubleNarrow = narrowKernels[float64]{packedLayer(F64GemvTSoftmaxPacked), pairOf(F64NarrowPair), pairOf(F64NarrowPairSoftmax), mat.Narrow64, doubleMatrix, softmax.F64Softmax}
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

// pairOf is a kernel of two layers for slices, made of one that gets pointers and sizes.
func pairOf[T mat.Float](kernel func(y, w1, b1, w2, b2, x *T, sizes PairSizes)) func(y, w1, b1, w2, b2, x []T, ld1, ld2 int) {
	return func(y, w1, b1, w2, b2, x []T, ld1, ld2 int) {
		sizes := pairSizes(len(x), len(b1), len(b2), ld1, ld2)
		kernel(unsafe.SliceData(y), unsafe.SliceData(w1), unsafe.SliceData(b1), unsafe.SliceData(w2), unsafe.SliceData(b2), unsafe.SliceData(x), sizes)
	}
}

func pairSizes(n0, n1, n2, ld1, ld2 int) PairSizes {
	return PairSizes(n0) | PairSizes(n1)<<8 | PairSizes(n2)<<16 | PairSizes(ld1)<<24 | PairSizes(ld2)<<32
}

// twoLayers are two layers of rows.
type twoLayers struct {
	Y, W1, B1, W2, B2, X []float32
	Ld1, Ld2             int
}

// pairRows calls the kernel for rows of two layers.
func pairRows(p *twoLayers, n, softmax int) bool {
	sizes := pairSizes(len(p.X)/n, len(p.B1), len(p.B2), p.Ld1, p.Ld2)
	return F32NarrowPairRows(&p.Y[0], &p.W1[0], &p.B1[0], &p.W2[0], &p.B2[0], &p.X[0], sizes, n, softmax)
}
