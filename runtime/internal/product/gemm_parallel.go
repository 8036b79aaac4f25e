package product

import (
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

const (
	// joinedRows is the rows of C from which on fewer multiplications are worth sharing, since the rows of A are then most
	// often in the cache of the core that gets them: it has computed them.
	joinedRows = 128
	// pieceSize is about how many a piece has at least.
	pieceSize = 1 << 19
	// manyPieces is how many pieces there are at most.
	manyPieces = 16
	// pieceRows divides the rows of a piece: by this, most tiles fit.
	pieceRows = 12
	// copiedRows is how many rows a piece that copies B for itself has at least, where there are as many.
	copiedRows = 96
)

// gemmJob is a product that several cores share. It is kept, so that nothing is allocated for the next one.
type gemmJob[T mat.Float] struct {
	whole         product[T]
	kernels       *gemmKernels[T]
	rows, columns int // of a piece
}

// gemm computes the product in one piece, or in several where that is worth while. Sums are never split: the bits do
// not depend on the pieces.
func (k *gemmKernels[T]) gemm(g product[T]) {
	if g.m == 0 || g.n == 0 {
		return
	}
	g.dots = g.few(k.lanes)
	if !k.copiesA(&g) {
		k.pieces(g)
		return
	}
	s := k.borrow()
	k.copyA(&g, s)
	k.pieces(g)
	k.giveBack(s)
}

// pieces computes the product piece by piece.
func (k *gemmKernels[T]) pieces(g product[T]) {
	if !g.shared() {
		k.compute(g)
		return
	}
	j, ok := k.jobs.Get().(*gemmJob[T])
	if !ok {
		j = &gemmJob[T]{kernels: k}
	}
	j.whole = g
	g.parallel(j.split(), j)
	j.whole = product[T]{}
	k.jobs.Put(j)
}

// company is work that is done beside a product.
type company interface {
	// parallel does the pieces of t, which are those of the product, and that work.
	parallel(pieces int, t crew.Task)
	// size is how many multiplications of the product would take about as long.
	size() int
}

// parallel does the pieces of t, which are those of the product, and what is beside it.
func (g *product[T]) parallel(pieces int, t crew.Task) {
	if g.beside == nil {
		crew.Parallel(pieces, t)
	} else {
		g.beside.parallel(pieces, t)
	}
}

// shared reports whether it is worth while to share the product between cores.
func (g *product[T]) shared() bool {
	size := g.size()
	if size >= pieceSize && g.m >= joinedRows && g.stepA == 1 {
		size = max(size, crew.JoinedSize)
	}
	return g.beside != nil || crew.SharesNow(size)
}

// size is how many multiplications the product has.
func (g *product[T]) size() int { return crew.AtMost(int64(g.m) * int64(g.n) * int64(g.k)) }

// split chooses the pieces, and returns how many they are: panels of columns where there are many, else rows. Where a panel
// is copied, which each piece does for itself, they are rows of one panel.
func (j *gemmJob[T]) split() int {
	g, lanes, vectors := &j.whole, j.kernels.lanes, j.kernels.vectors
	pieces, unit := max(2, min(manyPieces, g.size()/pieceSize)), max(lanes*vectors, g.panelUnit())
	switch {
	case g.n >= 8*unit || g.m < 2*pieceRows:
		j.rows, j.columns = g.m, roundUp(g.n/pieces, unit)
	case j.kernels.panel != nil && !g.dots && (g.transposed || g.far()):
		j.columns = max(share(g.n, lanes, vectors), g.panelUnit())
		j.rows = crew.Evenly(g.m, max(1, min(g.m/copiedRows, pieces/crew.Ceil(g.n, j.columns))), pieceRows)
	default:
		j.rows, j.columns = max(pieceRows, roundUp(g.m/pieces, pieceRows)), g.n
	}
	return crew.Ceil(g.m, j.rows) * crew.Ceil(g.n, j.columns)
}

// Piece computes piece i, counted row by row.
func (j *gemmJob[T]) Piece(i int) {
	across := crew.Ceil(j.whole.n, j.columns)
	row, column := i/across*j.rows, i%across*j.columns
	j.kernels.compute(j.whole.part(row, min(row+j.rows, j.whole.m), column, min(column+j.columns, j.whole.n)))
}

// roundUp is the least multiple of unit that is greater than n.
func roundUp(n, unit int) int { return (n/unit + 1) * unit }
