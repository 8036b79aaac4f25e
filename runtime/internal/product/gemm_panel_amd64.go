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

func f32GemmPanel(g *product[float32]) {
	a, b, bias, ldbias := unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(zeros32[:]), 0
	switch {
	case g.begun:
		bias, ldbias = &g.c[0], g.ldc
	case len(g.bias) > 0:
		bias = &g.bias[0]
	}
	if cpu.Level == cpu.AVX512 && g.short {
		f32GemmShortAVX512(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	} else if cpu.Level == cpu.AVX512 && g.n > 8 {
		f32GemmAVX512(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	} else {
		f32GemmAVX2(&g.c[0], a, b, bias, g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, ldbias, g.floor)
	}
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
