//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// smallSize is how many multiplications a small product has at most: neither tiles nor other cores are worth while.
const smallSize = 1 << 16

// isSmall reports whether gemmNN is of few multiplications, and few rows or few rows of B. What there is of a tail is computed by dots.
func isSmall(m, n, k, ld int) bool {
	switch {
	case cpu.Level == cpu.Go || n <= 0 || m <= 0 || m*n*k >= smallSize:
		return false
	case m >= rowsToCopy && k > crowdedRows || m >= manyRows:
		return false
	}
	return n <= ld || n <= ld+mat.TailUnits && byDots(n-ld, k)
}

// nearWeights is up to how many weights a near cache holds together with some rows, so that nothing has to be copied or fetched ahead.
const nearWeights = SlopeWeights

// isNear reports whether gemmNN has so few weights that panels of whole vectors are multiplied at once, whatever the number of rows, unless
// cores share it or tiles take it.
func isNear(m, n, k, ld int) bool {
	return k*ld <= nearWeights && (m*n*k < smallSize || !cpu.AMX && !crew.SharesNow(m*n*k))
}

// f32GemmSmall is gemmNN, panel by panel, of few multiplications, and few rows or few rows of B: it pays to copy nothing then.
// Where B is whole, a kernel that reads whole vectors of it takes more columns.
func f32GemmSmall(c, a, b, bias *float32, m, n, k, ld int, floor float32, whole bool) bool {
	if !isSmall(m, n, k, ld) && (cpu.Level != cpu.AVX512 || m <= 0 || n != ld || n <= 0 || n%len(zeros32) > 0 || !isNear(m, n, k, ld)) {
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
		switch wide := cpu.Level == cpu.AVX512; {
		case wide && isShort(n):
			f32GemmShortAVX512(c, a, b, bias, m, columns, k, ldc, k, 1, ld, 0, floor)
		case wide && (columns == len(zeros32) || whole && columns > maskedColumns):
			f32GemmFullAVX512(c, a, b, bias, nil, m, columns, k, ldc, k, 1, ld, 0, 0, 0, floor, 1)
		case wide && columns > 8:
			if columns > maskedColumns {
				columns = halfColumns
			}
			f32GemmAVX512(c, a, b, bias, m, columns, k, ldc, k, 1, ld, 0, floor)
		default:
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

// f64GemmSmall is f32GemmSmall for float64.
func f64GemmSmall(c, a, b, bias *float64, m, n, k, ld int, floor float64) bool {
	if !isSmall(m, n, k, ld) {
		return false
	}
	kernels, step, ldc := doubleGemm[cpu.Level], 1, n
	if n > ld {
		f64DotsTail(c, a, b, bias, m, n, k, ld, floor)
		n = ld
	}
	if bias == nil {
		bias, step = &zeros64[0], 0
	}
	for j, columns := 0, 0; ; {
		columns = share(n-j, kernels.lanes, kernels.across(m))
		if cpu.Level == cpu.AVX512 && columns > 4 {
			f64GemmAVX512(c, a, b, bias, m, columns, k, ldc, k, 1, ld, 0, floor)
		} else {
			f64GemmAVX2(c, a, b, bias, m, columns, k, ldc, k, 1, ld, 0, floor)
		}
		if j += columns; j >= n {
			return true
		}
		c, b, bias = beyond(c, columns), beyond(b, columns), beyond(bias, columns*step)
	}
}

// f64DotsTail is f32DotsTail for float64.
func f64DotsTail(c, a, b, bias *float64, m, n, k, ld int, floor float64) {
	if bias != nil {
		bias = beyond(bias, ld)
	}
	f64Dots(beyond(c, ld), a, beyond(b, ld*k), bias, m, n-ld, k, n, k, k, floor)
}
