package nn

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/product"
)

// Weights that are kept in fewer bits, and the products with them.

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
