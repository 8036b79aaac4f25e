//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// Columns that fit in half a vector of AVX-512 are computed faster with AVX2, whose additions start more often.

// zeros stand for a bias that is not there: as many as a panel has columns.
var (
	zeros32 [64]float32
	zeros64 [32]float64
)

// maskedColumns is up to how many columns may end with a vector that is not whole in B; more that do are computed as halfColumns and what is
// left. fullRows is how many rows one tile of more columns has.
const maskedColumns, halfColumns, fullRows = 48, 32, 6

func f32GemmPanel(g *product[float32]) {
	if cpu.Level == cpu.AVX512 && g.n > maskedColumns && g.k > 0 && len(g.b) < (g.k-1)*g.ldb+len(zeros32) { // B ends before the vector does
		left, right := g.part(0, g.m, 0, halfColumns), g.part(0, g.m, halfColumns, g.n)
		f32GemmColumns(&left)
		f32GemmColumns(&right)
		return
	}
	f32GemmColumns(g)
}

// f32GemmColumns computes a panel of which the kernel for so many columns may read whole vectors.
func f32GemmColumns(g *product[float32]) {
	a, b, bias, ldbias := unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(zeros32[:]), 0
	switch {
	case g.begun:
		bias, ldbias = &g.c[0], g.ldc
	case len(g.bias) > 0:
		bias = &g.bias[0]
	}
	switch wide := cpu.Level == cpu.AVX512; {
	case wide && g.n > maskedColumns:
		ahead, apart := fetches(g)
		f32GemmFullAVX512(&g.c[0], a, b, bias, nil, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, ahead, apart, g.floor, 1)
	case wide && g.short:
		f32GemmShortAVX512(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	case wide && g.n > 8:
		f32GemmAVX512(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	default:
		f32GemmAVX2(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	}
}

// fetches is how far from b on the kernel fetches a line for each row of B that a tile takes, and how many bytes further on for the next: of
// weights in panels what is multiplied next, all of it where there are several tiles, else a line of each row, from which the processor goes on
// by itself. Of other weights a tile that is the only one fetches from rows further on.
func fetches(g *product[float32]) (ahead, apart int) {
	const line, further = 64, 8
	switch {
	case g.ahead > 0 && g.m > 2*fullRows:
		return g.ahead, line
	case g.ahead > 0 && g.m > fullRows:
		return g.ahead, 2 * line
	case g.ahead > 0:
		return g.ahead, 4 * line
	case g.m <= fullRows:
		return further * g.ldb, 4 * g.ldb
	}
	return 0, 0
}

func f64GemmPanel(g *product[float64]) {
	a, b, bias, ldbias := unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(zeros64[:]), 0
	switch {
	case g.begun:
		bias, ldbias = &g.c[0], g.ldc
	case len(g.bias) > 0:
		bias = &g.bias[0]
	}
	if cpu.Level == cpu.AVX512 && g.n > 4 {
		f64GemmAVX512(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	} else {
		f64GemmAVX2(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	}
}
