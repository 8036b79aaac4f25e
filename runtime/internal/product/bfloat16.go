package product

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
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
type BFloat16 uint16

// RoundBFloat16 returns the BFloat16 nearest to v, the even one of two. NaN stays NaN.
func RoundBFloat16(v float32) BFloat16 {
	bits := math.Float32bits(v)
	if v != v {
		return BFloat16(bits>>16 | 1<<6) // what is cut off may be all that makes it a NaN
	}
	return BFloat16((bits + 0x7fff + bits>>16&1) >> 16)
}

// Float32 returns the same number as a float32.
func (v BFloat16) Float32() float32 { return math.Float32frombits(uint32(v) << 16) }

// sizeBFloat16 is the number of entries of a weight matrix with n0 inputs and rows of ld units.
func sizeBFloat16(n0, ld int) int { return (n0 + n0%2) * ld }

// BF16Round rounds the weights src, (n0, ld) input by input, to dst.
func BF16Round(dst []BFloat16, src []float32, n0, ld int) {
	mat.MustFit(len(src) == n0*ld && len(dst) == sizeBFloat16(n0, ld), "BF16Round")
	bf16Round(dst, src, n0, ld)
}

func bf16RoundBody(dst []BFloat16, src []float32, n0, ld int) {
	for i := range n0 {
		for o, v := range src[i*ld:][:ld] {
			setWeight(dst, i, o, ld, v)
		}
	}
}

// BF16Widen is the inverse of BF16Round, but for the rounding.
func BF16Widen(dst []float32, src []BFloat16, n0, ld int) {
	mat.MustFit(len(dst) == n0*ld && len(src) == sizeBFloat16(n0, ld), "BF16Widen")
	bf16Widen(dst, src, n0, ld)
}

func bf16WidenBody(dst []float32, src []BFloat16, n0, ld int) {
	for i := range n0 {
		for o := range ld {
			dst[i*ld+o] = weightAt(src, i, o, ld)
		}
	}
}

// BF16Pack rounds the weights src, (n1, n0) unit by unit as files hold them, to dst with rows of ld units.
func BF16Pack(dst []BFloat16, src []float32, n1, n0, ld int) {
	mat.MustFit(len(src) == n1*n0 && len(dst) == sizeBFloat16(n0, ld), "BF16Pack")
	for o := range n1 {
		for i, v := range src[o*n0:][:n0] {
			setWeight(dst, i, o, ld, v)
		}
	}
}

// Put is BF16Pack of the weights from the index at on, as files count them. Take undoes it.
func Put[T mat.Float](dst []BFloat16, at int, src []T, n0, ld int) {
	o, i := at/n0, at%n0
	for _, v := range src {
		setWeight(dst, i, o, ld, float32(v))
		if i++; i == n0 {
			o, i = o+1, 0
		}
	}
}

// Take is BF16Unpack of the weights from the index at on.
func Take[T mat.Float](dst []T, at int, src []BFloat16, n0, ld int) {
	o, i := at/n0, at%n0
	for k := range dst {
		dst[k] = T(weightAt(src, i, o, ld))
		if i++; i == n0 {
			o, i = o+1, 0
		}
	}
}

// IsPacked reports whether packed weights have that length.
func IsPacked(length, n1, n0, ld int) bool { return n1 <= ld && length == sizeBFloat16(n0, ld) }

// Finite reports whether no weight is NaN or infinite.
func Finite(w []BFloat16) bool {
	const exponent = 0x7f80
	for _, v := range w {
		if v&exponent == exponent {
			return false
		}
	}
	return true
}

// BF16Unpack is the inverse of BF16Pack, but for the rounding.
func BF16Unpack(dst []float32, src []BFloat16, n1, n0, ld int) {
	mat.MustFit(len(dst) == n1*n0 && len(src) == sizeBFloat16(n0, ld), "BF16Unpack")
	for o := range n1 {
		for i := range n0 {
			dst[o*n0+i] = weightAt(src, i, o, ld)
		}
	}
}
