package nn

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/product"
)

// These functions are so short that the compiler puts their bodies in the place of calls, and what they call takes all its
// arguments in registers.

// unbounded32 and unbounded64 are the floors of results that have none.
var (
	unbounded32 = mat.Unbounded[float32]()
	unbounded64 = mat.Unbounded[float64]()
)

// F32GemvT computes y = Wᵀ·x + b, where W is (len(x), len(y)) and its rows begin ld entries apart:
//
//	for j := range y {
//		y[j] = b[j]
//		for i := range x {
//			y[j] += w[i*ld+j] * x[i]
//		}
//	}
//
// but adds in another order.
func F32GemvT(y, w, b, x []float32, ld int) {
	product.F32GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded32)
}

// F64GemvT is F32GemvT for float64.
func F64GemvT(y, w, b, x []float64, ld int) {
	product.F64GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded64)
}

// F32GemvTRelu is F32GemvT, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemvTRelu(y, w, b, x []float32, ld int) {
	product.F32GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F64GemvTRelu is F32GemvTRelu for float64.
func F64GemvTRelu(y, w, b, x []float64, ld int) {
	product.F64GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F32GemvN computes y = W·x + b, where W is (len(y), len(x)):
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += w[i*len(x)+j] * x[j]
//		}
//	}
//
// but adds in another order.
func F32GemvN(y, w, b, x []float32) {
	product.F32GemvNUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), unbounded32)
}

// F64GemvN is F32GemvN for float64.
func F64GemvN(y, w, b, x []float64) {
	product.F64GemvNUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), unbounded64)
}

// F32GemvNRelu is F32GemvN, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemvNRelu(y, w, b, x []float32) {
	product.F32GemvNUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), 0)
}

// F64GemvNRelu is F32GemvNRelu for float64.
func F64GemvNRelu(y, w, b, x []float64) {
	product.F64GemvNUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), 0)
}

// F32GemvTSparse is F32GemvT for an x of which many entries are 0, such as the result of relu: the rows of W that meet a 0
// need not be read. Whether a NaN or an infinity counts that stands there is left open.
func F32GemvTSparse(y, w, b, x []float32, ld int) {
	product.F32GemvTSparseUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded32)
}

// F64GemvTSparse is F32GemvTSparse for float64.
func F64GemvTSparse(y, w, b, x []float64, ld int) {
	product.F64GemvTSparseUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded64)
}

// F32GemvTSparseRelu is F32GemvTSparse, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemvTSparseRelu(y, w, b, x []float32, ld int) {
	product.F32GemvTSparseUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F64GemvTSparseRelu is F32GemvTSparseRelu for float64.
func F64GemvTSparseRelu(y, w, b, x []float64, ld int) {
	product.F64GemvTSparseUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F32GemvTSoftmax computes y = softmax(Wᵀ·x + b), where W is (len(x), len(y)) and its rows begin ld entries apart:
//
//	F32GemvT(y, w, b, x, ld)
//	F32Softmax(y, y)
func F32GemvTSoftmax(y, w, b, x []float32, ld int) {
	product.F32GemvTSoftmaxPacked(&product.OneLayer[float32]{Y: y, W: w, B: b, X: x, Ld: ld})
}

// F64GemvTSoftmax is F32GemvTSoftmax for float64.
func F64GemvTSoftmax(y, w, b, x []float64, ld int) {
	product.F64GemvTSoftmaxPacked(&product.OneLayer[float64]{Y: y, W: w, B: b, X: x, Ld: ld})
}

// F32NarrowPair computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2, where W1 is (len(x), len(b1)) and its rows begin ld1 entries
// apart, and W2 is (len(b1), len(y)) and its rows begin ld2 entries apart:
//
//	a1 := make([]float32, len(b1))
//	F32GemvTRelu(a1, w1, b1, x, ld1)
//	F32GemvT(y, w2, b2, a1, ld2)
//
// Neither b1 nor y may have more than 16 entries.
func F32NarrowPair(y, w1, b1, w2, b2, x []float32, ld1, ld2 int) {
	product.F32NarrowPairPacked(&product.TwoLayers[float32]{Y: y, W1: w1, B1: b1, W2: w2, B2: b2, X: x, Ld1: ld1, Ld2: ld2})
}

// F64NarrowPair is F32NarrowPair for float64, and at most 8 entries.
func F64NarrowPair(y, w1, b1, w2, b2, x []float64, ld1, ld2 int) {
	product.F64NarrowPairPacked(&product.TwoLayers[float64]{Y: y, W1: w1, B1: b1, W2: w2, B2: b2, X: x, Ld1: ld1, Ld2: ld2})
}

// F32NarrowPairSoftmax is F32NarrowPair, and then F32Softmax(y, y).
func F32NarrowPairSoftmax(y, w1, b1, w2, b2, x []float32, ld1, ld2 int) {
	product.F32NarrowPairSoftmaxPacked(&product.TwoLayers[float32]{Y: y, W1: w1, B1: b1, W2: w2, B2: b2, X: x, Ld1: ld1, Ld2: ld2})
}

// F64NarrowPairSoftmax is F32NarrowPairSoftmax for float64, and at most 8 entries.
func F64NarrowPairSoftmax(y, w1, b1, w2, b2, x []float64, ld1, ld2 int) {
	product.F64NarrowPairSoftmaxPacked(&product.TwoLayers[float64]{Y: y, W1: w1, B1: b1, W2: w2, B2: b2, X: x, Ld1: ld1, Ld2: ld2})
}
