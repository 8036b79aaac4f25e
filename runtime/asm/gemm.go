package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemm writes the products of matrices.
func gemm(c *build.Context) {
	variants(c, all, func(k kernel) {
		k.begin("gemm", "func(c, a, b, bias *T, m, n, k, ldc, rowA, stepA, ldb, ldbias int, floor T)", k.gemmDoc())
		n, name, most := k.gp("n"), k.label("gemm"), k.gemmVectors()
		for v := 1; v < most; v++ {
			k.CMPQ(n, operand.I32(v*k.lanes()))
			k.JLE(operand.LabelRef(fmt.Sprint(name, "by", v)))
		}
		for v := most; v > 0; v-- {
			k.Label(fmt.Sprint(name, "by", v))
			gemmPanel{tile: k.masked(v, n), sets: 1, name: fmt.Sprint(name, "by", v, "rows")}.write()
		}
	})
}

// gemmShort writes the products with few columns, whose entries have two sums: with one there are too few to keep the processor busy
// while there are few rows. Without AVX-512 there are no registers for them.
func gemmShort(c *build.Context) {
	variants(c, []kernel{{wide: true}}, func(k kernel) {
		k.begin("gemmShort", "func(c, a, b, bias *T, m, n, k, ldc, rowA, stepA, ldb, ldbias int, floor T)",
			fmt.Sprintf("is the loop of product.mul for 1 to %d columns and at least one row.", 2*k.lanes()))
		n, name := k.gp("n"), k.label("short")
		k.CMPQ(n, operand.I32(k.lanes()))
		k.JG(operand.LabelRef(name + "by2"))
		for v := 1; v <= 2; v++ {
			k.Label(fmt.Sprint(name, "by", v))
			gemmPanel{tile: k.masked(v, n), sets: 2, name: fmt.Sprint(name, "by", v, "rows")}.write()
		}
	})
}

// gemmFull writes the products with whole vectors of B for all columns of a panel: with AVX-512 a load that has a mask takes the place of a
// multiplication. Meanwhile it fetches what is multiplied next, so that reading and multiplying take place at the same time.
func gemmFull(c *build.Context) {
	variants(c, []kernel{{wide: true}}, func(k kernel) {
		k.begin("gemmFull", "func(c, a, b, bias, from *T, m, n, k, ldc, rowA, stepA, ldb, ldbias, ahead, apart int, floor, slope T)",
			fmt.Sprintf("is the loop of product.mul for %d to %d columns, of which B has the last whatever n is. Meanwhile what lies ahead of b is fetched: "+
				"a line for each row of B, so many bytes apart. Where slope is not 1, it is the factor of what is below 0, and there is no floor; or, where there is from, which lies as C does, of what is "+
				"not above 0 there.",
				(gemmColumns-1)*k.lanes()+1, gemmColumns*k.lanes()))
		g := gemmPanel{tile: k.masked(gemmColumns, k.gp("n")), sets: 1, name: k.label("full") + "rows", fetch: k.stride("ahead"), apart: k.gp("apart"), leaks: true}
		k.ADDQ(k.address(k.Param("b")), g.fetch)
		g.write()
	})
}

// gemmColumns is how many vectors of columns a panel has at most.
const gemmColumns = 4

// gemmVectors is how many of them gemm takes: the widest panels of float32 have gemmFull.
func (k kernel) gemmVectors() int {
	if k.wide && !k.double {
		return gemmColumns - 1
	}
	return gemmColumns
}

func (k kernel) gemmDoc() string {
	doc := fmt.Sprintf("is the loop of product.mul for 1 to %d columns and at least one row", k.gemmVectors()*k.lanes())
	if k.wide {
		return doc + "."
	}
	return fmt.Sprintf("%s: %d rows at most for more than %d columns, %d for more than %d.", doc, widePanelRows(3), 2*k.lanes(),
		widePanelRows(4), 3*k.lanes())
}

