//go:build !purego

package product

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

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
	tiles := crew.Ceil(k, amxBlock) * amxSplit
	a.split = mat.Grow(a.split, crew.Ceil(n, amxSide)*tiles)
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
		a.splitRows(g.a, g.m, g.k, g.rowA, 0)
	} else {
		a.splitColumns(g.a, g.m, g.k, g.stepA, false)
		a.turn()
	}
}

// splitB splits a panel; more reports whether another follows.
func (b *amxOperand) splitB(g *product[float32], more bool) {
	if g.transposed {
		b.splitRows(g.b, g.n, g.k, g.ldb, g.apartB)
		b.turn()
	} else {
		b.splitColumns(g.b, g.n, g.k, g.ldb, more)
	}
}

// splitRows splits n rows of k entries, which lie in panels of ld entries unless apart is 0.
func (a *amxOperand) splitRows(x []float32, n, k, ld, apart int) {
	tiles, width := a.begin(n, k), k
	if apart > 0 {
		width = ld
	}
	for i := 0; i < n; i += amxSide {
		for q := 0; q < k; q += width {
			a.note(f32GemmRowsAMX(&a.split[i/amxSide*tiles+q/amxBlock*amxSplit], &x[within(q, ld, apart)+i*ld], min(amxSide, n-i), min(width, k-q), ld))
		}
	}
}

// splitColumns splits n columns of k entries; more reports whether those behind them are split next.
func (a *amxOperand) splitColumns(x []float32, n, k, ld int, more bool) {
	tiles := a.begin(n, k)
	for j := 0; j < n; j += amxColumns {
		next := 0
		if more || j+amxColumns < n {
			next = amxColumns
		}
		a.note(f32GemmColumnsAMX(&a.split[j/amxSide*tiles], &x[j], min(amxColumns, n-j), k, ld, next))
	}
}

// turn makes tiles for B of such for A, and the other way round.
func (a *amxOperand) turn() { f32GemmTurnAMX(&a.split[0], len(a.split)/amxTile) }
