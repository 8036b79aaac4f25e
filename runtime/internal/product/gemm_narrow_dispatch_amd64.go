//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
)

// Products whose columns fit one vector, or of which there is not much to compute, take less time than it takes to describe them as a
// product. Each of these returns false, and does nothing, where the product is not one of them.

// f32GemmNarrow is gemmNN, or, where B is turned, gemmNT, with what is below floor raised. A bias that is nil is zeros.
//
//go:noinline
func f32GemmNarrow(c, a, b, bias *float32, m, n, k, ld, laid int, floor float32) bool {
	switch {
	case !isNarrow(m, n, k, 8*cpu.Level):
		return laid != turned && f32GemmSmall(c, a, b, bias, m, n, k, ld, floor, laid == whole)
	case laid == turned && m*n*k >= crew.ParallelSize:
		return false
	case laid == turned && !turns(n, k, 8):
		if !byDots(n, k) || m*n*k >= pieceSize {
			return false
		}
		f32Dots(c, a, b, bias, m, n, k, n, k, ld, floor)
		return true
	case bias == nil:
		bias = &zeros32[0]
	}
	switch {
	case laid != turned && sharesNarrow(m, n, k):
		f32GemmNarrowShared(c, a, b, bias, m, n, k, ld, floor)
	case cpu.Level == cpu.AVX512:
		f32GemmNarrowAVX512(c, a, b, bias, m, n, k, ld, laid&turned, floor)
	default:
		f32GemmNarrowAVX2(c, a, b, bias, m, n, k, ld, laid&turned, floor)
	}
	return true
}

// f64GemmNarrow is f32GemmNarrow for float64.
//
//go:noinline
func f64GemmNarrow(c, a, b, bias *float64, m, n, k, ld, turned int, floor float64) bool {
	switch {
	case !isNarrow(m, n, k, min(4*cpu.Level, 4)):
		return turned == 0 && f64GemmSmall(c, a, b, bias, m, n, k, ld, floor)
	case turned > 0 && (!turns(n, k, 4) || m*n*k >= crew.ParallelSize):
		return false
	}
	if bias == nil {
		bias = &zeros64[0]
	}
	switch {
	case turned == 0 && sharesNarrow(m, n, k):
		f64GemmNarrowShared(c, a, b, bias, m, n, k, ld, floor)
	default:
		f64GemmNarrowAVX2(c, a, b, bias, m, n, k, ld, turned, floor)
	}
	return true
}

// f32GemmTNNarrow is gemmTNSum. Sums that are nil are not wanted.
//
//go:noinline
func f32GemmTNNarrow(c, sums, a, b *float32, m, n, k, ld int) bool {
	if !narrow(m, n, k, 8*cpu.Level) {
		return false
	}
	if cpu.Level == cpu.AVX512 {
		f32GemmTNNarrowAVX512(c, sums, a, b, m, n, k, ld)
	} else {
		f32GemmTNNarrowAVX2(c, sums, a, b, m, n, k, ld)
	}
	return true
}

// f64GemmTNNarrow is f32GemmTNNarrow for float64.
//
//go:noinline
func f64GemmTNNarrow(c, sums, a, b *float64, m, n, k, ld int) bool {
	if !narrow(m, n, k, min(4*cpu.Level, 4)) {
		return false
	}
	f64GemmTNNarrowAVX2(c, sums, a, b, m, n, k, ld)
	return true
}

// isNarrow is narrow for products that add up an entry in another order than those that are not narrow: a row is to have the same bits
// among few and among many. Large ones are left to tiles.
func isNarrow(m, n, k, lanes int) bool {
	return uint(n-1) < uint(lanes) && m > 0 && k > 0 && (!cpu.AMX || m*n*k < crew.ParallelSize)
}

// narrow reports whether the columns fit so many lanes, which are none without assembly, and nothing is empty or large.
func narrow(m, n, k, lanes int) bool {
	return uint(n-1) < uint(lanes) && m > 0 && k > 0 && m*n*k < crew.ParallelSize
}

// turns reports whether Bᵀ fits the room that the assembly has for it: 16 rows of half a vector of AVX-512, which has so
// many lanes, or 8 rows of a whole one.
func turns(n, k, half int) bool { return k <= 8 || k <= 16 && n <= half }
