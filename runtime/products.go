package nn

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/product"
	"github.com/nngen/nngen/runtime/internal/softmax"
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

// F32GemvTLeakyRelu is F32GemvT, and then F32LeakyRelu(y, y, alpha), where alpha is above 0 and below 1.
func F32GemvTLeakyRelu(y, w, b, x []float32, ld int, alpha float32) {
	product.F32GemvTLeakyUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, alpha)
}

// UnitSizes are the sizes of a layer with a unit behind it. Only F32BeforeUnit makes them, and never such that the pointers beside them do not have.
type UnitSizes = product.UnitSizes

// F32BeforeUnit returns the operands of F32GemvTLeakyReluUnit, a layer and the one unit behind it: W1 is (len(x), len(b1)) and its rows begin ld entries
// apart. Where they do not fit together, or there are more than UnitUnits units or UnitInputs inputs, the kernel panics.
func F32BeforeUnit(y, w1, b1, w2, b2, x []float32, ld int, alpha float32) (_, _, _, _, _, _ *float32, sizes UnitSizes, _ float32) {
	if len(y) == 1 && len(b2) == 1 && len(w2) == len(b1) && len(b1) <= ld && len(x)|ld <= UnitInputs && len(x)*ld <= len(w1) {
		sizes = UnitSizes(len(b1)|len(x)<<12) | UnitSizes(ld)<<24
	}
	return unsafe.SliceData(y), unsafe.SliceData(w1), unsafe.SliceData(b1), unsafe.SliceData(w2), unsafe.SliceData(b2), unsafe.SliceData(x), sizes, alpha
}

// F32GemvTLeakyReluUnit computes F32GemvTLeakyRelu of a layer, and of its outputs the unit behind it, of what F32BeforeUnit returns:
//
//	a1 := make([]float32, len(b1))
//	F32GemvTLeakyRelu(a1, w1, b1, x, ld, alpha)
//	F32GemvN(y, w2, b2, a1)
func F32GemvTLeakyReluUnit(y, w1, b1, w2, b2, x *float32, sizes UnitSizes, alpha float32) {
	product.F32GemvTLeakyUnit(y, w1, b1, w2, b2, x, sizes, alpha)
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

// F32GemvTPadded is F32GemvT for an ld of len(y) or more. A program that calls it for all of its layers is not linked with the kernels for
// tails.
func F32GemvTPadded(y, w, b, x []float32, ld int) {
	product.F32GemvTPaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded32)
}

// F64GemvTPadded is F32GemvTPadded for float64.
func F64GemvTPadded(y, w, b, x []float64, ld int) {
	product.F64GemvTPaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded64)
}

// F32GemvTPaddedRelu is F32GemvTRelu for an ld of len(y) or more.
func F32GemvTPaddedRelu(y, w, b, x []float32, ld int) {
	product.F32GemvTPaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F64GemvTPaddedRelu is F32GemvTPaddedRelu for float64.
func F64GemvTPaddedRelu(y, w, b, x []float64, ld int) {
	product.F64GemvTPaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F32GemvTSparsePadded is F32GemvTSparse for an ld of len(y) or more.
func F32GemvTSparsePadded(y, w, b, x []float32, ld int) {
	product.F32GemvTSparsePaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded32)
}

// F64GemvTSparsePadded is F32GemvTSparsePadded for float64.
func F64GemvTSparsePadded(y, w, b, x []float64, ld int) {
	product.F64GemvTSparsePaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded64)
}

