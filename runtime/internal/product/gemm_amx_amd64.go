//go:build !purego

package product

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Products by tiles. AMX multiplies bfloat16, so each number of A and B is split into three of them first: of A what
// stays in the second cache, of B a panel of columns at a time.

const (
	amxSide    = 16      // rows of a tile, and columns of one of C
	amxColumns = 32      // of a panel of B
	amxBlock   = 32      // entries of k in a tile
	amxTile    = 512     // bfloat16 of a tile
	amxSplit   = 3 * 512 // of what a tile of A or B is split into
	amxLast    = 4       // entries of k at most that vectors add
)

// amxEntries is about how many entries of A are split at a time, amxDepth how many of k at most: a piece is computed in
// parts of k where that is more.
const amxEntries, amxDepth = 256 * 512, 512

// amxApart is how many entries C has at most where the results of parts of k are added up in the end.
const amxApart = 1 << 14

// amxProduct is a product that is computed in pieces. It is kept for the next one.
type amxProduct struct {
	whole         product[float32]
	rows, columns int          // of a piece
	deep          bool         // pieces are parts of k
	apart         []float32    // the results of these but for the first
	panels        atomic.Int32 // that the first part has done
	added         int          // panels that have the results of the others
	odd           atomic.Bool  // there are numbers of which the parts are no good
}

var (
	amxProducts = sync.Pool{New: func() any { return new(amxProduct) }}
	amxPieces   = sync.Pool{New: func() any { return new(amxPiece) }}
)

// f32GemmAMX computes the product, if it is of a size for which tiles pay.
func f32GemmAMX(g *product[float32]) bool {
	if !cpu.AMX || g.size() == 0 || !g.suitsTiles() || !cpu.AMXAllowed() {
		return false
	}
	byTiles(g)
	return true
}

// suitsTiles reports whether tiles take less time than vectors do: to multiply, to split the operands, to finish the sums,
// and to begin; vectors may have to copy B. The factors are a fit to measurements of 1,500 shapes, that of copying to 62.
func (g *product[T]) suitsTiles() bool {
	m, n, last := crew.Ceil(g.m, amxSide)*amxSide, crew.Ceil(g.n, amxSide)*amxSide, g.apart()
	k := crew.Ceil(g.k-last, amxBlock) * amxBlock
	vectors := g.m * n * g.k * 12 / 5
	if !g.transposed && g.far() {
		vectors += n * g.k * 26
	}
	return m*n*k+(g.m+g.n)*k*48+g.m*g.n*(10+2*last)+110_000 < vectors
}

// byTiles computes the product, which is not empty. Vectors take over where a number is not finite, since its parts do
// not add up to it, and where numbers are so large or so small that products of parts are no normal numbers.
func byTiles(g *product[float32]) {
	p := amxProducts.Get().(*amxProduct)
	p.whole = *g
	p.odd.Store(false)
	p.panels.Store(0)
	p.added = 0
	if pieces := p.cut(); (pieces > 1 || g.beside != nil) && g.shared() {
		g.parallel(pieces, p)
	} else {
		for i := range pieces {
			p.Piece(i)
		}
	}
	if p.deep {
		p.addUp()
	}
	if p.odd.Load() {
		g.beside = nil // it is done
		singleGemm[cpu.Level].gemm(*g)
	}
	p.whole = product[float32]{}
	amxProducts.Put(p)
}

// cut chooses the pieces, and returns how many they are. How sums are added depends on the sizes alone, not on the cores:
// in parts of k where there are few rows, so that each core has the same weights in its cache in every product with them.
func (p *amxProduct) cut() int {
	g, parts := &p.whole, crew.Ceil(p.whole.k, p.whole.amxPart())
	p.deep = parts > 1 && g.m <= g.n && g.m*g.n <= amxApart && g.ldc == g.n
	if p.deep {
		p.apart = mat.Grow(p.apart, (parts-1)*g.m*g.n)
		return parts
	}
	m, down, across := g.m, max(1, (g.m*min(g.k, amxDepth)+amxEntries/4)/amxEntries), 1
	if cores := runtime.GOMAXPROCS(0); g.shared() && down < cores {
		// B is split once for each piece down, A once for each across: cores share the longer side.
		if g.m >= g.n {
			down = max(1, min(cores, g.m/amxColumns))
			if g.beside != nil {
				m += g.beside.size() / (g.n * g.k) // the last piece is smaller by these
			}
		} else {
			across = max(1, min(cores, g.n/amxColumns))
		}
	}
	p.rows, p.columns = crew.Evenly(m, down, amxSide), crew.Evenly(g.n, across, max(amxColumns, g.panelUnit()))
	return crew.Ceil(g.m, p.rows) * crew.Ceil(g.n, p.columns)
}

// Piece computes one piece.
func (p *amxProduct) Piece(i int) {
	s := amxPieces.Get().(*amxPiece)
	s.k = p.whole.k
	s.done = nil
	if p.deep {
		s.whole = p.part(i)
		if i == 0 {
			s.done = &p.panels
		}
	} else {
		s.whole = p.block(i)
	}
	depth := s.whole.amxPart()
	for q := 0; q < s.whole.k && !p.odd.Load(); q += depth {
		if !s.add(q, min(q+depth, s.whole.k)) {
			p.odd.Store(true)
		}
	}
	if p.deep && i == 1 && len(p.apart) == p.whole.m*p.whole.n && !p.odd.Load() {
		p.addMeanwhile()
	}
	s.whole, s.now, s.done = product[float32]{}, product[float32]{}, nil
	amxPieces.Put(s)
}