// most is how many rows a tile of the panel has at most: as many as registers can hold the sums of beside a row of B and an entry
// of A. Without AVX-512 there are wide tiles for few rows, and high ones for others; with it, single vectors of float32 are seldom left
// over, and few columns have two sums for each entry.
func (g gemmPanel) most() int {
	switch {
	case g.sets > 1 && g.vectors > 1:
		return 4
	case g.sets > 1:
		return 6
	case g.kernel.wide && !g.kernel.double && g.vectors == 1:
		return 2
	case g.kernel.wide || g.vectors <= 2:
		return 6
	}
	return widePanelRows(g.vectors)
}

// widePanelRows is how many rows a tile of three or four vectors has at most without AVX-512.
func widePanelRows(vectors int) int { return 6 - vectors }

// gemmPanel is a panel of C's columns, and the same columns of B.
type gemmPanel struct {
	tile
	sets                  int // of sums, which take turns
	name                  string
	c, a, bias            reg.GPVirtual // the next tile begins there
	left                  reg.GPVirtual // rows
	ldc, rowA, stepA, ldb reg.GPVirtual
	fetch, apart          reg.GPVirtual // of gemmFull, whose B needs no mask
	leaks                 bool          // there is a slope
}

// write computes the panel from tiles.
func (g gemmPanel) write() {
	g.c, g.a, g.bias, g.left = g.kernel.gp("c"), g.kernel.gp("a"), g.kernel.gp("bias"), g.kernel.gp("m")
	g.ldc, g.rowA, g.stepA, g.ldb = g.kernel.stride("ldc"), g.kernel.stride("rowA"), g.kernel.stride("stepA"), g.kernel.stride("ldb")
	g.kernel.evenTiles(g.name, g.left, g.most(), g.multiply)
}

// multiply computes a tile and moves on to the next. How an entry is added does not depend on the tile, so that its bits do not either.
func (g gemmPanel) multiply(height int) {
	sets := append([][][]reg.VecVirtual{g.begun(height)}, g.more(height)...)
	a, b, k := g.kernel.GP64(), g.kernel.gp("b"), g.kernel.gp("k")
	g.kernel.MOVQ(g.a, a)
	rows := g.kernel.rows(height, a, g.rowA)
	rows.place(g.kernel)
	for times := g.sets; times > 0; times-- {
		label := fmt.Sprint(g.name, height, "steps", times)
		g.kernel.SUBQ(operand.Imm(uint64(times)), k)
		g.kernel.JL(operand.LabelRef(label + "end"))
		g.kernel.Label(label)
		for _, sums := range sets[:times] {
			g.step(rows, b, sums)
			g.kernel.ADDQ(g.ldb, b)
			rows.advance(g.kernel, g.stepA)
		}
		g.kernel.SUBQ(operand.Imm(uint64(times)), k)
		g.kernel.JGE(operand.LabelRef(label))
		g.kernel.Label(label + "end")
		if times > 1 {
			g.kernel.ADDQ(operand.Imm(uint64(times)), k)
		}
	}
	for i, row := range sets[0] {
		for v, s := range row {
			for _, more := range sets[1:] {
				g.kernel.do("VADD", more[i][v], s, s)
			}
		}
	}
	g.finish(sets[0])
	for _, m := range []move{{g.rowA, g.a}, {g.ldc, g.c}} {
		by := g.kernel.GP64()
		g.kernel.IMUL3Q(operand.Imm(uint64(height)), m.by, by)
		g.kernel.ADDQ(by, m.place)
	}
}

// more returns the sets of sums after the first.
func (g gemmPanel) more(height int) (sets [][][]reg.VecVirtual) {
	for range g.sets - 1 {
		sets = append(sets, g.kernel.zeros(height, g.vectors))
	}
	return sets
}

// begun returns the sums of the rows, which begin with the rows of the bias, and moves these on.
func (g gemmPanel) begun(height int) [][]reg.VecVirtual {
	sums, ld := make([][]reg.VecVirtual, height), g.kernel.stride("ldbias")
	for i := range sums {
		for v := range g.vectors {
			sums[i] = append(sums[i], g.load(operand.Mem{Base: g.bias}, v))
		}
		g.kernel.ADDQ(ld, g.bias)
	}
	return sums
}

