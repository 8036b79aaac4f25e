package nn

import "sync"

// gemmKernels is how products of one precision are computed.
type gemmKernels[T Float] struct {
	lanes, vectors int                 // of a panel: so many columns are computed at a time, at most
	panel          func(g *product[T]) // computes a product of at most that many columns, not transposed; may be missing
	direct         func(g *product[T]) // computes a product for which panel does not pay
	transpose      func(dst, src []T, rows, cols, ldDst, ldSrc int)
	jobs, scratch  sync.Pool // of *gemmJob[T], *gemmScratch[T]
}

const (
	// farApart is the distance of rows from which on the processor does not see that one follows the other: they are
	// copied first, if that pays.
	farApart = 512
	// rowsToCopy and columnsToCopy are the rows and columns of C from which on it pays to copy B and A.
	rowsToCopy, columnsToCopy = 16, 256
)

// compute computes the product in the calling goroutine.
func (k *gemmKernels[T]) compute(g product[T]) {
	s := k.borrow()
	s.whole = g
	if k.panel == nil || g.dots {
		k.direct(&s.whole)
	} else {
		k.panels(s)
	}
	k.giveBack(s)
}

// few reports whether C has so few columns that rows multiplied by rows are faster than vectors of columns.
func (g *product[T]) few() bool { return g.transposed && g.n < 8 && g.k > 10*g.n }

// panels computes the product panel by panel, from copies of B's panels where that pays.
func (k *gemmKernels[T]) panels(s *gemmScratch[T]) {
	g := &s.whole
	far := g.ldb >= farApart && g.m >= rowsToCopy
	for j, n := 0, 0; j < g.n; j += n {
		n = share(g.n-j, k.lanes, k.vectors)
		s.part = g.part(0, g.m, j, j+n)
		if far || g.transposed {
			k.copyB(&s.part, s)
		}
		k.panel(&s.part)
	}
}

// share is how many of n columns the next panel gets, where a panel is up to most vectors of some lanes, and all panels
// are to be of about one width.
func share(n, lanes, most int) int {
	if n <= lanes*most {
		return n
	}
	vectors := ceil(n, lanes)
	return ceil(vectors, ceil(vectors, most)) * lanes
}

// ceil is a/b, rounded up.
func ceil(a, b int) int { return (a + b - 1) / b }

// evenly is how many of n each of some parts has, in whole units.
func evenly(n, parts, unit int) int { return ceil(ceil(n, parts), unit) * unit }
