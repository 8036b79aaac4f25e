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

// F32GemvTLeakyRelu is F32GemvT, and then F32LeakyRelu(y, y, alpha), where alpha is above 0 and below 1.
func F32GemvTLeakyRelu(y, w, b, x []float32, ld int, alpha float32) {
	product.F32GemvTLeakyUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, alpha)
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

// F32GemmNNBiasRelu is F32GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNNBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}

// F64GemmNNBiasRelu is F32GemmNNBiasRelu for float64.
func F64GemmNNBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}

// Gradient holds the arguments of F32GemmTNSum: what the gradient of a layer's weights and biases takes.
type Gradient[T Float] = product.Gradient[T]

// F32GemmTNSums computes gradients, each as F32GemmTNSum does. If the last is large enough to be shared between cores, the
// others, which are too small for that, are computed beside it. There is at least one. The call is not inlined, so that the
// list stays on the stack.
func F32GemmTNSums(gs ...Gradient[float32]) { product.F32GemmTNSums(gs...) }

// F64GemmTNSums is F32GemmTNSums for float64.
func F64GemmTNSums(gs ...Gradient[float64]) { product.F64GemmTNSums(gs...) }

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

// F32GemmTN computes C = Aᵀ·B, where A is (k, m), B is (k, n), C is (m, n), and the rows of C begin ld entries apart:
//
//	for i := range m {
//		for j := range n {
//			c[i*ld+j] = 0
//			for p := range k {
//				c[i*ld+j] += a[p*m+i] * b[p*n+j]
//			}
//		}
//	}
//
// but adds in another order. The entries between the rows of C keep what they hold.
func F32GemmTN(c, a, b []float32, m, n, k, ld int) { product.F32GemmTN(c, a, b, m, n, k, ld) }

// F64GemmTN is F32GemmTN for float64.
func F64GemmTN(c, a, b []float64, m, n, k, ld int) { product.F64GemmTN(c, a, b, m, n, k, ld) }

// F32GemmTNSum is F32GemmTN, and sets sums, which has n entries, to the sum of the rows of B: the gradient of a layer's
// weights and biases.
func F32GemmTNSum(c, sums, a, b []float32, m, n, k, ld int) {
	product.F32GemmTNSum(c, sums, a, b, m, n, k, ld)
}

// F64GemmTNSum is F32GemmTNSum for float64.
func F64GemmTNSum(c, sums, a, b []float64, m, n, k, ld int) {
	product.F64GemmTNSum(c, sums, a, b, m, n, k, ld)
}

// BFloat16 is the upper half of a float32: all of its exponent, and 8 bits of its significand.
//
// # Weights in BFloat16
//
// A weight matrix with n0 inputs and rows of ld units lies with two inputs side by side, so that a vector of 32-bit
// lanes holds both: input i of unit o has its part at (i/2*ld+o)*2 + i%2. The part of a first input, of even i, is its
// weight. The weight of a second input is the float32 that both parts make, its own the upper half: a kernel uses the
// lane as it stands, where it would have to clear the lower half of a BFloat16. The lower half is known when the upper
// is chosen, such that the whole is nearest; so it costs no accuracy. Where n0 is odd, the last place of each pair holds
// 0 and is no weight.
//
// The error of a weight w is at most 2⁻⁸·|w|. Near 0 it may be more: up to 2⁻¹³⁴ among denormal numbers; and up to
// 2⁻¹⁰⁰·(1+2⁻⁷) in a second input beside a first that is not 0, since no such weight is smaller than 2⁻¹⁰⁰, not even
// one of 0. Finite weights stay finite. NaN stays NaN; infinity does so in first inputs, and becomes NaN in second ones.
// What has been rounded once does not change any more.
type BFloat16 = product.BFloat16

// RoundBFloat16 returns the BFloat16 nearest to v, the even one of two. NaN stays NaN.
func RoundBFloat16(v float32) BFloat16 { return product.RoundBFloat16(v) }

// BF16Round rounds the weights src, (n0, ld) input by input, to dst.
func BF16Round(dst []BFloat16, src []float32, n0, ld int) { product.BF16Round(dst, src, n0, ld) }

// BF16Widen is the inverse of BF16Round, but for the rounding.
func BF16Widen(dst []float32, src []BFloat16, n0, ld int) { product.BF16Widen(dst, src, n0, ld) }

// BF16Pack rounds the weights src, (n1, n0) unit by unit as files hold them, to dst with rows of ld units.
func BF16Pack(dst []BFloat16, src []float32, n1, n0, ld int) { product.BF16Pack(dst, src, n1, n0, ld) }