// amxPart is how many entries of k the parts have.
func (g *product[T]) amxPart() int {
	unit := amxBlock
	if g.transposed && g.apartB > 0 {
		unit = max(unit, g.ldb) // a part begins where a panel does
	}
	return crew.Evenly(g.k, crew.Ceil(g.k, amxDepth), unit)
}

// block is piece i of C, counted row by row.
func (p *amxProduct) block(i int) product[float32] {
	g, across := &p.whole, crew.Ceil(p.whole.n, p.columns)
	row, column := i/across*p.rows, i%across*p.columns
	return g.part(row, min(row+p.rows, g.m), column, min(column+p.columns, g.n))
}

// part is part i of k: the first with the bias and in C, the others apart.
func (p *amxProduct) part(i int) product[float32] {
	depth, size := p.whole.amxPart(), p.whole.m*p.whole.n
	g := p.whole.depth(i*depth, min((i+1)*depth, p.whole.k))
	g.floor = mat.Unbounded[float32]()
	if i > 0 {
		g.c, g.bias = p.apart[(i-1)*size:][:size], nil
	}
	return g
}

// addUp adds the results of the other parts to that of the first, panel by panel: to those that have not got them.
func (p *amxProduct) addUp() {
	for j := p.added * amxColumns; j < p.whole.n; j += amxColumns {
		p.addPanel(j)
	}
}

// addPanel adds the results of the other parts in a panel, which begins with column j.
func (p *amxProduct) addPanel(j int) {
	g := &p.whole
	size, columns := g.m*g.n, min(amxColumns, g.n-j)
	for at := 0; at < len(p.apart); at += size {
		floor := mat.Unbounded[float32]()
		if at+size == len(p.apart) {
			floor = g.floor
		}
		f32GemmAddAMX(&g.c[j], &p.apart[at+j], g.m, columns, g.ldc, g.n, floor)
	}
}

// addMeanwhile adds the second of two parts, which is done, to those panels that the first one has done: who does the first
// may need some time for the others.
func (p *amxProduct) addMeanwhile() {
	for p.added < int(p.panels.Load()) {
		p.addPanel(p.added * amxColumns)
		p.added++
	}
}

// amxPiece is a piece of a product, and what one core needs for it.
type amxPiece struct {
	whole, now product[float32] // now is over some entries of k, but for the last
	last       int              // of the entries, which are not split
	k          int              // of all pieces together
	done       *atomic.Int32    // counts the panels, where somebody wants to know
	a, b       amxOperand       // b is one panel
	sums       []float32        // of two rows of tiles
}

// add adds the products of q to q1 to the bias, or to what C has from the part before. It reports whether the numbers were
// good for tiles.
func (s *amxPiece) add(q, q1 int) bool {
	g := &s.now
	*g = s.whole.depth(q, q1)
	s.last = g.apart()
	g.k -= s.last
	s.a.splitA(g)
	for j := 0; j < g.n; j += amxColumns {
		panel := g.part(0, g.m, j, min(j+amxColumns, g.n))
		s.b.splitB(&panel, j+amxColumns < g.n)
		if !s.a.multiplies(&s.b, s.k) {
			return false
		}
		begin, ldBegin := &zeros32[0], 0
		switch {
		case q > 0:
			begin, ldBegin = &panel.c[0], g.ldc
		case len(g.bias) > 0:
			begin = &g.bias[j]
		}
		s.panel(&panel, begin, ldBegin)
		if s.done != nil {
			s.done.Add(1)
		}
	}
	return true
}

// depth returns the product of entries q to q1 of k. All but the last are without a floor.
func (g *product[T]) depth(q, q1 int) product[T] {
	p := *g
	p.k, p.a = q1-q, g.a[q*g.stepA:]
	if g.transposed {
		p.b = g.b[within(q, g.ldb, g.apartB):]
	} else {
		p.b = g.b[q*g.ldb:]
	}
	if q1 < g.k {
		p.floor = mat.Unbounded[T]()
	}
	return p
}

// apart is how many of the last entries of k are left to vectors: too few for a block of tiles.
func (g *product[T]) apart() int {
	if last := g.k % amxBlock; last <= amxLast && g.k > amxBlock && !g.transposed {
		return last
	}
	return 0
}

// panel computes a panel of columns from what a and b are split into.
func (s *amxPiece) panel(g *product[float32], from *float32, ldFrom int) {
	const rows, times = 2 * amxSide, 2 // of rows, some are finished so many times in a block of k
	s.sums = mat.Grow(s.sums, rows*amxColumns)
	blocks, lastA, lastB := crew.Ceil(g.k, amxBlock), &g.a[0], &g.b[0]
	if s.last > 0 {
		lastA, lastB = &g.a[(g.k+s.last-amxLast)*g.stepA], &g.b[g.k*g.ldb]
	}
	f32GemmTilesAMX(&g.c[0], &s.a.split[0], &s.b.split[0], from, &s.sums[0], lastA, lastB,
		g.m, g.n, blocks, crew.Ceil(rows, times*blocks), s.last, g.ldc, ldFrom, g.rowA, g.stepA, g.ldb, g.floor)
}
