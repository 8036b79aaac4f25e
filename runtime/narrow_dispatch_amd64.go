//go:build !purego

package nn

import "unsafe"

// The assembly returns false for lengths that it does not take, among them all that do not fit together.

//go:noinline
func sgemvTSoftmax(p *oneLayer32) {
	q := (*float32)(unsafe.Pointer(p))
	if level == levelAVX512 && sgemvTSoftmaxNarrowAVX512(q) || level == levelAVX2 && sgemvTSoftmaxNarrowAVX2(q) {
		return
	}
	ssoftmaxOfCalls(p)
}

//go:noinline
func snarrowPair(p *twoLayers32) {
	q := (*float32)(unsafe.Pointer(p))
	if level == levelAVX512 && snarrowPairAVX512(q) || level == levelAVX2 && snarrowPairAVX2(q) {
		return
	}
	spairBody(p, "narrowPair")
}

//go:noinline
func snarrowPairSoftmax(p *twoLayers32) {
	q := (*float32)(unsafe.Pointer(p))
	if level == levelAVX512 && snarrowPairSoftmaxAVX512(q) || level == levelAVX2 && snarrowPairSoftmaxAVX2(q) {
		return
	}
	spairBody(p, "narrowPairSoftmax")
	ssoftmaxLong(p.y, p.y, len(p.y))
}

//go:noinline
func dgemvTSoftmax(p *oneLayer64) {
	q := (*float64)(unsafe.Pointer(p))
	if level == levelAVX512 && dgemvTSoftmaxNarrowAVX512(q) || level == levelAVX2 && dgemvTSoftmaxNarrowAVX2(q) {
		return
	}
	dsoftmaxOfCalls(p)
}

//go:noinline
func dnarrowPair(p *twoLayers64) {
	q := (*float64)(unsafe.Pointer(p))
	if level == levelAVX512 && dnarrowPairAVX512(q) || level == levelAVX2 && dnarrowPairAVX2(q) {
		return
	}
	dpairBody(p, "narrowPair")
}

//go:noinline
func dnarrowPairSoftmax(p *twoLayers64) {
	q := (*float64)(unsafe.Pointer(p))
	if level == levelAVX512 && dnarrowPairSoftmaxAVX512(q) || level == levelAVX2 && dnarrowPairSoftmaxAVX2(q) {
		return
	}
	dpairBody(p, "narrowPairSoftmax")
	dsoftmaxLong(p.y, p.y, len(p.y))
}

// spairBody is narrowPair in Go. It does not call the kernels of wider layers, so that a program whose layers are narrow
// is not linked with them.
func spairBody(p *twoLayers32, kernel string) {
	var a1 [narrow32]float32
	p.mustFit(narrow32, kernel)
	gemvT(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1, 0)
	gemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2, unbounded[float32]())
}

// dpairBody is spairBody for float64.
func dpairBody(p *twoLayers64, kernel string) {
	var a1 [narrow64]float64
	p.mustFit(narrow64, kernel)
	gemvT(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1, 0)
	gemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2, unbounded[float64]())
}
