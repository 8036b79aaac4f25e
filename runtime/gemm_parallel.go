package nn

const (
	// parallelSize is how many multiplications a product must have to be shared between cores, and joinedSize how many
	// while helpers are about, so that no core has to be woken.
	parallelSize, joinedSize = 4_000_000, 3 << 19
	// pieceSize is how many a piece has at least.
	pieceSize = 1 << 19
	// manyPieces is how many pieces there are at most.
	manyPieces = 16
	// pieceRows divides the rows of a piece: by this, most tiles fit.
	pieceRows = 12
	// turnedRows is how many rows a piece has at least that turns B round for itself.
	turnedRows = 96
)

// gemmJob is a product that several cores share. It is kept, so that nothing is allocated for the next one.
type gemmJob[T Float] struct {
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
	g.dots = g.few()
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
	parallel(pieces int, t task)
	// size is how many multiplications of the product would take about as long.
	size() int
}

// parallel does the pieces of t, which are those of the product, and what is beside it.
func (g *product[T]) parallel(pieces int, t task) {
	if g.beside == nil {
		parallel(pieces, t)
	} else {
		g.beside.parallel(pieces, t)
	}
}

// shared reports whether it is worth while to share the product between cores.
func (g *product[T]) shared() bool {
	return g.beside != nil || g.size() >= parallelSize || g.size() >= joinedSize && helpers.Load() > 0
}

// size is how many multiplications the product has.
func (g *product[T]) size() int { return g.m * g.n * g.k }

// split chooses the pieces: panels of columns where there are many, else rows.
func (j *gemmJob[T]) split() int {
	pieces := min(manyPieces, j.whole.size()/pieceSize)
	unit, least := j.kernels.lanes*j.kernels.vectors, pieceRows
	if j.whole.transposed {
		least = turnedRows
	}
	if j.whole.n >= 8*unit || j.whole.m < 2*least {
		j.rows, j.columns = j.whole.m, roundUp(j.whole.n/pieces, unit)
	} else {
		j.rows, j.columns = max(least, roundUp(j.whole.m/pieces, pieceRows)), j.whole.n
	}
	return ceil(j.whole.m, j.rows) * ceil(j.whole.n, j.columns)
}

// piece computes piece i: one of the two counts of pieces is 1.
func (j *gemmJob[T]) piece(i int) {
	row, column := i*j.rows, i*j.columns
	if j.rows == j.whole.m {
		row = 0
	} else {
		column = 0
	}
	j.kernels.compute(j.whole.part(row, min(row+j.rows, j.whole.m), column, min(column+j.columns, j.whole.n)))
}

// roundUp is the least multiple of unit that is greater than n.
func roundUp(n, unit int) int { return (n/unit + 1) * unit }