// F32GemvTSparsePaddedRelu is F32GemvTSparseRelu for an ld of len(y) or more.
func F32GemvTSparsePaddedRelu(y, w, b, x []float32, ld int) {
	product.F32GemvTSparsePaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F64GemvTSparsePaddedRelu is F32GemvTSparsePaddedRelu for float64.
func F64GemvTSparsePaddedRelu(y, w, b, x []float64, ld int) {
	product.F64GemvTSparsePaddedUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
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

// PairSizes are the sizes of two layers. Only F32Pair and F64Pair make them, and never such that the pointers beside them do not have.
type PairSizes = product.PairSizes

// F32Pair returns the operands of F32NarrowPair and F32NarrowPairSoftmax, two layers of one row: W1 is (len(x), len(b1)) and its rows begin
// ld1 entries apart, W2 is (len(b1), len(y)) and its rows begin ld2 entries apart. Where they do not fit together, or x or a row has more than
// PairInputs entries, the kernel panics. A call hands on pointers in registers, and for arrays the compiler computes the sizes.
func F32Pair(y, w1, b1, w2, b2, x []float32, ld1, ld2 int) (_, _, _, _, _, _ *float32, sizes PairSizes) {
	if len(b2) == len(y) && len(b1) <= ld1 && len(b2) <= ld2 && len(x)*ld1 <= len(w1) && len(b1)*ld2 <= len(w2) && len(x)|ld1|ld2 <= PairInputs {
		sizes = PairSizes(len(x)|len(b1)<<8|len(b2)<<16|ld1<<24) | PairSizes(ld2)<<32
	}
	return unsafe.SliceData(y), unsafe.SliceData(w1), unsafe.SliceData(b1), unsafe.SliceData(w2), unsafe.SliceData(b2), unsafe.SliceData(x), sizes
}

// F64Pair is F32Pair for float64.
func F64Pair(y, w1, b1, w2, b2, x []float64, ld1, ld2 int) (_, _, _, _, _, _ *float64, sizes PairSizes) {
	if len(b2) == len(y) && len(b1) <= ld1 && len(b2) <= ld2 && len(x)*ld1 <= len(w1) && len(b1)*ld2 <= len(w2) && len(x)|ld1|ld2 <= PairInputs {
		sizes = PairSizes(len(x)|len(b1)<<8|len(b2)<<16|ld1<<24) | PairSizes(ld2)<<32
	}
	return unsafe.SliceData(y), unsafe.SliceData(w1), unsafe.SliceData(b1), unsafe.SliceData(w2), unsafe.SliceData(b2), unsafe.SliceData(x), sizes
}

// F32PairRows returns the operands of F32NarrowPairRows and F32NarrowPairSoftmaxRows: those of F32Pair for n rows of inputs and outputs.
// What is negative, or an ld2 that is too large, leaves bits above those of the sizes, which fitting finds: with one comparison more the compiler
// would not put this in the place of calls.
func F32PairRows(y, w1, b1, w2, b2, x []float32, n, inputs, ld1, ld2 int) (_, _, _, _, _, _ *float32, sizes PairSizes, rows int) {
	if n*inputs == len(x) && n*len(b2) == len(y) && inputs*ld1 <= len(w1) && len(b1)*ld2 <= len(w2) && inputs|len(b1)|len(b2)|ld1 <= PairInputs {
		sizes = PairSizes(inputs|len(b1)<<8|len(b2)<<16|ld1<<24) | PairSizes(ld2)<<32
	}
	return unsafe.SliceData(y), unsafe.SliceData(w1), unsafe.SliceData(b1), unsafe.SliceData(w2), unsafe.SliceData(b2), unsafe.SliceData(x), sizes, n
}

// F32NarrowPair computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2 of what F32Pair returns:
//
//	a1 := make([]float32, len(b1))
//	F32GemvTRelu(a1, w1, b1, x, ld1)
//	F32GemvT(y, w2, b2, a1, ld2)
//
// Neither b1 nor y may have more than 16 entries.
func F32NarrowPair(y, w1, b1, w2, b2, x *float32, sizes PairSizes) {
	product.F32NarrowPair(y, w1, b1, w2, b2, x, sizes)
}

// F32NarrowPairRows computes F32NarrowPair of each of n rows. It returns false, and does nothing, where there is no kernel for so many units or
// this processor.
func F32NarrowPairRows(y, w1, b1, w2, b2, x *float32, sizes PairSizes, n int) bool {
	return product.F32NarrowPairRows(y, w1, b1, w2, b2, x, fitting(sizes), n, 0)
}

// F64NarrowPair is F32NarrowPair for float64, and at most 8 entries.
func F64NarrowPair(y, w1, b1, w2, b2, x *float64, sizes PairSizes) {
	product.F64NarrowPair(y, w1, b1, w2, b2, x, sizes)
}

// F32NarrowPairSoftmax is F32NarrowPair, and then F32Softmax(y, y).
func F32NarrowPairSoftmax(y, w1, b1, w2, b2, x *float32, sizes PairSizes) {
	product.F32NarrowPairSoftmax(y, w1, b1, w2, b2, x, sizes)
}

// F32NarrowPairSoftmaxRows is F32NarrowPairRows for F32NarrowPairSoftmax.
func F32NarrowPairSoftmaxRows(y, w1, b1, w2, b2, x *float32, sizes PairSizes, n int) bool {
	return product.F32NarrowPairRows(y, w1, b1, w2, b2, x, fitting(sizes), n, 1)
}

// fitting returns the sizes, or 0 where there are bits above them.
func fitting(sizes PairSizes) PairSizes { return sizes >> (sizes >> 39 << 6) }

// PairGrad holds the operands of F32NarrowPairGrad that stay the same for batches of so many rows. Its method WithoutRows returns those of a step that
// does without the gradient by single rows.
type PairGrad = product.PairGrad

// F32PairGrad returns what F32NarrowPairGrad needs of two layers: where it writes the gradient by their weights, which lie as F32Pair says, and by the
// sums of the first layer, (n, len(b1)); the weights; and by which factor each of the n rows counts. It is not ready where there is no kernel for so
// many inputs, units or rows or this processor.
func F32PairGrad(dW1, db1, dW2, db2, dz1, w1, b1, w2, b2 []float32, inputs, ld1, ld2 int, factor float32) PairGrad {
	return product.F32PairGrad(dW1, db1, dW2, db2, dz1, w1, b1, w2, b2, inputs, ld1, ld2, factor)
}

// F32NarrowPairGrad computes the loss of F32NarrowPairSoftmax of n rows x with the classes ts, and its gradient by all weights: it is what
// F32GemmNNBiasRelu, F32GemmNNBias, F32CrossEntropyGradRows, F32GemmTNSum, F32GemmNT and F32ReluGrad compute, but for rounding. It panics unless p is
// ready. Where a row has a logit that is no number or further from the first one than 79, it is not ok, and these have to compute it.
func F32NarrowPairGrad(p *PairGrad, x []float32, ts []int) (loss float64, ok bool) {
	return product.F32NarrowPairGrad(p, x, ts)
}

// Ints returns classes as numbers that share their memory.
func Ints[C ~int](ts []C) []int { return softmax.Ints(ts) }

// F64NarrowPairSoftmax is F32NarrowPairSoftmax for float64, and at most 8 entries.
func F64NarrowPairSoftmax(y, w1, b1, w2, b2, x *float64, sizes PairSizes) {
	product.F64NarrowPairSoftmax(y, w1, b1, w2, b2, x, sizes)
}

// F32GemmNN computes C = A·B, where A is (m, k), B is (k, n), C is (m, n), and the rows of B begin ld entries apart:
//
//	for i := range m {
//		for j := range n {
//			c[i*n+j] = 0
//			for p := range k {
//				c[i*n+j] += a[i*k+p] * b[p*ld+j]
//			}
//		}
//	}
//
// but adds in another order, which may depend on m, n and k. A row of C has the same bits whatever the other rows of A are,
// as long as all numbers are 0 or of moderate size, such as 2⁻⁵⁰ to 2⁵⁰: no product overflows or vanishes.
func F32GemmNN(c, a, b []float32, m, n, k, ld int) { product.F32GemmNN(c, a, b, m, n, k, ld) }

// F64GemmNN is F32GemmNN for float64.
func F64GemmNN(c, a, b []float64, m, n, k, ld int) { product.F64GemmNN(c, a, b, m, n, k, ld) }

// F32GemmNNBias is F32GemmNN, and adds bias, which has n entries, to each row of C.
func F32GemmNNBias(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNNBias(c, a, b, bias, m, n, k, ld)
}

// F64GemmNNBias is F32GemmNNBias for float64.
func F64GemmNNBias(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNNBias(c, a, b, bias, m, n, k, ld)
}

// F32GemmNNBiasDeep is F32GemmNNBias for training: cores share it by inputs, so that each reads the weights that it updates, and the sums of
// either half are added in the end.
func F32GemmNNBiasDeep(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNNBiasDeep(c, a, b, bias, m, n, k, ld)
}

// F64GemmNNBiasDeep is F32GemmNNBiasDeep for float64.
func F64GemmNNBiasDeep(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNNBiasDeep(c, a, b, bias, m, n, k, ld)
}

// F32GemmNNBiasDeepRelu is F32GemmNNBiasDeep, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNNBiasDeepRelu(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNNBiasDeepRelu(c, a, b, bias, m, n, k, ld)
}

// F64GemmNNBiasDeepRelu is F32GemmNNBiasDeepRelu for float64.
func F64GemmNNBiasDeepRelu(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNNBiasDeepRelu(c, a, b, bias, m, n, k, ld)
}

// F32GemmNNBiasRelu is F32GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNNBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}

// F32GemmNNBiasLeakyRelu is F32GemmNNBias, and then F32LeakyRelu(c, c, alpha), where alpha is above 0 and below 1.
func F32GemmNNBiasLeakyRelu(c, a, b, bias []float32, m, n, k, ld int, alpha float32) {
	product.F32GemmNNBiasLeakyRelu(c, a, b, bias, m, n, k, ld, alpha)
}

// F64GemmNNBiasRelu is F32GemmNNBiasRelu for float64.
func F64GemmNNBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}

// F32GemmNT computes C = A·Bᵀ, where A is (m, k), B is (n, k), C is (m, n), and the rows of B begin ld entries apart:
// F32GemmNN with b[j*ld+p].
func F32GemmNT(c, a, b []float32, m, n, k, ld int) { product.F32GemmNT(c, a, b, m, n, k, ld) }

// F64GemmNT is F32GemmNT for float64.
func F64GemmNT(c, a, b []float64, m, n, k, ld int) { product.F64GemmNT(c, a, b, m, n, k, ld) }

// F32GemmNTBias is F32GemmNT, and adds bias, which has n entries, to each row of C.
func F32GemmNTBias(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNTBias(c, a, b, bias, m, n, k, ld)
}

// F64GemmNTBias is F32GemmNTBias for float64.
func F64GemmNTBias(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNTBias(c, a, b, bias, m, n, k, ld)
}

// F32GemmNTBiasRelu is F32GemmNTBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNTBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNTBiasRelu(c, a, b, bias, m, n, k, ld)
}

// F64GemmNTBiasRelu is F32GemmNTBiasRelu for float64.
func F64GemmNTBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNTBiasRelu(c, a, b, bias, m, n, k, ld)
}
