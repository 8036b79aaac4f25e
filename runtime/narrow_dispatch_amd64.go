//go:build !purego

package nn

import "unsafe"

//go:noinline
func sgemvTSoftmax(y, w, b, x []float32, ld int) {
	mustFit(fitT(len(y), len(w), len(b), len(x), ld), "gemvTSoftmax")
	switch {
	case level == levelAVX512 && uint(len(y)-1) < narrow32:
		snarrowSoftmaxAVX512(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), len(y), len(x), ld)
	case level == levelAVX2 && wholeVectors(len(w), len(x), len(y), ld, 4):
		snarrowSoftmaxAVX2(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), len(y), len(x), ld)
	default:
		SgemvT(y, w, b, x, ld)
		Ssoftmax(y, y)
	}
}

//go:noinline
func dgemvTSoftmax(y, w, b, x []float64, ld int) {
	mustFit(fitT(len(y), len(w), len(b), len(x), ld), "gemvTSoftmax")
	switch {
	case level == levelAVX512 && uint(len(y)-1) < narrow64:
		dnarrowSoftmaxAVX512(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), len(y), len(x), ld)
	case level == levelAVX2 && wholeVectors(len(w), len(x), len(y), ld, 2):
		dnarrowSoftmaxAVX2(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), len(y), len(x), ld)
	default:
		DgemvT(y, w, b, x, ld)
		Dsoftmax(y, y)
	}
}

//go:noinline
func snarrowPair(p *twoLayers32) {
	mustFit(p.fit(narrow32), "narrowPair")
	switch {
	case level == levelAVX512 && len(p.b1) > 0:
		snarrowPairAVX512((*float32)(unsafe.Pointer(p)))
	case level == levelAVX2 && p.whole(4):
		snarrowPairAVX2((*float32)(unsafe.Pointer(p)))
	default:
		spairOfCalls(p)
	}
}

//go:noinline
func dnarrowPair(p *twoLayers64) {
	mustFit(p.fit(narrow64), "narrowPair")
	switch {
	case level == levelAVX512 && len(p.b1) > 0:
		dnarrowPairAVX512((*float64)(unsafe.Pointer(p)))
	case level == levelAVX2 && p.whole(2):
		dnarrowPairAVX2((*float64)(unsafe.Pointer(p)))
	default:
		dpairOfCalls(p)
	}
}

//go:noinline
func snarrowPairSoftmax(p *twoLayers32) {
	mustFit(p.fit(narrow32), "narrowPairSoftmax")
	switch {
	case level == levelAVX512 && len(p.b1) > 0:
		snarrowPairSoftmaxAVX512((*float32)(unsafe.Pointer(p)))
	case level == levelAVX2 && p.whole(4):
		snarrowPairSoftmaxAVX2((*float32)(unsafe.Pointer(p)))
	default:
		spairOfCalls(p)
		Ssoftmax(p.y, p.y)
	}
}

//go:noinline
func dnarrowPairSoftmax(p *twoLayers64) {
	mustFit(p.fit(narrow64), "narrowPairSoftmax")
	switch {
	case level == levelAVX512 && len(p.b1) > 0:
		dnarrowPairSoftmaxAVX512((*float64)(unsafe.Pointer(p)))
	case level == levelAVX2 && p.whole(2):
		dnarrowPairSoftmaxAVX2((*float64)(unsafe.Pointer(p)))
	default:
		dpairOfCalls(p)
		Dsoftmax(p.y, p.y)
	}
}

// whole is wholeVectors of both layers.
func (p *twoLayers[T]) whole(lanes int) bool {
	return wholeVectors(len(p.w1), len(p.x), len(p.b1), p.ld1, lanes) &&
		wholeVectors(len(p.w2), len(p.b1), len(p.y), p.ld2, lanes)
}

// wholeVectors reports whether rows of n numbers can be read as whole vectors of AVX2, where 16 bytes have that many
// lanes.
func wholeVectors(length, rows, n, ld, lanes int) bool {
	if n > lanes {
		lanes *= 2
	}
	return uint(n-1) < uint(lanes) && hasRoom(length, rows, lanes, ld)
}
