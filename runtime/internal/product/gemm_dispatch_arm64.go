//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/neon"
)

// A transposed product is a gemvN for each row: it reads B as it lies, and turning B round would take longer than that
// saves.
var (
	singleNEON     = gemmKernels[float32]{lanes: 4, vectors: 16, panel: f32GemmPanelNEON, transpose: mat.Transpose[float32]}
	doubleNEON     = gemmKernels[float64]{lanes: 2, vectors: 16, panel: f64GemmPanelNEON, transpose: mat.Transpose[float64]}
	singleRowsNEON = gemmKernels[float32]{lanes: 4, vectors: 16, direct: f32GemmRowsNEON}
	doubleRowsNEON = gemmKernels[float64]{lanes: 2, vectors: 16, direct: f64GemmRowsNEON}
)

func f32Gemm(g *product[float32]) {
	switch {
	case cpu.Level == cpu.Go:
		singleBodies.gemm(*g)
	case g.transposed && g.apartB == 0:
		singleRowsNEON.gemm(*g)
	default:
		singleNEON.gemm(*g)
	}
}

func f64Gemm(g *product[float64]) {
	switch {
	case cpu.Level == cpu.Go:
		doubleBodies.gemm(*g)
	case g.transposed && g.apartB == 0:
		doubleRowsNEON.gemm(*g)
	default:
		doubleNEON.gemm(*g)
	}
}

func f32GemmPanelNEON(g *product[float32]) {
	neon.F32Gemm(&g.c[0], unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(g.bias),
		g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, g.floor)
}

func f32GemmRowsNEON(g *product[float32]) {
	for i := range g.m {
		neon.F32GemvN(&g.c[i*g.ldc], unsafe.SliceData(g.b), unsafe.SliceData(g.bias), unsafe.SliceData(g.a[i*g.rowA:]),
			g.n, g.k, g.ldb, g.floor)
	}
}

func f64GemmPanelNEON(g *product[float64]) {
	neon.F64Gemm(&g.c[0], unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(g.bias),
		g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, g.floor)
}

func f64GemmRowsNEON(g *product[float64]) {
	for i := range g.m {
		neon.F64GemvN(&g.c[i*g.ldc], unsafe.SliceData(g.b), unsafe.SliceData(g.bias), unsafe.SliceData(g.a[i*g.rowA:]),
			g.n, g.k, g.ldb, g.floor)
	}
}
