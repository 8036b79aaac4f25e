//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Products whose columns fit one vector, or of which there is not much to compute, take less time than it takes to describe them as a
// product. Each of these returns false, and does nothing, where the product is not one of them.

// f32GemmNarrow is gemmNN, or, where turned is 1, gemmNT, with what is below floor raised. A bias that is nil is zeros.
//
//go:noinline
func f32GemmNarrow(c, a, b, bias *float32, m, n, k, ld, turned int, floor float32) bool {
	switch {
	case !isNarrow(m, n, k, 8*cpu.Level):
		return turned == 0 && f32GemmSmall(c, a, b, bias, m, n, k, ld, floor)
	case turned > 0 && m*n*k >= crew.ParallelSize:
		return false
	case turned > 0 && !turns(n, k, 8):
		if !byDots(n, k) || m*n*k >= pieceSize {
			return false
		}
		f32Dots(c, a, b, bias, m, n, k, n, k, ld, floor)
		return true
	case bias == nil:
		bias = &zeros32[0]
	}
	switch {
	case turned == 0 && sharesNarrow(m, n, k):
		f32GemmNarrowShared(c, a, b, bias, m, n, k, ld, floor)
	case cpu.Level == cpu.AVX512:
		f32GemmNarrowAVX512(c, a, b, bias, m, n, k, ld, turned, floor)
	default:
		f32GemmNarrowAVX2(c, a, b, bias, m, n, k, ld, turned, floor)
	}
	return true
}

// smallSize is how many multiplications a product of f32GemmSmall has at most: neither tiles nor other cores are worth while.
const smallSize = 1 << 16

// f32GemmSmall is gemmNN, panel by panel, of few multiplications, and few rows or few rows of B: it pays to copy nothing then.
func f32GemmSmall(c, a, b, bias *float32, m, n, k, ld int, floor float32) bool {
	switch {
	case cpu.Level == cpu.Go || n <= 0 || m <= 0 || m*n*k >= smallSize:
		return false
	case m >= rowsToCopy && k > crowdedRows || m >= manyRows, n > ld && (n > ld+mat.TailUnits || !byDots(n-ld, k)):
		return false
	}
	kernels, step, ldc := singleGemm[cpu.Level], 1, n
	if n > ld {
		f32DotsTail(c, a, b, bias, m, n, k, ld, floor)
		n = ld
	}
	if bias == nil {
		bias, step = &zeros32[0], 0
	}
	for j, columns := 0, 0; ; {
		columns = share(n-j, kernels.lanes, kernels.across(m))
		if cpu.Level == cpu.AVX512 && isShort(n) {
			f32GemmShortAVX512(c, a, b, bias, m, columns, k, ldc, k, 1, ld, 0, floor)
		} else if cpu.Level == cpu.AVX512 && columns > 8 {
			f32GemmAVX512(c, a, b, bias, m, columns, k, ldc, k, 1, ld, 0, floor)
		} else {
			f32GemmAVX2(c, a, b, bias, m, columns, k, ldc, k, 1, ld, 0, floor)
		}
		if j += columns; j >= n {
			return true
		}
		c, b, bias = beyond(c, columns), beyond(b, columns), beyond(bias, columns*step)
	}
}

// f32DotsTail computes the columns of gemmNN from ld on, which are a tail: rows of B.
func f32DotsTail(c, a, b, bias *float32, m, n, k, ld int, floor float32) {
	if bias != nil {
		bias = beyond(bias, ld)
	}
	f32Dots(beyond(c, ld), a, beyond(b, ld*k), bias, m, n-ld, k, n, k, k, floor)
}

// f64GemmNarrow is f32GemmNarrow for float64.
//
//go:noinline
func f64GemmNarrow(c, a, b, bias *float64, m, n, k, ld, turned int, floor float64) bool {
	if !isNarrow(m, n, k, min(4*cpu.Level, 4)) || turned > 0 && (!turns(n, k, 4) || m*n*k >= crew.ParallelSize) {
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
