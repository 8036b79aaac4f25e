//go:build !purego

package nn

import (
	"sync"
	"sync/atomic"
)

// Products by tiles. AMX multiplies bfloat16, so each number of A and B is split into three of them first. One operand is
// split whole, the other piece by piece, each of which stays in the second cache.

const (
	amxSide    = 16      // rows of a tile, and columns of one of C
	amxColumns = 32      // of a panel of B
	amxBlock   = 32      // entries of k in a tile
	amxTile    = 512     // bfloat16
	amxSplit   = 3 * 512 // what a tile of A or B is split into
)

const (
	// wholeB is how many entries B has at most if it is what is split whole; A has no more than pieceA in a piece then.
	wholeB, pieceA = 128 << 10, 48 << 10
	// Where B is larger, the parts of A that are split whole have at most so many rows and entries of k.
	partRows, partDepth = 256, 512
)

// amxProduct is a product of which one operand, or a part of it, is split whole. It is kept for the next one.
type amxProduct struct {
	part   product[float32] // over some rows, and some of k
	from   []float32        // what is added to the products, in rows ldFrom apart
	ldFrom int
	shared amxOperand
	byRows bool // a piece is rows, and B is shared; else a piece is a panel of columns
	rows   int  // of such a piece
	odd    atomic.Bool
}

