package optim

// Power returns beta to the power t, for 0 ≤ beta ≤ 1: the bits of math.Pow as it is written in Go, but 0 where that is less than 2⁻⁶⁴, so
// that 1 minus it has the same bits always. It is several times as fast.
func Power(beta float64, t uint64) float64 {
	p := 1.0
	for ; t > 0; t >>= 1 {
		if beta < 0x1p-64 {
			return 0
		}
		p *= [2]float64{1, beta}[t&1] // without a branch, which would be foreseen badly
		beta *= beta
	}
	if p < 0x1p-64 {
		return 0
	}
	return p
}
