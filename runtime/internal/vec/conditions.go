package vec

import "math"

func less(y, a, b []float32) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = truth(v < b[i])
	}
}

func atMost(y, a, b []float32) {
	y, b = y[:len(a)], b[:len(a)]
	for i, v := range a {
		y[i] = truth(v <= b[i])
	}
}

func lessNum(y, x []float32, c float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth(v < c)
	}
}

func atMostNum(y, x []float32, c float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth(v <= c)
	}
}

func moreNum(y, x []float32, c float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth(v > c)
	}
}

func atLeastNum(y, x []float32, c float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] = truth(v >= c)
	}
}

func keep(y, c, a []float32) {
	y, a = y[:len(c)], a[:len(c)]
	for i, v := range c {
		y[i] = math.Float32frombits(math.Float32bits(a[i]) & mask(v))
	}
}

func where(y, c, a, b []float32) {
	y, a, b = y[:len(c)], a[:len(c)], b[:len(c)]
	for i, v := range c {
		m := mask(v)
		y[i] = math.Float32frombits(math.Float32bits(a[i])&m | math.Float32bits(b[i])&^m)
	}
}

// truth is 1 or 0. It is written so that there is nothing to jump over: which way conditions go is not to be foretold.
func truth(holds bool) float32 {
	n := int32(0)
	if holds {
		n = 1
	}
	return float32(n)
}

// mask has all bits where a condition holds, and else none.
func mask(condition float32) uint32 {
	n := uint32(0)
	if condition != 0 {
		n = 1
	}
	return -n
}
