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
	spairOfCalls(p, "narrowPair")
}

//go:noinline
func snarrowPairSoftmax(p *twoLayers32) {
	q := (*float32)(unsafe.Pointer(p))
	if level == levelAVX512 && snarrowPairSoftmaxAVX512(q) || level == levelAVX2 && snarrowPairSoftmaxAVX2(q) {
		return
	}
	spairOfCalls(p, "narrowPairSoftmax")
	Ssoftmax(p.y, p.y)
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
	dpairOfCalls(p, "narrowPair")
}

//go:noinline
func dnarrowPairSoftmax(p *twoLayers64) {
	q := (*float64)(unsafe.Pointer(p))
	if level == levelAVX512 && dnarrowPairSoftmaxAVX512(q) || level == levelAVX2 && dnarrowPairSoftmaxAVX2(q) {
		return
	}
	dpairOfCalls(p, "narrowPairSoftmax")
	Dsoftmax(p.y, p.y)
}
