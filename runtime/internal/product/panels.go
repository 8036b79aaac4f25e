package product

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
	// panelBlock is how many entries of a panel are multiplied by all rows of A before the next: a near cache holds them.
	panelBlock = 1 << 16
	// nearEntries is up to how many entries of A the second cache holds: panels then come one after the other, else those rows of all.
	nearEntries = 1 << 17
)

// alongPanels computes the product with a B in panels. Sums are added in the same order as without.
func (k *gemmKernels[T]) alongPanels(s *gemmScratch[T]) {
	g := &s.whole
	if g.m*g.k > nearEntries {
		k.blocks(s, 0, g.n, panelBlock/g.ldb, false)
		return
	}
	for j, n := 0, 0; j < g.n; j += n {
		n = g.together(j)
		k.blocks(s, j, j+n, panelBlock/g.ldb, false)
	}
}
