//go:build !purego

package nn

import "unsafe"

//go:noinline
func bf16GemvT(y *float32, w *BFloat16, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mustFit(fitBFloat16(ny, nw, nb, nx, ld), "BF16GemvT")
	if level == levelAVX512 && uint(ny-1) < 16*gemvVectors {
		bf16GemvTAVX512(y, (*uint16)(w), b, x, ny, nx, wholePairs(0, ny, nx, ld, 16), ld, floor)
		return
	}
	bf16GemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

// bf16GemvTWide is bf16GemvT for any number of outputs and every level.
func bf16GemvTWide(y []float32, w []BFloat16, b, x []float32, ld int, floor float32) {
	if level == levelGo {
		bf16GemvTBody(y, w, b, x, ld, floor)
		return
	}
	lanes := 8 << (level - levelAVX2)
	for at := 0; at < len(y); {
		n := share(len(y)-at, lanes, gemvVectors)
		whole, first := wholePairs(at, n, len(x), ld, lanes), (*uint16)(unsafe.SliceData(w[min(2*at, len(w)):]))
		if level == levelAVX512 {
			bf16GemvTAVX512(&y[at], first, &b[at], unsafe.SliceData(x), n, len(x), whole, ld, floor)
		} else {
			bf16GemvTAVX2(&y[at], first, &b[at], unsafe.SliceData(x), n, len(x), whole, ld, floor)
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

func bf16Round(dst []BFloat16, src []float32, n0, ld int) {
	pairs := n0 / 2
	switch {
	case level == levelGo || ld == 0 || pairs == 0:
		pairs = 0
	case level == levelAVX512:
		bf16RoundAVX512((*uint16)(&dst[0]), &src[0], pairs, ld)
	default:
		bf16RoundAVX2((*uint16)(&dst[0]), &src[0], pairs, ld)
	}
	bf16RoundBody(dst[pairs*2*ld:], src[pairs*2*ld:], n0-2*pairs, ld)
}

func bf16Widen(dst []float32, src []BFloat16, n0, ld int) {
	if level == levelGo || ld == 0 {
		bf16WidenBody(dst, src, n0, ld)
		return
	}
	if n0 > 1 {
		bf16WidenPairs(dst, src, n0/2, ld, ld)
	}
	if i := n0 - 1; n0%2 == 1 {
		bf16WidenPairs(dst[i*ld:], src[i*ld:], 1, ld, 0)
	}
}

// bf16WidenPairs widens pairs of rows that begin so far apart in dst, at 0 the first of a pair alone.
func bf16WidenPairs(dst []float32, src []BFloat16, pairs, ld, apart int) {
	if level == levelAVX512 {
		bf16WidenAVX512(&dst[0], (*uint16)(&src[0]), pairs, ld, apart)
		return
	}
	bf16WidenAVX2(&dst[0], (*uint16)(&src[0]), pairs, ld, apart)
}
