package product

import "github.com/nngen/nngen/runtime/internal/mat"

// gemmScratch holds a product, one of its parts, and a copy of an operand. It is kept for the next product.
type gemmScratch[T mat.Float] struct {
	whole, part product[T]
	copy        []T
}

// borrow returns scratch.
func (k *gemmKernels[T]) borrow() *gemmScratch[T] {
	if s, ok := k.scratch.Get().(*gemmScratch[T]); ok {
		return s
	}
	return new(gemmScratch[T])
}

// giveBack keeps scratch, but not what it points to.
func (k *gemmKernels[T]) giveBack(s *gemmScratch[T]) {
	s.whole, s.part = product[T]{}, product[T]{}
	k.scratch.Put(s)
}

// copyB copies the product's B, which is a panel, to s, not transposed and with its rows side by side.
func (k *gemmKernels[T]) copyB(g *product[T], s *gemmScratch[T]) {
	ld := k.lanes * max(k.vectors, 4)
	s.copy = mat.Grow(s.copy, g.k*ld)
	switch {
	case g.transposed && g.apartB > 0:
		g.turnPanels(s.copy, ld, k.transpose)
	case g.transposed:
		k.transpose(s.copy, g.b, g.n, g.k, ld, g.ldb)
	default:
		for p := range g.k {
			copy(s.copy[p*ld:][:g.n], g.b[p*g.ldb:])
		}
	}
	g.b, g.ldb, g.apartB, g.transposed = s.copy, ld, 0, false
}

// copiesA reports whether A's columns are to be copied first.
func (k *gemmKernels[T]) copiesA(g *product[T]) bool {
	return k.panel != nil && g.stepA >= farApart && g.n >= columnsToCopy
}

// copyA copies the product's A, which is transposed, to s, where it is not.
func (k *gemmKernels[T]) copyA(g *product[T], s *gemmScratch[T]) {
	s.copy = mat.Grow(s.copy, g.m*g.k)
	k.transpose(s.copy, g.a, g.k, g.m, g.k, g.stepA)
	g.a, g.rowA, g.stepA = s.copy, g.k, 1
}
