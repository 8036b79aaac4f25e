//go:build !purego

package nn

// The kernels by their level. Small products go to them at once, past everything that is there for large ones.
var (
	singleGemm = [...]*gemmKernels[float32]{
		&singleBodies,
		{lanes: 8, vectors: 2, panel: sgemmPanel, direct: sgemmDots, transpose: stranspose},
		{lanes: 16, vectors: 4, panel: sgemmPanel, direct: sgemmDots, transpose: stranspose},
	}
	doubleGemm = [...]*gemmKernels[float64]{
		&doubleBodies,
		{lanes: 4, vectors: 2, panel: dgemmPanel, direct: dgemmDots, transpose: dtranspose},
		{lanes: 8, vectors: 4, panel: dgemmPanel, direct: dgemmDots, transpose: dtranspose},
	}
)

func sgemm(g *product[float32]) {
	k := singleGemm[level]
	switch {
	case sgemmAMX(g):
	case level == levelGo || !g.small():
		k.gemm(*g)
	case g.few(k.lanes):
		sgemmDots(g)
	case !g.transposed && g.n <= k.lanes*k.vectors:
		sgemmPanel(g)
	default:
		k.gemm(*g)
	}
}

func dgemm(g *product[float64]) {
	k := doubleGemm[level]
	switch {
	case level == levelGo || !g.small():
		k.gemm(*g)
	case g.few(k.lanes):
		dgemmDots(g)
	case !g.transposed && g.n <= k.lanes*k.vectors:
		dgemmPanel(g)
	default:
		k.gemm(*g)
	}
}

// small reports whether the product is neither empty nor large, and no rows of B are far, so that one call may be enough.
func (g *product[T]) small() bool {
	return g.m > 0 && g.n > 0 && !g.far() && !g.shared()
}
