package product

import (
	"runtime"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Products with weights that have a tail are two products, or one with a copy of the weights.

// rowsTogether is how many rows of g, whose weights have a tail, are multiplied by all units before the next: those that a near cache holds,
// or all where several cores share them. The tail comes last: it takes less time for a row than a far cache.
func (g *product[T]) rowsTogether() int {
	if g.m*g.k <= nearEntries || g.shared() && runtime.GOMAXPROCS(0) > 1 {
		return max(1, g.m)
	}
	return max(leastTogether, nearEntries/g.k)
}

// leastTogether is how many rows are multiplied together at least: fewer do not make up for what a product begins with.
const leastTogether = 2 * rowsToCopy

// cutColumns takes the units of the tail from g, which is gemmNN with them as columns, and returns the product that
// computes them.
func (g *product[T]) cutColumns() product[T] {
	t, n := *g, g.ldb
	t.c, t.b, t.n = from(g.c, n), g.b[g.k*n:], g.n-n
	t.transposed, t.ldb = true, g.k
	if len(g.bias) > 0 {
		t.bias, g.bias = g.bias[n:], g.bias[:n]
	}
	g.n = n
	return t
}

// cutRows takes the units of the tail from g, which is gemmTN, and returns the product that computes their gradient, with
// a row for each.
func (g *product[T]) cutRows() product[T] {
	n := g.ldc
	t := gemmTN(g.c[g.m*n:], from(g.b, n), g.a, g.n-n, g.m, g.k, g.m)
	t.stepA = g.ldb
	g.n = n
	return t
}

// turnTail makes g, which is gemmNT with the units as entries of k, a product with a copy of the weights in s: there each
// unit has a row, as it has in the tail.
func (g *product[T]) turnTail(s *gemmScratch[T], transpose func(dst, src []T, rows, cols, ldDst, ldSrc int)) {
	inputs, ld := g.n, (crew.Ceil(g.n, turnedLine)|1)*turnedLine
	s.copy = mat.Grow(s.copy, g.k*ld)
	transpose(s.copy, g.b, inputs, g.ldb, ld, g.ldb)
	for o := g.ldb; o < g.k; o++ {
		copy(s.copy[o*ld:][:inputs], g.b[o*inputs:])
	}
	g.b, g.ldb, g.transposed = s.copy, ld, false
}

// turnedLine is how many numbers fill a cache line, or two: rows of the copy begin with one, an odd number apart, so that
// they lie evenly in a cache.
const turnedLine = 16
