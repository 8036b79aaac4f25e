package product

import (
	"sync"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// gemmKernels is how products of one precision are computed.
type gemmKernels[T mat.Float] struct {
	lanes, vectors int                 // of a panel: so many columns are computed at a time, at most
	panel          func(g *product[T]) // computes a product of at most that many columns, not transposed; may be missing
	adds           bool                // panel can add to what C holds
	once           int                 // up to how many rows of A are multiplied at a time by all columns of weights in panels
	direct         func(g *product[T]) // computes a product for which panel does not pay
	transpose      func(dst, src []T, rows, cols, ldDst, ldSrc int)
	jobs, scratch  sync.Pool // of *gemmJob[T], *gemmScratch[T]
}

const (
	// rowsToCopy is the rows of C from which on it pays to copy a panel of B that the second cache does not hold; twice as
	// many where rows are not distantBytes apart. If they are, it pays from manyRows on for one that only the first does not.
	rowsToCopy, manyRows, distantBytes = 16, 128, 2048
	// crowdedRows is how many rows that begin at the same place of a page of pageBytes fill half of what the second cache
	// has for that place, and scatteredBytes over how many bytes rows are spread when the processor does not remember where
	// all of their pages are.
	crowdedRows, pageBytes, scatteredBytes = 256, 4096, 6 << 20
	// rowsToTurn is how many rows C has at most where turning B round does not pay, however many entries they add up.
	rowsToTurn = 32
	// farApart is the distance of A's rows, and columnsToCopy the columns of C, from which on it pays to copy A.
	farApart, columnsToCopy = 256, 256
)

// far reports whether the rows of B, which is not transposed, lie so that a cache does not hold a panel of them until the
// next rows of A, and it pays to copy it.
func (g *product[T]) far() bool {
	var t T
	bytes := g.ldb * int(unsafe.Sizeof(t))
	distant := bytes >= distantBytes
	switch {
	case g.apartB > 0:
		return false
	case g.m >= manyRows && distant:
		return true
	case g.k <= crowdedRows, g.m < rowsToCopy, g.m < 2*rowsToCopy && !distant:
		return false
	}
	places := pageBytes / min(pageBytes, max(1, bytes&-bytes)) // of a page at which rows begin
	return g.k > crowdedRows*places || g.k*bytes > scatteredBytes
}

// compute computes the product in the calling goroutine.
func (k *gemmKernels[T]) compute(g product[T]) {
	s := k.borrow()
	s.whole = g
	if k.panel == nil || g.dots {
		k.directly(s)
	} else {
		k.panels(s)
	}
	k.giveBack(s)
}

// few reports whether rows multiplied by rows are faster than vectors of that many lanes of columns: where C has few columns,
// or so few rows that it does not pay to turn B round. The latter only for gradients, which have no bias: outputs have
// the same bits in batches of more sizes so.
func (g *product[T]) few(lanes int) bool {
	return g.transposed && g.apartB == 0 && (byDots(g.n, g.k) || len(g.bias) == 0 && g.m <= min(rowsToTurn, 2*g.k/lanes))
}

// byDots reports whether so few columns are computed faster as sums over a vector's lanes, of rows multiplied by rows.
func byDots(columns, k int) bool {
	return columns <= mat.DotUnits && k > mat.DotInputs*columns || columns < mat.LeastAside && k > mat.ShortRow
}

// panels computes the product panel by panel, from copies of B's panels where that pays.
func (k *gemmKernels[T]) panels(s *gemmScratch[T]) {
	g := &s.whole
	switch {
	case k.adds && g.apartB > 0 && !g.transposed:
		k.alongPanels(s)
		return
	case k.adds && g.streams() && g.m < rowsToCopy:
		k.blocks(s, streamedRows, false)
		return
	case k.adds && g.streams():
		k.blocks(s, copiedBlock, true)
		return
	case k.adds && g.long() && g.n <= k.lanes*k.vectors:
		k.blocks(s, longBlock, false)
		return
	}
	far := g.far()
	for j, n := 0, 0; j < g.n; j += n {
		n = share(g.together(j), k.lanes, k.across(g.m))
		s.part = g.part(0, g.m, j, j+n)
		if far || g.transposed {
			k.copyB(&s.part, s)
		}
		k.panel(&s.part)
	}
}

const (
	// streamedBytes is from how many bytes of B on no near cache holds it, streamedRows how many rows of it are multiplied at a time, and
	// copiedBlock how many where panels of them are copied: their pages are remembered from panel to panel.
	streamedBytes, streamedRows, copiedBlock = 8 << 20, 64, 512
)

// streams reports whether B is so large, with rows so far apart, that it is multiplied in the order in which it lies in memory.
func (g *product[T]) streams() bool {
	var t T
	bytes := g.ldb * int(unsafe.Sizeof(t))
	return !g.transposed && !g.short && bytes >= distantBytes && g.k*bytes >= streamedBytes
}

// longBytes is how many bytes a panel of B takes from which on it is multiplied block by block, of longBlock rows, where C has at least longRows:
// else each few of them would read it from a far cache.
const longBytes, longBlock, longRows = 1 << 20, 256, 8

// long reports whether B, which is one panel, is multiplied so. Short products, whose entries have several sums, would be added in another
// order.
func (g *product[T]) long() bool {
	var t T
	return !g.transposed && !g.short && g.stepA == 1 && g.m >= longRows && g.k*g.ldb*int(unsafe.Sizeof(t)) >= longBytes
}

// blocks computes the product by blocks of so many of B's rows, or of copies of them: those after the first add to the sums that C holds.
// Sums are added in the same order as without blocks.
func (k *gemmKernels[T]) blocks(s *gemmScratch[T], rows int, copies bool) {
	g := &s.whole
	for p := 0; p < g.k; p += rows {
		for j, n := 0, 0; j < g.n; j += n {
			n = share(g.together(j), k.lanes, k.across(g.m))
			s.part = g.part(0, g.m, j, j+n)
			s.part.step(p, min(p+rows, g.k))
			if copies {
				k.copyB(&s.part, s)
			}
			k.panel(&s.part)
		}
	}
}

// across is how many vectors of columns a panel of so many rows has at most. Where registers hold the sums of few vectors only, the
// panels of two or three rows are wider.
func (k *gemmKernels[T]) across(rows int) int {
	switch {
	case rows <= 2:
		return max(k.vectors, 4)
	case rows == 3:
		return max(k.vectors, 3)
	}
	return k.vectors
}

// share is how many of n columns the next panel gets, where a panel is up to most vectors of some lanes, and all panels
// are to be of about one width.
func share(n, lanes, most int) int {
	if n <= lanes*most {
		return n
	}
	vectors := crew.Ceil(n, lanes)
	return crew.Ceil(vectors, crew.Ceil(vectors, most)) * lanes
}
