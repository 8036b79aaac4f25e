package nn

// Narrow layers are those whose sums fit one vector of 64 bytes. Their kernels compute what would be several calls
// otherwise, because calls would take longer than the work, and keep to themselves what is in between.

// SgemvTSoftmax computes y = softmax(Wᵀ·x + b), where W is (len(x), len(y)) and its rows begin ld entries apart:
//
//	SgemvT(y, w, b, x, ld)
//	Ssoftmax(y, y)
func SgemvTSoftmax(y, w, b, x []float32, ld int) { sgemvTSoftmax(&oneLayer32{y, w, b, x, ld}) }

// DgemvTSoftmax is SgemvTSoftmax for float64.
func DgemvTSoftmax(y, w, b, x []float64, ld int) { dgemvTSoftmax(&oneLayer64{y, w, b, x, ld}) }

// SnarrowPair computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2, where W1 is (len(x), len(b1)) and its rows begin ld1 entries
// apart, and W2 is (len(b1), len(y)) and its rows begin ld2 entries apart:
//
//	a1 := make([]float32, len(b1))
//	SgemvTRelu(a1, w1, b1, x, ld1)
//	SgemvT(y, w2, b2, a1, ld2)
//
// Neither b1 nor y may have more than 16 entries.
func SnarrowPair(y, w1, b1, w2, b2, x []float32, ld1, ld2 int) {
	snarrowPair(&twoLayers32{y, w1, b1, w2, b2, x, ld1, ld2})
}

// DnarrowPair is SnarrowPair for float64, and at most 8 entries.
func DnarrowPair(y, w1, b1, w2, b2, x []float64, ld1, ld2 int) {
	dnarrowPair(&twoLayers64{y, w1, b1, w2, b2, x, ld1, ld2})
}

// SnarrowPairSoftmax is SnarrowPair, and then Ssoftmax(y, y).
func SnarrowPairSoftmax(y, w1, b1, w2, b2, x []float32, ld1, ld2 int) {
	snarrowPairSoftmax(&twoLayers32{y, w1, b1, w2, b2, x, ld1, ld2})
}

// DnarrowPairSoftmax is SnarrowPairSoftmax for float64, and at most 8 entries.
func DnarrowPairSoftmax(y, w1, b1, w2, b2, x []float64, ld1, ld2 int) {
	dnarrowPairSoftmax(&twoLayers64{y, w1, b1, w2, b2, x, ld1, ld2})
}
