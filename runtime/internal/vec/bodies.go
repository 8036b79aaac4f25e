package vec

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

func plus[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = v + b[i]
	}
}

func minus[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = v - b[i]
	}
}

func times[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = v * b[i]
	}
}

func over[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = v / b[i]
	}
}

func larger[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = max(v, b[i])
	}
}

func smaller[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = min(v, b[i])
	}
}

func plusNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = v + c
	}
}

func timesNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = v * c
	}
}

func overNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = v / c
	}
}

func numMinus[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = c - v
	}
}

func numOver[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = c / v
	}
}

func largerNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = max(v, c)
	}
}

func smallerNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = min(v, c)
	}
}

func clamp[T mat.Float](y, x []T, low, high T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = min(max(v, low), high)
	}
}

// total adds in several sums, which the processor computes at the same time.
func total(x []float32) float64 {
	var s0, s1, s2, s3 float64
	for ; len(x) >= 4; x = x[4:] {
		s0 += float64(x[0])
		s1 += float64(x[1])
		s2 += float64(x[2])
		s3 += float64(x[3])
	}
	for _, v := range x {
		s0 += float64(v)
	}
	return (s0 + s1) + (s2 + s3)
}

// total64 adds one entry after the other, as a loop would.
func total64(sum float64, x []float64) float64 {
	for _, v := range x {
		sum += v
	}
	return sum
}

// apply computes y[i] = f(x[i]).
func apply[T mat.Float](y, x []T, f func(T) T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = f(v)
	}
}

// wavesEnd is up to where the kernels of sin and cos reach.
const wavesEnd = 1e5

// beyond computes what such a kernel has left as it was, being beyond its range.
func beyond[T mat.Float](y []T, f func(T) T) {
	for i, v := range y {
		if !(math.Abs(float64(v)) <= wavesEnd) {
			y[i] = f(v)
		}
	}
}
