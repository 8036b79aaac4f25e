//go:build purego || !amd64

package nn

//go:noinline
func sgemvTSoftmax(y, w, b, x []float32, ld int) {
	SgemvT(y, w, b, x, ld)
	Ssoftmax(y, y)
}

//go:noinline
func dgemvTSoftmax(y, w, b, x []float64, ld int) {
	DgemvT(y, w, b, x, ld)
	Dsoftmax(y, y)
}

//go:noinline
func snarrowPair(p *twoLayers32) {
	mustFit(p.fit(narrow32), "narrowPair")
	spairOfCalls(p)
}

//go:noinline
func dnarrowPair(p *twoLayers64) {
	mustFit(p.fit(narrow64), "narrowPair")
	dpairOfCalls(p)
}

//go:noinline
func snarrowPairSoftmax(p *twoLayers32) {
	snarrowPair(p)
	Ssoftmax(p.y, p.y)
}

//go:noinline
func dnarrowPairSoftmax(p *twoLayers64) {
	dnarrowPair(p)
	Dsoftmax(p.y, p.y)
}
