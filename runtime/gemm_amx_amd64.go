//go:build !purego

package nn

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// Products by tiles. AMX multiplies bfloat16, so each number of A and B is split into three of them first: of A what
// stays in the second cache, of B a panel of columns at a time.

const (
	amxSide    = 16      // rows of a tile, and columns of one of C
	amxColumns = 32      // of a panel of B
	amxBlock   = 32      // entries of k in a tile
	amxTile    = 512     // bfloat16 of a tile
	amxSplit   = 3 * 512 // of what a tile of A or B is split into
)

// amxEntries is about how many entries of A are split at a time, amxDepth how many of k at most: a piece is computed in
// parts of k where that is more.
const amxEntries, amxDepth = 256 * 512, 512

// amxProduct is a product that is computed in pieces. It is kept for the next one.
type amxProduct struct {
	whole         product[float32]
	rows, columns int         // of a piece
	odd           atomic.Bool // there are numbers of which the parts are no good
}

var (
	amxProducts = sync.Pool{New: func() any { return new(amxProduct) }}
	amxPieces   = sync.Pool{New: func() any { return new(amxPiece) }}
)

// sgemmAMX computes the product, if it is of a size for which tiles pay.
func sgemmAMX(g *product[float32]) bool {
	if !amx || g.size() == 0 || !g.suitsTiles() || !amxAllowed() {
		return false
	}
	byTiles(g)
	return true
}

// suitsTiles reports whether tiles take fewer cycles than vectors do: to multiply, to split the operands, and to copy what
// is no whole tile. The factors are a fit to measurements of 2,400 shapes.
func (g *product[T]) suitsTiles() bool {
	k, n := ceil(g.k, amxBlock)*amxBlock, ceil(g.n, amxSide)*amxSide
	whole := ceil(g.m, amxColumns) * ceil(g.n, amxColumns) * amxColumns * amxColumns * k
	finish := g.m * g.n * 2 / 5
	if g.m%amxSide > 0 || n > g.n {
		finish *= 2
	}
	return whole/75+(g.m+g.n)*k*4/5+finish < g.m*n*g.k*3/80
}

// byTiles computes the product, which is not empty. Vectors take over where a number is not finite, since its parts do
// not add up to it, and where numbers are so large or so small that products of parts are no normal numbers.
func byTiles(g *product[float32]) {
	p := amxProducts.Get().(*amxProduct)
	p.whole = *g
	p.odd.Store(false)
	if pieces := p.cut(); pieces > 1 {
		parallel(pieces, p)
	} else {
		p.piece(0)
	}
	if p.odd.Load() {
		singleGemm[level].gemm(*g)
	}
	p.whole = product[float32]{}
	amxProducts.Put(p)
}

// cut chooses the pieces, and returns how many they are. No sum depends on it. B is split once for each piece down, A once
// for each across: cores share the longer side.
func (p *amxProduct) cut() int {
	m, n := p.whole.m, p.whole.n
	down, across := max(1, (m*min(p.whole.k, amxDepth)+amxEntries/4)/amxEntries), 1
	if cores := runtime.GOMAXPROCS(0); p.whole.shared() && down < cores {
		if m >= n {
			down = max(1, min(cores, m/amxColumns))
		} else {
			across = max(1, min(cores, n/amxColumns))
		}
	}
	p.rows, p.columns = evenly(m, down, 2*amxSide), evenly(n, across, amxColumns)
	return ceil(m, p.rows) * ceil(n, p.columns)
}

// evenly is how many of n each of some parts has, in whole units.
func evenly(n, parts, unit int) int { return ceil(ceil(n, parts), unit) * unit }

// piece computes one piece; they are counted row by row.
func (p *amxProduct) piece(i int) {
	g, across := &p.whole, ceil(p.whole.n, p.columns)
	row, column := i/across*p.rows, i%across*p.columns
	s := amxPieces.Get().(*amxPiece)
	s.whole = g.part(row, min(row+p.rows, g.m), column, min(column+p.columns, g.n))
	depth := evenly(g.k, ceil(g.k, amxDepth), amxBlock)
	for q := 0; q < g.k && !p.odd.Load(); q += depth {
		if !s.add(q, min(q+depth, g.k)) {
			p.odd.Store(true)
		}
	}
	s.whole, s.part = product[float32]{}, product[float32]{}
	amxPieces.Put(s)
}

// amxPiece is a piece of a product, and what one core needs for it.
type amxPiece struct {
	whole, part product[float32] // part is over some of k
	a, b        amxOperand       // b is one panel
	tiles       []float32        // a panel of C whose tiles are whole
}