// amxPiece is what one core needs for a piece.
type amxPiece struct {
	part  product[float32]
	own   amxOperand
	tiles []float32 // a panel of C whose tiles are whole
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

// byTiles computes the product, which is not empty. The parts of a number that is not finite do not add up to it: where
// there is one, vectors take over.
func byTiles(g *product[float32]) {
	p := amxProducts.Get().(*amxProduct)
	p.odd.Store(false)
	if p.byRows = g.n*g.k <= wholeB; p.byRows {
		p.rows = max(2*amxColumns, pieceA/g.k/amxColumns*amxColumns)
		p.compute(g, 0, g.m, 0, g.k)
	} else {
		for i := 0; i < g.m; i += partRows {
			for q := 0; q < g.k; q += partDepth {
				p.compute(g, i, min(i+partRows, g.m), q, min(q+partDepth, g.k))
			}
		}
	}
	if p.odd.Load() {
		singleGemm[level].gemm(*g)
	}
	p.part, p.from = product[float32]{}, nil
	amxProducts.Put(p)
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

// compute computes rows i to i1, and adds the products of q to q1.
func (p *amxProduct) compute(g *product[float32], i, i1, q, q1 int) {
	p.begin(g, i, i1, q, q1)
	pieces, finite := ceil(g.n, amxColumns), false
	if p.byRows {
		pieces, finite = ceil(g.m, p.rows), p.shared.splitB(&p.part)
	} else {
		finite = p.shared.splitA(&p.part)
	}
	switch {
	case !finite:
		p.odd.Store(true)
	case p.part.size() < parallelSize:
		for i := range pieces {
			p.piece(i)
		}
	default:
		parallel(pieces, p)
	}
}

// begin sets the part, and what its sums begin with: the bias, or what there is from the part before.
func (p *amxProduct) begin(g *product[float32], i, i1, q, q1 int) {
	p.part = g.part(i, i1, 0, g.n)
	p.part.k = q1 - q
	p.part.a = p.part.a[q*g.stepA:]
	if g.transposed {
		p.part.b = p.part.b[q:]
	} else {
		p.part.b = p.part.b[q*g.ldb:]
	}
	if q1 < g.k {
		p.part.floor = unbounded[float32]()
	}
	switch {
	case q > 0:
		p.from, p.ldFrom = p.part.c, g.ldc
	case len(g.bias) > 0:
		p.from, p.ldFrom = g.bias, 0
	default:
		p.from, p.ldFrom = nil, 0
	}
}

// piece computes some rows, or a panel of columns.
func (p *amxProduct) piece(i int) {
	if p.odd.Load() {
		return
	}
	g, s, from := &p.part, amxPieces.Get().(*amxPiece), p.from
	var finite bool
	a, b := &p.shared, &s.own
	if p.byRows {
		a, b = b, a
		s.part = g.part(i*p.rows, min((i+1)*p.rows, g.m), 0, g.n)
		finite = s.own.splitA(&s.part)
	} else {
		s.part = g.part(0, g.m, i*amxColumns, min((i+1)*amxColumns, g.n))
		finite = s.own.splitB(&s.part)
		from = fromColumn(from, i*amxColumns)
	}
	if finite {
		s.multiply(*a, *b, from, p.ldFrom)
	} else {
		p.odd.Store(true)
	}
	s.part = product[float32]{}
	amxPieces.Put(s)
}

// fromColumn is from behind its first j columns; nil stays nil.
func fromColumn(from []float32, j int) []float32 {
	if from == nil {
		return nil
	}
	return from[j:]
}

// multiply computes the piece panel by panel.
func (s *amxPiece) multiply(a, b amxOperand, from []float32, ldFrom int) {
	g, tiles := &s.part, ceil(s.part.k, amxBlock)*amxSplit // of 16 columns of B
	for j := 0; j < g.n; j += amxColumns {
		begin := &zeros32[0]
		if from != nil {
			begin = &from[j]
		}
		s.panel(&g.c[j], &a[0], &b[j/amxSide*tiles], begin, min(amxColumns, g.n-j), ldFrom)
	}
}

// panel computes a panel of n columns, in memory of its own where its tiles are not whole.
func (s *amxPiece) panel(c *float32, a, b *uint16, from *float32, n, ldFrom int) {
	g, blocks := &s.part, ceil(s.part.k, amxBlock)
	if g.m%amxSide == 0 && n%amxSide == 0 {
		sgemmTilesAMX(c, a, b, from, g.m/amxSide, n/amxSide, blocks, g.ldc, ldFrom)
		if g.floor > unbounded[float32]() {
			sgemmRaiseAMX(c, c, g.m, n, g.ldc, g.ldc, g.floor)
		}
		return
	}
	m := ceil(g.m, amxSide)
	s.tiles = Grow(s.tiles, m*amxSide*amxColumns)
	t := &s.tiles[0]
	sgemmRaiseAMX(t, from, g.m, n, amxColumns, ldFrom, unbounded[float32]())
	sgemmTilesAMX(t, a, b, t, m, ceil(n, amxSide), blocks, amxColumns, amxColumns)
	sgemmRaiseAMX(c, t, g.m, n, g.ldc, amxColumns, g.floor)
}

// amxOperand is A or B, split: one column of tiles after the other.
type amxOperand []uint16

// reserve makes room for n rows of A, or columns of B.
func (o *amxOperand) reserve(n, k int) {
	*o = Grow(*o, ceil(n, amxSide)*ceil(k, amxBlock)*amxSplit)
}

// splitA splits A, and reports whether it is finite.
func (o *amxOperand) splitA(g *product[float32]) bool {
	o.reserve(g.m, g.k)
	if g.stepA != 1 {
		return o.splitColumns(g.a, g.m, g.k, g.stepA) && o.turn()
	}
	return o.splitRows(g.a, g.m, g.k, g.rowA)
}

// splitB splits B, and reports whether it is finite.
func (o *amxOperand) splitB(g *product[float32]) bool {
	o.reserve(g.n, g.k)
	if g.transposed {
		return o.splitRows(g.b, g.n, g.k, g.ldb) && o.turn()
	}
	return o.splitColumns(g.b, g.n, g.k, g.ldb)
}

// splitRows splits n rows of k entries.
func (o *amxOperand) splitRows(x []float32, n, k, ld int) bool {
	odd, dst := uint32(0), *o
	for i := 0; i < n; i += amxSide {
		odd |= sgemmRowsAMX(&dst[0], &x[i*ld], min(amxSide, n-i), k, ld)
		dst = dst[ceil(k, amxBlock)*amxSplit:]
	}
	return odd == 0
}

// splitColumns splits n columns of k entries.
func (o *amxOperand) splitColumns(x []float32, n, k, ld int) bool {
	odd, dst := uint32(0), *o
	for j := 0; j < n; j += amxColumns {
		odd |= sgemmColumnsAMX(&dst[j/amxSide*ceil(k, amxBlock)*amxSplit], &x[j], min(amxColumns, n-j), k, ld)
	}
	return odd == 0
}

// turn makes tiles for B of such for A, and the other way round.
func (o *amxOperand) turn() bool {
	sgemmTurnAMX(&(*o)[0], len(*o)/amxTile)
	return true
}
