package nn

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/product"
)

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
