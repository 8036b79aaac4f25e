//go:build !purego

package nn

import "unsafe"

// A transposed product is a gemvN for each row: it reads B as it lies, and turning B round would take longer than that
// saves.
var (
	singleNEON     = gemmKernels[float32]{lanes: 4, vectors: 16, panel: sgemmPanelNEON, transpose: transpose[float32]}
	doubleNEON     = gemmKernels[float64]{lanes: 2, vectors: 16, panel: dgemmPanelNEON, transpose: transpose[float64]}
	singleRowsNEON = gemmKernels[float32]{lanes: 4, vectors: 16, direct: sgemmRowsNEON}
	doubleRowsNEON = gemmKernels[float64]{lanes: 2, vectors: 16, direct: dgemmRowsNEON}
)

func sgemm(g *product[float32]) {
	switch {
	case level == levelGo:
		singleBodies.gemm(*g)
	case g.transposed:
		singleRowsNEON.gemm(*g)
	default:
		singleNEON.gemm(*g)
	}
}

func dgemm(g *product[float64]) {
	switch {
	case level == levelGo:
		doubleBodies.gemm(*g)
	case g.transposed:
		doubleRowsNEON.gemm(*g)
	default:
		doubleNEON.gemm(*g)
	}
}

func sgemmPanelNEON(g *product[float32]) {
	sgemmNEON(&g.c[0], unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(g.bias),
		g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, g.floor)
}

func sgemmRowsNEON(g *product[float32]) {
	for i := range g.m {
		sgemvNNEON(&g.c[i*g.ldc], unsafe.SliceData(g.b), unsafe.SliceData(g.bias), unsafe.SliceData(g.a[i*g.rowA:]),
			g.n, g.k, g.ldb, g.floor)
	}
}

func dgemmPanelNEON(g *product[float64]) {
	dgemmNEON(&g.c[0], unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(g.bias),
		g.m, g.n, g.k, g.ldc, g.rowA, g.stepA, g.ldb, g.floor)
}

func dgemmRowsNEON(g *product[float64]) {
	for i := range g.m {
		dgemvNNEON(&g.c[i*g.ldc], unsafe.SliceData(g.b), unsafe.SliceData(g.bias), unsafe.SliceData(g.a[i*g.rowA:]),
			g.n, g.k, g.ldb, g.floor)
	}
}
