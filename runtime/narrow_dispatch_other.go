//go:build purego || !amd64

package nn

//go:noinline
func sgemvTSoftmax(p *oneLayer32) { ssoftmaxOfCalls(p) }

//go:noinline
func dgemvTSoftmax(p *oneLayer64) { dsoftmaxOfCalls(p) }

//go:noinline
func snarrowPair(p *twoLayers32) { spairOfCalls(p, "narrowPair") }

//go:noinline
func dnarrowPair(p *twoLayers64) { dpairOfCalls(p, "narrowPair") }

//go:noinline
func snarrowPairSoftmax(p *twoLayers32) {
	spairOfCalls(p, "narrowPairSoftmax")
	Ssoftmax(p.y, p.y)
}

//go:noinline
func dnarrowPairSoftmax(p *twoLayers64) {
	dpairOfCalls(p, "narrowPairSoftmax")
	Dsoftmax(p.y, p.y)
}

// spairOfCalls is narrowPair in two calls.
func spairOfCalls(p *twoLayers32, kernel string) {
	var a1 [narrow32]float32
	p.mustFit(narrow32, kernel)
	SgemvTRelu(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1)
	SgemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2)
}

// dpairOfCalls is spairOfCalls for float64.
func dpairOfCalls(p *twoLayers64, kernel string) {
	var a1 [narrow64]float64
	p.mustFit(narrow64, kernel)
	DgemvTRelu(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1)
	DgemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2)
}
