package softmax

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// expShifted computes y[i] = exp(z[i]-shift) and returns the sum.
func expShifted[T mat.Float](y, z []T, shift T, exp func(T) T) float64 {
	sum := 0.0
	for i, v := range z[:len(y)] {
		y[i] = exp(v - shift)
		sum += float64(y[i])
	}
	return sum
}

// sumExpShifted is expShifted where only the sum is wanted.
func sumExpShifted[T mat.Float](z []T, shift T, exp func(T) T) float64 {
	sum := 0.0
	for _, v := range z {
		sum += float64(exp(v - shift))
	}
	return sum
}

// maximum returns the largest entry of z, NaN left aside; -Inf if there is none.
func maximum[T mat.Float](z []T) T {
	largest := T(math.Inf(-1))
	for _, v := range z {
		if v > largest {
			largest = v
		}
	}
	return largest
}

// scale multiplies y by factor.
func scale[T mat.Float](y []T, factor T) {
	for i := range y {
		y[i] *= factor
	}
}
