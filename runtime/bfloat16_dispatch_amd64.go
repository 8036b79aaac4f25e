//go:build !purego

package nn

import "unsafe"

//go:noinline
func sbgemvT(y *float32, w *BFloat16, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mustFit(fitBFloat16(ny, nw, nb, nx, ld), "SBgemvT")
	if level == levelAVX512 && uint(ny-1) < 16*gemvVectors {
		sbgemvTAVX512(y, (*uint16)(w), b, x, ny, nx, wholePairs(0, ny, nx, ld, 16), ld, floor)
		return
	}
	sbgemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

// sbgemvTWide is sbgemvT for any number of outputs and every level.
func sbgemvTWide(y []float32, w []BFloat16, b, x []float32, ld int, floor float32) {
	if level == levelGo {
		sbgemvTBody(y, w, b, x, ld, floor)
		return
	}
	lanes := 8 << (level - levelAVX2)
	for at := 0; at < len(y); {
		n := share(len(y)-at, lanes, gemvVectors)
		whole, first := wholePairs(at, n, len(x), ld, lanes), (*uint16)(unsafe.SliceData(w[min(2*at, len(w)):]))
		if level == levelAVX512 {
			sbgemvTAVX512(&y[at], first, &b[at], unsafe.SliceData(x), n, len(x), whole, ld, floor)
		} else {
			sbgemvTAVX2(&y[at], first, &b[at], unsafe.SliceData(x), n, len(x), whole, ld, floor)
		}
		at += n
	}
}

// wholePairs is how many pairs of nx inputs have room for whole vectors, where n outputs from the one at on are
// computed.
func wholePairs(at, n, nx, ld, lanes int) int {
	end := at + ceil(n, lanes)*lanes
	switch pairs := nx / 2; {
	case end <= ld:
		return pairs
	case end > pairs*ld:
		return 0
	default:
		return (pairs*ld-end)/ld + 1
	}
}

func sbround(dst []BFloat16, src []float32, n0, ld int) {
	pairs := n0 / 2
	switch {
	case level == levelGo || ld == 0 || pairs == 0:
		pairs = 0
	case level == levelAVX512:
		sbroundAVX512((*uint16)(&dst[0]), &src[0], pairs, ld)
	default:
		sbroundAVX2((*uint16)(&dst[0]), &src[0], pairs, ld)
	}
	sbroundBody(dst[pairs*2*ld:], src[pairs*2*ld:], n0-2*pairs, ld)
}

func sbwiden(dst []float32, src []BFloat16, n0, ld int) {
	if level == levelGo || ld == 0 {
		sbwidenBody(dst, src, n0, ld)
		return
	}
	if n0 > 1 {
		sbwidenPairs(dst, src, n0/2, ld, ld)
	}
	if i := n0 - 1; n0%2 == 1 {
		sbwidenPairs(dst[i*ld:], src[i*ld:], 1, ld, 0)
	}
}

// sbwidenPairs widens pairs of rows that begin so far apart in dst, at 0 the first of a pair alone.
func sbwidenPairs(dst []float32, src []BFloat16, pairs, ld, apart int) {
	if level == levelAVX512 {
		sbwidenAVX512(&dst[0], (*uint16)(&src[0]), pairs, ld, apart)
		return
	}
	sbwidenAVX2(&dst[0], (*uint16)(&src[0]), pairs, ld, apart)
}
