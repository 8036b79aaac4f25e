//go:build !purego

package nn

import "unsafe"

// The assembly returns false for lengths that it does not take, among them all that do not fit together.

//go:noinline
func f32GemvTSoftmax(p *oneLayer32) {
	q := (*float32)(unsafe.Pointer(p))
	if level == levelAVX512 && f32GemvTSoftmaxNarrowAVX512(q) || level == levelAVX2 && f32GemvTSoftmaxNarrowAVX2(q) {
		return
	}
	f32SoftmaxOfCalls(p)
}

//go:noinline
func f32NarrowPair(p *twoLayers32) {
	q := (*float32)(unsafe.Pointer(p))
	if level == levelAVX512 && f32NarrowPairAVX512(q) || level == levelAVX2 && f32NarrowPairAVX2(q) {
		return
	}
	f32PairBody(p, "narrowPair")
}

//go:noinline
func f32NarrowPairSoftmax(p *twoLayers32) {
	q := (*float32)(unsafe.Pointer(p))
	if level == levelAVX512 && f32NarrowPairSoftmaxAVX512(q) || level == levelAVX2 && f32NarrowPairSoftmaxAVX2(q) {
		return
	}
	f32PairBody(p, "narrowPairSoftmax")
	f32SoftmaxLong(p.y, p.y, len(p.y))
}

//go:noinline
func f64GemvTSoftmax(p *oneLayer64) {
	q := (*float64)(unsafe.Pointer(p))
	if level == levelAVX512 && f64GemvTSoftmaxNarrowAVX512(q) || level == levelAVX2 && f64GemvTSoftmaxNarrowAVX2(q) {
		return
	}
	f64SoftmaxOfCalls(p)
}

//go:noinline
func f64NarrowPair(p *twoLayers64) {
	q := (*float64)(unsafe.Pointer(p))
	if level == levelAVX512 && f64NarrowPairAVX512(q) || level == levelAVX2 && f64NarrowPairAVX2(q) {
		return
	}
	f64PairBody(p, "narrowPair")
}

//go:noinline
func f64NarrowPairSoftmax(p *twoLayers64) {
	q := (*float64)(unsafe.Pointer(p))
	if level == levelAVX512 && f64NarrowPairSoftmaxAVX512(q) || level == levelAVX2 && f64NarrowPairSoftmaxAVX2(q) {
		return
	}
	f64PairBody(p, "narrowPairSoftmax")
	f64SoftmaxLong(p.y, p.y, len(p.y))
}

// f32PairBody is narrowPair in Go. It does not call the kernels of wider layers, so that a program whose layers are narrow
// is not linked with them.
func f32PairBody(p *twoLayers32, kernel string) {
	var a1 [narrow32]float32
	p.mustFit(narrow32, kernel)
	gemvT(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1, 0)
	gemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2, unbounded[float32]())
}

// f64PairBody is f32PairBody for float64.
func f64PairBody(p *twoLayers64, kernel string) {
	var a1 [narrow64]float64
	p.mustFit(narrow64, kernel)
	gemvT(a1[:len(p.b1)], p.w1, p.b1, p.x, p.ld1, 0)
	gemvT(p.y, p.w2, p.b2, a1[:len(p.b1)], p.ld2, unbounded[float64]())
}
