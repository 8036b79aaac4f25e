package train

import (
	"math"

	"github.com/nngen/nngen/internal/numbers"
)

// fitColumn is the offset and the scale of n values; the scale of equal values
// is 0.
func fitColumn(kind string, n int, at func(i int) float64) (offset, scale float64) {
	if kind == Standard {
		return moments(n, at)
	}
	low, high := extent(n, at)
	return low, high - low
}

// moments are the mean and the population deviation √(Σ(x-mean)²/n). For equal
// values they are exactly that value and 0.
func moments(n int, at func(i int) float64) (mean, deviation float64) {
	if low, high := extent(n, at); low == high {
		return low, 0
	}
	for i := range n {
		mean += at(i)
	}
	mean /= float64(n)
	squares := 0.0
	for i := range n {
		d := at(i) - mean
		squares += d * d
	}
	return mean, math.Sqrt(squares / float64(n))
}

func extent(n int, at func(i int) float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for i := range n {
		low, high = min(low, at(i)), max(high, at(i))
	}
	return low, high
}

func allFinite[E Float](vs []E) bool {
	for _, v := range vs {
		if !numbers.Finite(float64(v)) {
			return false
		}
	}
	return true
}
