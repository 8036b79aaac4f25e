package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemmNarrow writes the products of matrices whose columns fit one vector.
func gemmNarrow(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.gemmNarrow()
		k.gemmTNNarrow()
	})
}

// narrowRoom is how many bytes a turned B may take.
const narrowRoom = 512

// narrowGemm is a product with one vector of columns; with AVX-512 the smallest that fits, which holds two rows that fit 16 bytes each.
type narrowGemm struct {
	tile
	pairs     bool
	height    int // of the tile
	name      string
	a, b, c   reg.GPVirtual // the next rows of A and C, the first of B
	n, left   reg.GPVirtual // columns, rows
	rowA, ldb reg.GPVirtual // in bytes
	rowC      reg.GPVirtual
	bias      reg.VecVirtual
	upper     reg.Register // mask of the second row of a pair
	both      reg.Register // mask of the numbers of two rows, side by side
}

// gemmNarrow computes C = A·B + bias with no entry below the floor.
func (k kernel) gemmNarrow() {
	k.begin("gemmNarrow", "func(c, a, b, bias *T, m, n, k, ld, turned int, floor T)",
		"is the loop of product.mul for columns that fit one vector. Nothing may be empty; where B is turned, it fits 512 bytes.")
	frame, n := k.GP64(), k.gp("n")
	k.LEAQ(k.AllocLocal(narrowRoom+k.width()).Offset(k.width()-1), frame)
	k.ANDQ(operand.I8(-k.width()), frame)
	least, whole := 16, k.width()
	if !k.wide {
		least = whole
	}
	for bytes := least; bytes <= whole; bytes *= 2 {
		k.bytes = bytes
		wider := k.label("wider")
		if bytes < whole {
			k.CMPQ(n, operand.Imm(uint64(k.lanes())))
			k.JG(operand.LabelRef(wider))
		}
		k.narrowGemm(n).write(frame)
		k.Label(wider)
	}
}

// narrowGemm returns the product with vectors of the kernel's width.
func (k kernel) narrowGemm(n reg.GPVirtual) *narrowGemm {
	g := &narrowGemm{tile: k.masked(1, n), name: k.label("rows"), n: n}
	if !k.wide {
		g.mask = k.same(g.mask.(reg.VecVirtual))
	}
	g.a, g.b, g.c, g.left = g.kernel.gp("a"), g.kernel.gp("b"), g.kernel.gp("c"), g.kernel.gp("m")
	g.rowA, g.ldb, g.rowC = g.kernel.stride("k"), g.kernel.stride("ld"), g.kernel.stride("n")
	return g
}

// write computes all rows.
func (g *narrowGemm) write(frame reg.GPVirtual) {
	straight := g.kernel.label("straight")
	g.kernel.CMPQ(g.kernel.address(g.kernel.Param("turned")), operand.Imm(0))
	g.kernel.JE(operand.LabelRef(straight))
	g.turn(frame)
	g.kernel.Label(straight)
	if g.kernel.wide && g.kernel.bytes == 16 {
		g.pair()
	}
	g.bias = g.row(operand.Mem{Base: g.kernel.gp("bias")})
	if g.pairs {
		g.kernel.inTiles(g.name, g.left, []int{8, 7, 6, 5, 4, 3, 2, 1}, []move{{g.rowA, g.a}, {g.rowC, g.c}}, func(height int) {
			g.multiply(height)
			g.kernel.SUBQ(operand.Imm(uint64(height)), g.left)
		})
		return
	}
	g.kernel.evenTiles(g.name, g.left, g.most(), g.multiply)
}

// multiply computes a tile and moves on to the next.
func (g *narrowGemm) multiply(height int) {
	if height == 1 && g.pairs {
		single := *g
		single.pairs, single.kernel.bytes, single.bias = false, 16, g.bias.AsX().(reg.VecVirtual)
		single.multiply(1)
		return
	}
	g.height = height
	first := g.kernel.GP64()
	g.kernel.MOVQ(g.a, first)
	a, sums := g.kernel.rows(height, first, g.rowA), g.begun(height)
	a.place(g.kernel)
	g.steps(fmt.Sprint(g.name, height, "steps"), a, sums)
	// The last pointer has come to the row that follows its first.
	last := len(a.base) - 1
	g.kernel.LEAQ(rows{a.base[last:], g.rowA}.at(height-3*last-1, 0), g.a)
	g.kernel.foldSets(sums)
	g.finish(sums[0])
}

// sets is how many sums an entry has, which take turns: a few rows have too few sums to keep the processor busy, two rows even with two for each.
// Columns that fit half a vector or less have one, since they have not many steps: with more, such columns are computed by dots.
func (g *narrowGemm) sets() int {
	switch {
	case g.pairs || g.kernel.width() < g.kernel.whole():
		return 1
	case g.kernel.wide:
		return 4
	}
	return 2
}

// most is how many rows a tile has at most.
func (g *narrowGemm) most() int {
	if g.sets() == 1 {
		return 8
	}
	return 6
}
