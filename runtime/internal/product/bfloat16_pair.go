package product

import "math"

// Upper halves of positive float32 numbers: 2⁻¹⁰⁰, the greatest finite one, infinity, and a NaN. Were the least of them
// the least normal number, the product with an input below 1 would be a denormal one, and adding that to 0 takes a
// hundred cycles.
const (
	upperLeast    = 0x0d80
	upperGreatest = 0x7f7f
	upperInf      = 0x7f80
	upperNaN      = 0x7fc0
)

// weightAt returns the weight of input i of unit o.
func weightAt(w []BFloat16, i, o, ld int) float32 {
	pair := w[(i/2*ld+o)*2:][:2]
	if i%2 == 0 {
		return pair[0].Float32()
	}
	return secondWeight(pair[0], pair[1])
}

// secondWeight returns the weight of the second input of a pair.
func secondWeight(first, second BFloat16) float32 {
	return math.Float32frombits(uint32(second)<<16 | uint32(first))
}

// setWeight rounds v to the weight of input i of unit o. The first input of a pair must be set before the second, whose
// rounding depends on it.
func setWeight(w []BFloat16, i, o, ld int, v float32) {
	pair := w[(i/2*ld+o)*2:][:2]
	if i%2 == 0 {
		pair[0], pair[1] = roundFirst(v), 0
		return
	}
	pair[1] = roundSecond(v, pair[0])
}

// roundFirst returns the part of a first input whose weight is v: RoundBFloat16, but finite numbers stay finite, and 0
// has no sign, so that it leaves the second input free.
func roundFirst(v float32) BFloat16 {
	r := RoundBFloat16(v)
	switch size := r &^ (1 << 15); {
	case size == 0:
		return 0
	case size == upperInf && v-v == 0:
		return r - 1
	}
	return r
}

// roundSecond returns the part of a second input whose weight is v, beside that of the first. Bits of numbers of one
// sign are in the order of the sizes, so that the nearest bits are those of the nearest number, at most half of the last
// place of a BFloat16 away.
func roundSecond(v float32, first BFloat16) BFloat16 {
	bits := math.Float32bits(v)
	sign, size, least := BFloat16(bits>>31<<15), int32(bits&math.MaxInt32), int32(0)
	if size >= upperInf<<16 {
		return sign | upperNaN
	}
	if first != 0 {
		least = upperLeast
	}
	nearest := (size - int32(first) + 1<<15) >> 16
	return sign | BFloat16(min(max(nearest, least), upperGreatest))
}
