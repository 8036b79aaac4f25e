package optim

import "math"

// Power returns beta to the power t, for 0 ≤ beta ≤ 1: the bits of math.Pow as it is written in Go, which multiplies the same squares in
// the same order. It is several times as fast.
func Power(beta float64, t uint64) float64 {
	if float64(t)*(1-beta) > 800 { // the power is at most e to minus that
		return 0
	}
	p, square := 1.0, beta
	for n := t; n > 0; n >>= 1 {
		p *= [2]float64{1, square}[n&1] // without a branch, which would be foreseen badly
		square *= square
	}
	if p < 0x1p-1000 { // a factor may have lost digits
		return math.Pow(beta, float64(t))
	}
	return p
}
