package nn

// Narrow layers are those whose sums fit one vector of 64 bytes. Their kernels compute what would be several calls
// otherwise, because calls would take longer than the work, and keep to themselves what is in between.

// F32GemvTSoftmax computes y = softmax(Wᵀ·x + b), where W is (len(x), len(y)) and its rows begin ld entries apart:
//
//	F32GemvT(y, w, b, x, ld)
//	F32Softmax(y, y)
func F32GemvTSoftmax(y, w, b, x []float32, ld int) { f32GemvTSoftmax(&oneLayer32{y, w, b, x, ld}) }

// F64GemvTSoftmax is F32GemvTSoftmax for float64.
func F64GemvTSoftmax(y, w, b, x []float64, ld int) { f64GemvTSoftmax(&oneLayer64{y, w, b, x, ld}) }

// F32NarrowPair computes y = W2ᵀ·relu(W1ᵀ·x + b1) + b2, where W1 is (len(x), len(b1)) and its rows begin ld1 entries
// apart, and W2 is (len(b1), len(y)) and its rows begin ld2 entries apart:
//
//	a1 := make([]float32, len(b1))
//	F32GemvTRelu(a1, w1, b1, x, ld1)
//	F32GemvT(y, w2, b2, a1, ld2)
//
// Neither b1 nor y may have more than 16 entries.
func F32NarrowPair(y, w1, b1, w2, b2, x []float32, ld1, ld2 int) {
	f32NarrowPair(&twoLayers32{y, w1, b1, w2, b2, x, ld1, ld2})
}

// F64NarrowPair is F32NarrowPair for float64, and at most 8 entries.
func F64NarrowPair(y, w1, b1, w2, b2, x []float64, ld1, ld2 int) {
	f64NarrowPair(&twoLayers64{y, w1, b1, w2, b2, x, ld1, ld2})
}

// F32NarrowPairSoftmax is F32NarrowPair, and then F32Softmax(y, y).
func F32NarrowPairSoftmax(y, w1, b1, w2, b2, x []float32, ld1, ld2 int) {
	f32NarrowPairSoftmax(&twoLayers32{y, w1, b1, w2, b2, x, ld1, ld2})
}

// F64NarrowPairSoftmax is F32NarrowPairSoftmax for float64, and at most 8 entries.
func F64NarrowPairSoftmax(y, w1, b1, w2, b2, x []float64, ld1, ld2 int) {
	f64NarrowPairSoftmax(&twoLayers64{y, w1, b1, w2, b2, x, ld1, ld2})
}
