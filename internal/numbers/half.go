package numbers

import "math"

// Float16 is the number that 16 bits of IEEE 754 binary16 stand for.
func Float16(bits uint16) float64 {
	sign := 1 - 2*float64(bits>>15)
	exponent, fraction := int(bits>>10&31), float64(bits&1023)
	switch {
	case exponent == 0:
		return sign * math.Ldexp(fraction, -24)
	case exponent < 31:
		return sign * math.Ldexp(1024+fraction, exponent-25)
	case fraction == 0:
		return math.Inf(int(sign))
	}
	return math.NaN()
}

// BFloat16 is the number that 16 bits of bfloat16 stand for: the upper half of a float32.
func BFloat16(bits uint16) float64 { return float64(math.Float32frombits(uint32(bits) << 16)) }
