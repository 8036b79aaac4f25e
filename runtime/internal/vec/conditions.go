package vec

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

func less[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = truth[T](v < b[i])
	}
}

func atMost[T mat.Float](y, a, b []T) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = truth[T](v <= b[i])
	}
}

func lessNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth[T](v < c)
	}
}

func atMostNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth[T](v <= c)
	}
}

func moreNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth[T](v > c)
	}
}

func atLeastNum[T mat.Float](y, x []T, c T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth[T](v >= c)
	}
}

func keep(y, c, a []float32) {
	y, a = y[:len(c)], a[:len(c)]
	for i, v := range c {
		y[i] = math.Float32frombits(math.Float32bits(a[i]) & mask(v))
	}
}

func keep64(y, c, a []float64) {
	y, a = y[:len(c)], a[:len(c)]
	for i, v := range c {
		y[i] = math.Float64frombits(math.Float64bits(a[i]) & mask64(v))
	}
}

func where(y, c, a, b []float32) {
	y, a, b = y[:len(c)], a[:len(c)], b[:len(c)]
	for i, v := range c {
		m := mask(v)
		y[i] = math.Float32frombits(math.Float32bits(a[i])&m | math.Float32bits(b[i])&^m)
	}
}

func where64(y, c, a, b []float64) {
	y, a, b = y[:len(c)], a[:len(c)], b[:len(c)]
	for i, v := range c {
		m := mask64(v)
		y[i] = math.Float64frombits(math.Float64bits(a[i])&m | math.Float64bits(b[i])&^m)
	}
}

// truth is 1 or 0. It is written so that there is nothing to jump over: which way conditions go is not to be foretold.
func truth[T mat.Float](holds bool) T {
	n := int32(0)
	if holds {
		n = 1
	}
	return T(n)
}

// mask has all bits where a condition holds, and else none.
func mask(condition float32) uint32 {
	n := uint32(0)
	if condition != 0 {
		n = 1
	}
	return -n
}

// mask64 is mask for float64.
func mask64(condition float64) uint64 {
	n := uint64(0)
	if condition != 0 {
		n = 1
	}
	return -n
}