// add adds the products of q to q1 to the bias, or to what C has from the part before. It reports whether the numbers were
// good for tiles.
func (s *amxPiece) add(q, q1 int) bool {
	g := &s.part
	*g = s.whole.depth(q, q1)
	s.a.splitA(g)
	from, ldFrom := g.bias, 0
	if q > 0 {
		from, ldFrom = g.c, g.ldc
	}
	for j := 0; j < g.n; j += amxColumns {
		panel := g.part(0, g.m, j, min(j+amxColumns, g.n))
		s.b.splitB(&panel)
		if !s.a.multiplies(&s.b, s.whole.k) {
			return false
		}
		begin := &zeros32[0]
		if len(from) > 0 {
			begin = &from[j]
		}
		s.panel(&panel, begin, ldFrom)
	}
	return true
}

// depth returns the product of entries q to q1 of k. All but the last are without a floor.
func (g *product[T]) depth(q, q1 int) product[T] {
	p := *g
	p.k, p.a = q1-q, g.a[q*g.stepA:]
	if g.transposed {
		p.b = g.b[q:]
	} else {
		p.b = g.b[q*g.ldb:]
	}
	if q1 < g.k {
		p.floor = unbounded[T]()
	}
	return p
}

// panel computes a panel of columns from what a and b are split into, in memory of its own where tiles are not whole.
func (s *amxPiece) panel(g *product[float32], from *float32, ldFrom int) {
	c, a, b := &g.c[0], &s.a.split[0], &s.b.split[0]
	m, n, blocks := ceil(g.m, amxSide), ceil(g.n, amxSide), ceil(g.k, amxBlock)
	if g.m%amxSide == 0 && g.n%amxSide == 0 {
		sgemmTilesAMX(c, a, b, from, m, n, blocks, g.ldc, ldFrom)
		if g.floor > unbounded[float32]() {
			sgemmRaiseAMX(c, c, g.m, g.n, g.ldc, g.ldc, g.floor)
		}
		return
	}
	s.tiles = Grow(s.tiles, m*amxSide*amxColumns)
	t := &s.tiles[0]
	sgemmRaiseAMX(t, from, g.m, g.n, amxColumns, ldFrom, unbounded[float32]())
	sgemmTilesAMX(t, a, b, t, m, n, blocks, amxColumns, amxColumns)
	sgemmRaiseAMX(c, t, g.m, g.n, g.ldc, amxColumns, g.floor)
}

// amxOperand is rows of A, or columns of B, split.
type amxOperand struct {
	split []uint16 // one column of tiles after the other
	// The largest absolute value, NaN if there is one, and that of the tiles where it is smallest but not 0.
	largest, smallest float64
}

// multiplies reports whether the products of parts, and k of them added up, are normal numbers, but for those too small
// to count. As smallest is that of some tiles, it does not depend on the pieces.
func (a *amxOperand) multiplies(b *amxOperand, k int) bool {
	const least, most, rounds = 0x1p-100, 0x1p126, 0x1p127 // what is larger may round to an infinite bfloat16
	return a.largest <= rounds && b.largest <= rounds && a.largest*b.largest*float64(k) <= most &&
		a.smallest >= least && b.smallest >= least && a.smallest*b.smallest >= least
}

// begin makes room for n rows of k entries. It returns how much a column of tiles takes.
func (a *amxOperand) begin(n, k int) int {
	tiles := ceil(k, amxBlock) * amxSplit
	a.split = Grow(a.split, ceil(n, amxSide)*tiles)
	a.largest, a.smallest = 0, math.Inf(1)
	return tiles
}

// note takes note of the largest absolute value of some tiles, given by its bits.
func (a *amxOperand) note(bits uint32) {
	v := float64(math.Float32frombits(bits))
	a.largest = max(a.largest, v) // NaN stays
	if v > 0 {
		a.smallest = min(a.smallest, v)
	}
}

func (a *amxOperand) splitA(g *product[float32]) {
	if g.stepA == 1 {
		a.splitRows(g.a, g.m, g.k, g.rowA)
	} else {
		a.splitColumns(g.a, g.m, g.k, g.stepA)
		a.turn()
	}
}

func (b *amxOperand) splitB(g *product[float32]) {
	if g.transposed {
		b.splitRows(g.b, g.n, g.k, g.ldb)
		b.turn()
	} else {
		b.splitColumns(g.b, g.n, g.k, g.ldb)
	}
}

// splitRows splits n rows of k entries.
func (a *amxOperand) splitRows(x []float32, n, k, ld int) {
	tiles := a.begin(n, k)
	for i := 0; i < n; i += amxSide {
		a.note(sgemmRowsAMX(&a.split[i/amxSide*tiles], &x[i*ld], min(amxSide, n-i), k, ld))
	}
}

// splitColumns splits n columns of k entries.
func (a *amxOperand) splitColumns(x []float32, n, k, ld int) {
	tiles := a.begin(n, k)
	for j := 0; j < n; j += amxColumns {
		a.note(sgemmColumnsAMX(&a.split[j/amxSide*tiles], &x[j], min(amxColumns, n-j), k, ld))
	}
}

// turn makes tiles for B of such for A, and the other way round.
func (a *amxOperand) turn() { sgemmTurnAMX(&a.split[0], len(a.split)/amxTile) }
