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
