package nn

// The arguments of narrow layers are handed on by one pointer: there are more of them than registers, so that they would
// be copied at every call. The assembly knows where the fields are.

// oneLayer are the arguments of gemvTSoftmax.
type oneLayer[T Float] struct {
	y, w, b, x []T
	ld         int
}

// twoLayers are the arguments of narrowPair.
type twoLayers[T Float] struct {
	y, w1, b1, w2, b2, x []T
	ld1, ld2             int
}

type oneLayer32 = oneLayer[float32]
type oneLayer64 = oneLayer[float64]
type twoLayers32 = twoLayers[float32]
type twoLayers64 = twoLayers[float64]

// The numbers of units that a narrow layer has at most.
const narrow32 = 64 / 4
const narrow64 = 64 / 8

// mustFit panics unless the lengths fit together, and no layer has more units than most.
func (p *twoLayers[T]) mustFit(most int, kernel string) {
	n1, n2 := len(p.b1), len(p.y)
	mustFit(max(n1, n2) <= most && fitT(n1, len(p.w1), n1, len(p.x), p.ld1) && fitT(n2, len(p.w2), len(p.b2), n1, p.ld2), kernel)
}

// f32SoftmaxOfCalls is gemvTSoftmax in two calls.
func f32SoftmaxOfCalls(p *oneLayer32) {
	mustFit(len(p.b) == len(p.y) && lackUnits(len(p.w), len(p.x), len(p.y), p.ld) == 0, "gemvTSoftmax")
	F32GemvT(p.y, p.w, p.b, p.x, p.ld)
	F32Softmax(p.y, p.y)
}

// f64SoftmaxOfCalls is f32SoftmaxOfCalls for float64.
func f64SoftmaxOfCalls(p *oneLayer64) {
	mustFit(len(p.b) == len(p.y) && lackUnits(len(p.w), len(p.x), len(p.y), p.ld) == 0, "gemvTSoftmax")
	F64GemvT(p.y, p.w, p.b, p.x, p.ld)
	F64Softmax(p.y, p.y)
}