// BF16Unpack is the inverse of BF16Pack, but for the rounding.
func BF16Unpack(dst []float32, src []BFloat16, n1, n0, ld int) {
	product.BF16Unpack(dst, src, n1, n0, ld)
}

// BF16GemvT is F32GemvT for weights in BFloat16; it computes in float32:
//
//	for o := range y {
//		y[o] = b[o]
//		for i := range x {
//			y[o] += weightAt(w, i, o, ld) * x[i]
//		}
//	}
//
// but adds in another order.
func BF16GemvT(y []float32, w []BFloat16, b, x []float32, ld int) {
	product.BF16GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded32)
}

// BF16GemvTRelu is BF16GemvT, and then sets the entries below 0 to 0. NaN stays NaN.
func BF16GemvTRelu(y []float32, w []BFloat16, b, x []float32, ld int) {
	product.BF16GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// BF16GemmNNBias is F32GemmNNBias for weights B in BFloat16, which are widened first unless the rows of A are few.
func BF16GemmNNBias(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	product.BF16GemmNNBias(c, a, b, bias, m, n, k, ld)
}

// BF16GemmNNBiasRelu is BF16GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func BF16GemmNNBiasRelu(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	product.BF16GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}

// Int8 is a whole number from -127 to 127, as a byte that is 128 more.
//
// # Weights in Int8
//
// A weight matrix with n0 inputs and rows of ld units lies with four inputs side by side: input i of unit o is at (i/4*ld+o)*4 + i%4.
// Where n0 is no multiple of four, the last places hold 0. After them come the scales of the units, float32 in four bytes each: a weight
// is its whole number times the scale of its unit, the largest magnitude of the unit divided by 127 and rounded up to 17 bits, so that
// the product is exact and what has been rounded once does not change any more.
//
// The error of a weight is at most half a scale. A unit whose weights are all below 2⁻¹⁰⁰ has a scale of 0; one with a weight that is
// not finite has NaN.
type Int8 = product.Int8

// MaxInt8Inputs is how many inputs weights in Int8 may have.
const MaxInt8Inputs = product.MaxInt8Inputs

// Int8Round rounds the weights src, (n0, ld) input by input, to dst.
func Int8Round(dst []Int8, src []float32, n0, ld int) { product.Int8Round(dst, src, n0, ld) }

// Int8Widen is the inverse of Int8Round, but for the rounding.
func Int8Widen(dst []float32, src []Int8, n0, ld int) { product.Int8Widen(dst, src, n0, ld) }

// Int8Pack rounds the weights src, (n1, n0) unit by unit as files hold them, to dst with rows of ld units.
func Int8Pack(dst []Int8, src []float32, n1, n0, ld int) { product.Int8Pack(dst, src, n1, n0, ld) }

// Int8Unpack is the inverse of Int8Pack, but for the rounding.
func Int8Unpack(dst []float32, src []Int8, n1, n0, ld int) { product.Int8Unpack(dst, src, n1, n0, ld) }

// Int8GemvT is F32GemvT for weights in Int8. The inputs are rounded to whole numbers as well, of steps that are their largest magnitude
// divided by 127, so that products and sums are exact:
//
//	step := max(|x|) / 127
//	for o := range y {
//		sum := 0
//		for i := range x {
//			sum += weightAt(w, i, o, ld) / scaleAt(w, o, ld) * round(x[i]/step)
//		}
//		y[o] = b[o] + sum*scaleAt(w, o, ld)*step
//	}
//
// Where an input is not finite, all outputs are NaN.
func Int8GemvT(y []float32, w []Int8, b, x []float32, ld int) {
	product.Int8GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded32)
}

// Int8GemvTRelu is Int8GemvT, and then sets the entries below 0 to 0. NaN stays NaN.
func Int8GemvTRelu(y []float32, w []Int8, b, x []float32, ld int) {
	product.Int8GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// Int8GemmNNBias is F32GemmNNBias for weights B in Int8, each row of A rounded by itself.
func Int8GemmNNBias(c, a []float32, b []Int8, bias []float32, m, n, k, ld int) {
	product.Int8GemmNNBias(c, a, b, bias, m, n, k, ld)
}

// Int8GemmNNBiasRelu is Int8GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func Int8GemmNNBiasRelu(c, a []float32, b []Int8, bias []float32, m, n, k, ld int) {
	product.Int8GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}
