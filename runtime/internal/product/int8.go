package product

import (
	"encoding/binary"
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

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
type Int8 uint8

const (
	int8Zero = 128
	int8Most = 127
	int8Tiny = 0x1p-100
	// MaxInt8Inputs is how many inputs weights in Int8 may have: sums of as many products fit 32 bits, and files are read a unit at a
	// time.
	MaxInt8Inputs = 1 << 16

	magnitudeBits, infinityBits = 0x7fffffff, 0x7f800000
)

// groups is the number of groups of four inputs.
func groups(n0 int) int { return (n0 + 3) / 4 }

// sizeInt8 is the number of bytes of a weight matrix with n0 inputs and rows of ld units.
func sizeInt8(n0, ld int) int { return 4 * ld * (groups(n0) + 1) }

// IsPackedInt8 reports whether packed weights have that length.
func IsPackedInt8(length, n1, n0, ld int) bool {
	return n1 <= ld && n0 <= MaxInt8Inputs && length == sizeInt8(n0, ld)
}

// scales is where those of the units begin.
func scales(w []Int8, ld int) []Int8 { return w[len(w)-4*ld:] }

func scaleAt(w []Int8, o, ld int) float32 {
	s := scales(w, ld)[4*o:][:4]
	return math.Float32frombits(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}

func setScale(w []Int8, o, ld int, scale float32) {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], math.Float32bits(scale))
	for i, v := range b {
		scales(w, ld)[4*o+i] = Int8(v)
	}
}

// scaleOf returns the scale of a unit by the bits of its largest magnitude, and the factor that makes whole numbers of its weights.
func scaleOf(largest uint32) (scale, factor float32) {
	const below = 1<<7 - 1 // of 24 bits, 17 stay
	switch most := math.Float32frombits(largest); {
	case largest >= infinityBits:
		return float32(math.NaN()), 0
	case most < int8Tiny:
		return 0, 0
	default:
		scale = math.Float32frombits((math.Float32bits(most/int8Most) + below) &^ below)
		return scale, 1 / scale
	}
}

// nearest rounds v·factor to a whole number, the even one of two: a number that large has no room for a fraction, and ends with it.
func nearest(v, factor float32) Int8 {
	const large = 3 << 22
	return Int8(math.Float32bits(float32(v*factor)+large)) + int8Zero
}

// place is where input i of unit o lies.
func place(i, o, ld int) int { return (i/4*ld+o)*4 + i%4 }

// Int8Round rounds the weights src, (n0, ld) input by input, to dst.
func Int8Round(dst []Int8, src []float32, n0, ld int) {
	mat.MustFit(len(src) == n0*ld && len(dst) == sizeInt8(n0, ld), "Int8Round")
	var units [64]struct {
		largest uint32
		factor  float32
	}
	clearRest(dst, n0, ld)
	for from := 0; from < ld; from += len(units) {
		block := units[:min(len(units), ld-from)]
		clear(block)
		for i := range n0 {
			for o, v := range src[i*ld+from:][:len(block)] {
				block[o].largest = max(block[o].largest, math.Float32bits(v)&magnitudeBits)
			}
		}
		for o := range block {
			var scale float32
			scale, block[o].factor = scaleOf(block[o].largest)
			setScale(dst, from+o, ld, scale)
		}
		for i := range n0 {
			to := dst[place(i, from, ld):]
			for o, v := range src[i*ld+from:][:len(block)] {
				to[4*o] = nearest(v, block[o].factor)
			}
		}
	}
}

// clearRest sets the places after the last input, where the group has any, to 0.
func clearRest(w []Int8, n0, ld int) {
	for i := n0; i < 4*groups(n0); i++ {
		for o := range ld {
			w[place(i, o, ld)] = int8Zero
		}
	}
}

// Int8Widen is the inverse of Int8Round, but for the rounding.
func Int8Widen(dst []float32, src []Int8, n0, ld int) {
	mat.MustFit(len(dst) == n0*ld && len(src) == sizeInt8(n0, ld), "Int8Widen")
	for i := range n0 {
		for o := range ld {
			dst[i*ld+o] = weightInt8(src, i, o, ld)
		}
	}
}

func weightInt8(w []Int8, i, o, ld int) float32 {
	return float32(int(w[place(i, o, ld)])-int8Zero) * scaleAt(w, o, ld)
}

// Int8Pack rounds the weights src, (n1, n0) unit by unit as files hold them, to dst with rows of ld units.
func Int8Pack(dst []Int8, src []float32, n1, n0, ld int) {
	mat.MustFit(len(src) == n1*n0 && len(dst) == sizeInt8(n0, ld), "Int8Pack")
	PutInt8(dst, 0, src, n0, ld)
}

// PutInt8 is Int8Pack of the units whose weights begin with the one of that index, as files count them.
func PutInt8[T mat.Float](dst []Int8, at int, src []T, n0, ld int) {
	if len(src) == 0 {
		return
	}
	mat.MustFit(at%n0 == 0 && len(src)%n0 == 0, "Int8Pack")
	if at == 0 {
		clearRest(dst, n0, ld)
	}
	for ; len(src) > 0; src, at = src[n0:], at+n0 {
		largest, o := uint32(0), at/n0
		for _, v := range src[:n0] {
			largest = max(largest, math.Float32bits(float32(v))&magnitudeBits)
		}
		scale, factor := scaleOf(largest)
		setScale(dst, o, ld, scale)
		for i, v := range src[:n0] {
			dst[place(i, o, ld)] = nearest(float32(v), factor)
		}
	}
}

// Int8Unpack is the inverse of Int8Pack, but for the rounding.
func Int8Unpack(dst []float32, src []Int8, n1, n0, ld int) {
	mat.MustFit(len(dst) == n1*n0 && len(src) == sizeInt8(n0, ld), "Int8Unpack")
	TakeInt8(dst, 0, src, n0, ld)
}

// TakeInt8 is Int8Unpack of the weights from the index at on.
func TakeInt8[T mat.Float](dst []T, at int, src []Int8, n0, ld int) {
	if len(dst) == 0 {
		return
	}
	o, i := at/n0, at%n0
	for k := range dst {
		dst[k] = T(weightInt8(src, i, o, ld))
		if i++; i == n0 {
			o, i = o+1, 0
		}
	}
}

// FiniteInt8 reports whether no weight of the n1 units, with rows of ld, is NaN.
func FiniteInt8(w []Int8, n1, ld int) bool {
	for o := range n1 {
		if s := scaleAt(w, o, ld); s != s {
			return false
		}
	}
	return true
}
