package nn

// twoLayers are the arguments of narrowPair. They are handed on by one pointer, because more of them than registers
// would be copied at every call.
type twoLayers[T Float] struct {
	y, w1, b1, w2, b2, x []T
	ld1, ld2             int
}

type (
	twoLayers32 = twoLayers[float32]
	twoLayers64 = twoLayers[float64]
)

// The numbers of units that a narrow layer has at most.
const (
	narrow32 = 64 / 4
	narrow64 = 64 / 8
)

// fit reports whether the lengths fit together, and no layer has more units than most.
func (p *twoLayers[T]) fit(most int) bool {
	n1, n2 := len(p.b1), len(p.y)
	return n1 <= most && n2 <= most && len(p.b2) == n2 &&
		hasRoom(len(p.w1), len(p.x), n1, p.ld1) && hasRoom(len(p.w2), n1, n2, p.ld2)
}

// spairOfCalls is narrowPair in several calls.
func spairOfCalls(p *twoLayers32) {
	var a1 [narrow32]float32
	SgemvTRelu(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1)
	SgemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2)
}

// dpairOfCalls is spairOfCalls for float64.
func dpairOfCalls(p *twoLayers64) {
	var a1 [narrow64]float64
	DgemvTRelu(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1)
	DgemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2)
}