// step adds the product of a column of A and a row of B. A broadcast is part of the addition where it is used once. Of the widest panels
// something further on is fetched meanwhile, since the processor does not see ahead from page to page.
func (g gemmPanel) step(a rows, b reg.Register, sums [][]reg.VecVirtual) {
	var row []reg.VecVirtual
	whole := g.tile
	if g.fetch != nil {
		whole.vectors++
	}
	for v := range g.vectors {
		row = append(row, whole.load(operand.Mem{Base: b}, v))
	}
	if g.fetch != nil {
		g.kernel.PREFETCHT1(operand.Mem{Base: g.fetch})
		g.kernel.ADDQ(g.apart, g.fetch)
	} else if g.kernel.wide && g.vectors == gemmColumns { // lines come in pairs; more loads than these would take longer than the additions of two rows
		for v := 0; v < g.vectors; v += 2 {
			g.kernel.PREFETCHT0(operand.Mem{Base: b, Index: g.ldb, Scale: 8, Disp: v * g.kernel.width()})
		}
	} else if !g.kernel.wide && g.vectors > 2 { // of few rows
		g.kernel.PREFETCHT1(operand.Mem{Base: b, Disp: panelAhead})
	}
	for i, s := range sums {
		if g.kernel.wide && g.vectors == 1 {
			g.kernel.do("VFMADD231_BCST", a.at(i, 0), row[0], s[0])
			continue
		}
		x := g.kernel.broadcast(a.at(i, 0))
		for v := range g.vectors {
			g.kernel.do("VFMADD231", row[v], x, s[v])
		}
	}
}

// finish raises the sums to the floor or, where there is a slope other than 1, multiplies some by that, and stores them.
func (g gemmPanel) finish(sums [][]reg.VecVirtual) {
	floor, place := g.kernel.floor(), g.kernel.GP64()
	g.kernel.MOVQ(g.c, place)
	c := g.kernel.rows(len(sums), place, g.ldc)
	c.place(g.kernel)
	each := func(change func(s reg.Register, i, v int)) {
		for i, row := range sums {
			for v, s := range row {
				change(s, i, v)
				g.store(s, c.at(i, 0), v)
			}
		}
	}
	name := fmt.Sprint(g.name, len(sums))
	if g.leaks {
		g.kernel.jumpToLeak(name + "leak")
	}
	each(func(s reg.Register, _, _ int) { g.kernel.do("VMAX", s, floor, s) })
	if g.leaks {
		g.kernel.JMP(operand.LabelRef(name + "stored"))
		g.kernel.Label(name + "leak")
		slope, from := g.kernel.broadcast(g.kernel.address(g.kernel.Param("slope"))), g.kernel.gp("from")
		g.kernel.TESTQ(from, from)
		g.kernel.JNE(operand.LabelRef(name + "from"))
		each(func(s reg.Register, _, _ int) { g.kernel.soften(s, slope) })
		g.kernel.JMP(operand.LabelRef(name + "stored"))
		g.kernel.Label(name + "from")
		each(g.slopes(len(sums), place, from, slope))
		g.kernel.Label(name + "stored")
	}
}

// slopes prepares a function that multiplies a sum by the slope where its entry of from is not above 0; a slope of 0 makes 0 of infinity, too.
func (g gemmPanel) slopes(height int, place, from reg.GPVirtual, slope reg.Register) func(s reg.Register, i, v int) {
	g.kernel.SUBQ(g.kernel.address(g.kernel.Param("c")), from)
	g.kernel.ADDQ(place, from)
	rows, zero, kept, low := g.kernel.rows(height, from, g.ldc), g.kernel.zero(), g.kernel.K(), g.kernel.vector()
	rows.place(g.kernel)
	g.kernel.VCMPPS(operand.Imm(notEqual), zero, slope, kept)
	return func(s reg.Register, i, v int) {
		at, below := rows.at(i, v*g.kernel.width()), g.kernel.K()
		if v < g.vectors-1 {
			g.kernel.VCMPPS(operand.Imm(atLeast), at, zero, below)
		} else {
			g.kernel.VCMPPS(operand.Imm(atLeast), at, zero, g.mask, below)
		}
		g.kernel.VMULPS_Z(slope, s, kept, low)
		g.kernel.VMOVAPS(low, below, s)
	}
}
