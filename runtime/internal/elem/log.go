package elem

import "math"

// Log32 returns the natural logarithm of x with an error below 1 ulp.
func Log32(x float32) float32 {
	if !(x > 0 && x <= math.MaxFloat32) {
		return float32(math.Log(float64(x)))
	}
	return float32(log(float64(x)))
}

// Log1p32 returns log(1+x) with an error below 1 ulp, also near x = 0.
func Log1p32(x float32) float32 {
	switch {
	case !(x > -1 && x <= math.MaxFloat32):
		return float32(math.Log1p(float64(x)))
	case Abs32(x) < 0x1p-13:
		return x - x*x/2
	}
	return float32(log(1 + float64(x)))
}

// LogOfSingle returns the natural logarithm of x ≥ 1 with a relative error below 4e-9, sooner than math.Log.
func LogOfSingle(x float64) float64 {
	if !(x <= math.MaxFloat64) {
		return math.Log(x)
	}
	return log(x)
}

// log returns the natural logarithm of a positive, finite and normal x with a relative error below 4e-9. With
// x = 2**k·m, √½ ≤ m < √2 and s = (m-1)/(m+1), it is k·ln 2 + 2·artanh(s), by the series s + s³/3 + s⁵/5 + ….
func log(x float64) float64 {
	const sqrtHalf = 0x3fe6a09e667f3bcd // the bits of √½
	bits := math.Float64bits(x)
	k := int64(bits-sqrtHalf) >> 52
	m := math.Float64frombits(bits - uint64(k)<<52)

	s := (m - 1) / (m + 1)
	s2 := s * s
	s4 := s2 * s2
	series := (1 + s2*(1.0/3)) + s4*((1.0/5+s2*(1.0/7))+s4*(1.0/9))
	return float64(k)*math.Ln2 + 2*s*series
}
