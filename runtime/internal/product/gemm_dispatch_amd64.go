//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// The kernels by their level. Small products go to them at once, past everything that is there for large ones.
var (
	singleGemm = [...]*gemmKernels[float32]{
		&singleBodies,
		{lanes: 8, vectors: 2, panel: f32GemmPanel, adds: true, once: 3, direct: f32GemmDots, transpose: mat.F32TransposeStrided},
		{lanes: 16, vectors: 4, panel: f32GemmPanel, adds: true, once: fullRows, direct: f32GemmDots, transpose: mat.F32TransposeStrided},
	}
	doubleGemm = [...]*gemmKernels[float64]{
		&doubleBodies,
		{lanes: 4, vectors: 2, panel: f64GemmPanel, adds: true, once: 3, direct: f64GemmDots, transpose: mat.F64TransposeStrided},
		{lanes: 8, vectors: 4, panel: f64GemmPanel, adds: true, once: fullRows, direct: f64GemmDots, transpose: mat.F64TransposeStrided},
	}
)

func f32Gemm(g *product[float32]) {
	k := singleGemm[cpu.Level]
	g.short = isShort(g.n)
	switch {
	case f32GemmAMX(g):
	case cpu.Level == cpu.Go || !g.small():
		k.gemm(*g)
	case g.few(k.lanes):
		f32GemmDots(g)
	case !g.transposed && g.n <= k.lanes*k.across(g.m):
		f32GemmPanel(g)
	default:
		k.gemm(*g)
	}
}

func f64Gemm(g *product[float64]) {
	k := doubleGemm[cpu.Level]
	switch {
	case cpu.Level == cpu.Go || !g.small():
		k.gemm(*g)
	case g.few(k.lanes):
		f64GemmDots(g)
	case !g.transposed && g.n <= k.lanes*k.across(g.m):
		f64GemmPanel(g)
	default:
		k.gemm(*g)
	}
}

// isShort reports whether so many columns fit one or two vectors of AVX-512, and not half of one.
func isShort(n int) bool { return n > 8 && n <= 32 }

// small reports whether the product is neither empty nor large, and no rows of B are far, or many, so that one call may be enough.
func (g *product[T]) small() bool {
	return g.m > 0 && g.n > 0 && !g.far() && !g.long() && !g.shared()
}
