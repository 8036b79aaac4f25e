package nn

import "math"

// Ssoftmax computes y[i] = exp(z[i]) / Σ exp(z[j]), from z minus its maximum so that nothing overflows. y and z have
// the same length and may be the same slice.
func Ssoftmax(y, z []float32) {
	mustFit(len(y) == len(z), "softmax")
	scale(y, 1/float32(sexpShifted(y, z, maximum(z))))
}

// Dsoftmax is Ssoftmax for float64.
func Dsoftmax(y, z []float64) {
	mustFit(len(y) == len(z), "softmax")
	scale(y, 1/dexpShifted(y, z, maximum(z)))
}

// SsoftmaxRows applies Ssoftmax to each row of n entries. y and z may be the same slice.
func SsoftmaxRows(y, z []float32, n int) {
	mustFit(len(y) == len(z) && wholeRows(len(z), n), "softmaxRows")
	for i := 0; i < len(z); i += n {
		Ssoftmax(y[i:i+n], z[i:i+n])
	}
}

// DsoftmaxRows is SsoftmaxRows for float64.
func DsoftmaxRows(y, z []float64, n int) {
	mustFit(len(y) == len(z) && wholeRows(len(z), n), "softmaxRows")
	for i := 0; i < len(z); i += n {
		Dsoftmax(y[i:i+n], z[i:i+n])
	}
}

// sexpShifted computes y[i] = exp(z[i]-shift) and returns the sum.
func sexpShifted(y, z []float32, shift float32) float64 {
	sum := 0.0
	for i, v := range z[:len(y)] {
		y[i] = Exp32(v - shift)
		sum += float64(y[i])
	}
	return sum
}

// dexpShifted is sexpShifted for float64.
func dexpShifted(y, z []float64, shift float64) float64 {
	sum := 0.0
	for i, v := range z[:len(y)] {
		y[i] = math.Exp(v - shift)
		sum += y[i]
	}
	return sum
}

// maximum returns the largest entry of z, NaN left aside; -Inf if there is none.
func maximum[T Float](z []T) T {
	largest := T(math.Inf(-1))
	for _, v := range z {
		if v > largest {
			largest = v
		}
	}
	return largest
}

// scale multiplies y by factor.
func scale[T Float](y []T, factor T) {
	for i := range y {
		y[i] *= factor
	}
}
