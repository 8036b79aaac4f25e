package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Products with weights in panels. What computes columns of one panel sees a matrix with rows of ld entries; so columns are cut where a
// panel ends. A part begins where a panel does, unless it ends within it.

// within is the place of column j, which lies in panels of ld columns unless apart is 0.
func within(j, ld, apart int) int {
	if apart == 0 {
		return j
	}
	return j/ld*apart + j%ld
}

// together is how many columns from j on lie in the same panel, of B and of C.
func (g *product[T]) together(j int) int {
	n := g.n - j
	if g.apartB > 0 && !g.transposed {
		n = min(n, g.ldb-j%g.ldb)
	}
	if g.apartC > 0 {
		n = min(n, g.ldc-j%g.ldc)
	}
	return n
}

// panelUnit divides the columns of parts, where it is above 1.
func (g *product[T]) panelUnit() int {
	switch {
	case g.apartB > 0 && !g.transposed:
		return g.ldb
	case g.apartC > 0:
		return g.ldc
	}
	return 1
}

// turnPanels copies the product's transposed B, the columns of which lie in panels, to dst with rows of ld entries.
func (g *product[T]) turnPanels(dst []T, ld int, transpose func(dst, src []T, rows, cols, ldDst, ldSrc int)) {
	for p := 0; p < g.k; p += g.ldb {
		transpose(dst[p*ld:], g.b[p/g.ldb*g.apartB:], g.n, min(g.ldb, g.k-p), ld, g.ldb)
	}
}

// directly computes the product without copies but of a B that is transposed and in panels, panel by panel where there are any.
func (k *gemmKernels[T]) directly(s *gemmScratch[T]) {
	g := &s.whole
	if g.apartB == 0 && g.apartC == 0 {
		k.direct(g)
		return
	}
	for j, n := 0, 0; j < g.n; j += n {
		n = min(g.together(j), k.lanes*k.vectors)
		s.part = g.part(0, g.m, j, j+n)
		if g.transposed {
			k.copyB(&s.part, s)
		}
		k.direct(&s.part)
	}
}

const (
	// aheadBytes is how far ahead weights are fetched that no rows are left to be multiplied by.
	aheadBytes = 1 << 14
	// nearEntries is about how many entries of A the second cache holds beside B, and nearDepth about how many of a row are among them where
	// it cannot hold all: so many are multiplied by all panels before the next.
	nearEntries, nearDepth = 1 << 17, 1 << 10
)

// panelBlock is how many bytes of a panel are multiplied by rows of A at a time: the first cache holds them. Where AVX-512 takes its vectors in
// halves, it multiplies no faster than the second cache is read: they may fill a quarter of that, and sums are stored less often.
func panelBlock() int {
	if cpu.Halved() {
		return 1 << 18
	}
	return 1 << 15
}

// alongPanels computes the product with a B in panels. Sums are added in the same order as without.
func (k *gemmKernels[T]) alongPanels(s *gemmScratch[T]) {
	var t T
	g, size := &s.whole, int(unsafe.Sizeof(t))
	block, ahead, rows, depth := g.k, aheadBytes/size, g.m, g.k
	if g.m > k.once {
		block = max(1, min(g.k, panelBlock()/size/g.ldb))
		ahead = block * g.ldb
	}
	if rows*depth > nearEntries {
		depth = crew.Evenly(depth, crew.Ceil(depth, nearDepth), block)
		rows = crew.Evenly(rows, crew.Ceil(rows*depth, nearEntries), pieceRows)
	}
	for p := 0; p < g.k; p += depth {
		for i := 0; i < g.m; i += rows {
			for j, n := 0, 0; j < g.n; j += n {
				n = g.together(j)
				s.part = g.part(i, min(i+rows, g.m), j, j+n)
				s.part.ahead = ahead
				k.alongPanel(s, p, min(p+depth, g.k), block)
			}
		}
	}
}

// alongPanel computes a part with columns of one panel, from entries p to p1 of k, block by block. Behind the last comes the next panel.
func (k *gemmKernels[T]) alongPanel(s *gemmScratch[T], p, p1, block int) {
	panel, first := s.part, p
	for ; p < p1; p += block {
		if p+block >= p1 && panel.m > k.once {
			panel.ahead = panel.apartB - (p-first)*panel.ldb
		}
		for j, n := 0, 0; j < panel.n; j += n {
			n = share(panel.n-j, k.lanes, k.across(panel.m))
			s.part = panel.part(0, panel.m, j, j+n)
			s.part.step(p, min(p+block, p1))
			k.panel(&s.part)
		}
	}
}

// step makes g the product of entries p to p1 of k, which adds to what C holds where p is not the first.
func (g *product[T]) step(p, p1 int) {
	if p1 < g.k {
		g.floor = mat.Unbounded[T]()
	}
	g.a, g.b, g.k, g.begun = from(g.a, p*g.stepA), from(g.b, p*g.ldb), p1-p, g.begun || p > 0
}
