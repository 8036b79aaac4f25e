//go:build purego || !amd64

package nn

//go:noinline
func f32GemvTSoftmax(p *oneLayer32) { f32SoftmaxOfCalls(p) }

//go:noinline
func f64GemvTSoftmax(p *oneLayer64) { f64SoftmaxOfCalls(p) }

//go:noinline
func f32NarrowPair(p *twoLayers32) { f32PairOfCalls(p, "narrowPair") }

//go:noinline
func f64NarrowPair(p *twoLayers64) { f64PairOfCalls(p, "narrowPair") }

//go:noinline
func f32NarrowPairSoftmax(p *twoLayers32) {
	f32PairOfCalls(p, "narrowPairSoftmax")
	F32Softmax(p.y, p.y)
}

//go:noinline
func f64NarrowPairSoftmax(p *twoLayers64) {
	f64PairOfCalls(p, "narrowPairSoftmax")
	F64Softmax(p.y, p.y)
}

// f32PairOfCalls is narrowPair in two calls.
func f32PairOfCalls(p *twoLayers32, kernel string) {
	var a1 [narrow32]float32
	p.mustFit(narrow32, kernel)
	F32GemvTRelu(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1)
	F32GemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2)
}

// f64PairOfCalls is f32PairOfCalls for float64.
func f64PairOfCalls(p *twoLayers64, kernel string) {
	var a1 [narrow64]float64
	p.mustFit(narrow64, kernel)
	F64GemvTRelu(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1)
	F64GemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2)
}
