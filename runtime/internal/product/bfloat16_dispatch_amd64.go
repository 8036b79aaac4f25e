//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// BF16GemvTUnpacked is F32GemvTUnpacked for weights in BFloat16.
//
//go:noinline
func BF16GemvTUnpacked(y *float32, w *BFloat16, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mat.MustFit(fitBFloat16(ny, nw, nb, nx, ld), "BF16GemvT")
	if cpu.Level == cpu.AVX512 && uint(ny-1) < 16*gemvVectors {
		bf16GemvTAVX512(y, (*uint16)(w), b, x, ny, nx, wholePairs(0, ny, nx, ld, 16), ld, floor)
		return
	}
	bf16GemvTWide(unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx), ld, floor)
}

// bf16GemvTWide is bf16GemvT for any number of outputs and every level.
func bf16GemvTWide(y []float32, w []BFloat16, b, x []float32, ld int, floor float32) {
	if cpu.Level == cpu.Go {
		bf16GemvTBody(y, w, b, x, ld, floor)
		return
	}
	lanes := 8 << (cpu.Level - cpu.AVX2)
	for at := 0; at < len(y); {
		n := share(len(y)-at, lanes, gemvVectors)
		whole, first := wholePairs(at, n, len(x), ld, lanes), (*uint16)(unsafe.SliceData(w[min(2*at, len(w)):]))
		if cpu.Level == cpu.AVX512 {
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
	end := at + crew.Ceil(n, lanes)*lanes
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
	case cpu.Level == cpu.Go || ld == 0 || pairs == 0:
		pairs = 0
	case cpu.Level == cpu.AVX512:
		bf16RoundAVX512((*uint16)(&dst[0]), &src[0], pairs, ld)
	default:
		bf16RoundAVX2((*uint16)(&dst[0]), &src[0], pairs, ld)
	}
	bf16RoundBody(dst[pairs*2*ld:], src[pairs*2*ld:], n0-2*pairs, ld)
}

func bf16Widen(dst []float32, src []BFloat16, n0, ld int) {
	if cpu.Level == cpu.Go || ld == 0 {
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
	if cpu.Level == cpu.AVX512 {
		bf16WidenAVX512(&dst[0], (*uint16)(&src[0]), pairs, ld, apart)
		return
	}
	bf16WidenAVX2(&dst[0], (*uint16)(&src[0]), pairs, ld, apart)
}

// bf16Blocks reports whether kernels add to what C holds, so that the weights of some inputs may be widened at a time. Tiles take all.
func bf16Blocks() bool { return cpu.Level > cpu.Go && !cpu.AMX }

// bf16Add computes the product, or adds it to what C holds where it has begun, without copies of B.
func bf16Add(g *product[float32]) {
	k := singleGemm[cpu.Level]
	s := k.borrow()
	for j, n := 0, 0; j < g.n; j += n {
		n = share(g.n-j, k.lanes, k.across(g.m))
		s.part = g.part(0, g.m, j, j+n)
		k.panel(&s.part)
	}
	k.giveBack(s)
}
