package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A float32 is the sum of three bfloat16: its upper, middle and lower bits. Of the nine products of two such sums the six
// largest are added up; the others are less than the rounding of a float32 (Henry, Tang & Heinecke 2019).

const (
	amxSide  = 16          // rows of a tile, in C also its columns
	amxBlock = 32          // entries of k in a tile
	amxTile  = 1024        // bytes
	amxSplit = 3 * amxTile // bytes of a tile of A or B, all three parts one after the other
)

// amxProducts are the parts of A and of B that are multiplied, in an order in which one of them stays.
var amxProducts = [][2]int{{0, 2}, {0, 1}, {1, 1}, {1, 0}, {0, 0}, {2, 0}}

// gemmAMX writes the products of matrices by tiles.
func gemmAMX(c *build.Context) {
	k := kernel{Context: c, wide: true, file: &file{data: map[string]operand.Mem{}}}
	k.splitRows()
	k.splitColumns()
	k.turnTiles()
	k.multiplyTiles()
	k.addPanel()
}

// multiplyTiles computes a panel of C.
func (k kernel) multiplyTiles() {
	k.begins("f32GemmTilesAMX",
		"func(c *float32, a, b *uint16, from, sums, lastA, lastB *float32, m, n, blocks, atOnce, last, ldc, ldFrom, rowA, stepA, ldb int, floor float32)",
		fmt.Sprintf("computes C = max(floor, A·B + from) for m rows of 1 to %d columns. A and B are split, but for the last 0 to %d entries of k. There is room for the sums of %d rows, of which atOnce are finished %d times in a block, so that none is left after the last.",
			2*amxSide, amxLast, 2*amxSide, len(amxProducts)/amxBetween))
	k.LEAQ(k.tileShapes(), reg.RAX)
	k.tileConfigure(reg.RAX)
	n, counters := k.gp("n"), k.AllocLocal(amxCounters)
	k.CMPQ(n, operand.Imm(amxSide))
	k.JLE(operand.LabelRef("by1"))
	for _, columns := range []int{2, 1} {
		name := fmt.Sprint("by", columns)
		k.Label(name)
		amxPanel{tile: k.masked(columns, n), name: name, counters: counters}.write()
	}
}

// tileShapes is a configuration in which each tile has 16 rows of 64 bytes.
func (k kernel) tileShapes() operand.Mem {
	const widths, heights = 0x0040004000400040, 0x1010101010101010
	return k.words("tileShapes", 1, 0, widths, widths, 0, 0, heights, 0)
}

// amxBetween is how many products of parts there are between two times at which rows are finished: more work for vectors at
// a time keeps the processor from seeing the next tiles.
const amxBetween = 3

// amxPanel is a panel of C as wide as one or two tiles. The sums of some rows are finished while the tiles of the next are
// multiplied, when vectors have nothing else to do, and spread over the blocks of k, so that stores do not pile up.
type amxPanel struct {
	tile
	name     string
	counters operand.Mem
	finisher amxFinisher
}

// The counters, for which no registers are left, and their bytes.
const (
	amxLeft       = 8 * iota // rows that no tiles have begun
	amxNext                  // the place of the next tiles of A
	amxBlocks                // of k left
	amxUnfinished            // rows that only tiles have done
	amxCounters
)

// counter is where a counter is.
func (p amxPanel) counter(which int) operand.Mem { return p.counters.Offset(which) }

// read loads a counter.
func (p amxPanel) read(which int) reg.GPVirtual {
	r := p.kernel.GP64()
	p.kernel.MOVQ(p.counter(which), r)
	return r
}

// write computes two rows of tiles at a time, so that four sums are under way, and one where no more are left.
func (p amxPanel) write() {
	p.finisher = p.finishes()
	p.kernel.MOVQ(p.kernel.gp("m"), p.counter(amxLeft))
	p.kernel.MOVQ(p.kernel.gp("a"), p.counter(amxNext))
	p.kernel.MOVQ(operand.I32(0), p.counter(amxUnfinished))
	p.kernel.Label(p.name + "two")
	p.kernel.CMPQ(p.counter(amxLeft), operand.Imm(amxSide))
	p.kernel.JLE(operand.LabelRef(p.name + "one"))
	p.block(2)
	rows := p.kernel.GP64()
	p.kernel.MOVQ(operand.I32(2*amxSide), rows)
	p.kernel.CMPQ(rows, p.counter(amxLeft))
	p.kernel.CMOVQGT(p.counter(amxLeft), rows)
	p.kernel.MOVQ(rows, p.counter(amxUnfinished))
	p.kernel.SUBQ(rows, p.counter(amxLeft))
	p.kernel.JMP(operand.LabelRef(p.name + "two"))
	p.kernel.Label(p.name + "one")
	p.finisher.rows(p.name+"onefinish", p.read(amxUnfinished))
	p.kernel.CMPQ(p.counter(amxLeft), operand.Imm(0))
	p.kernel.JE(operand.LabelRef(p.name + "end"))
	p.block(1)
	p.finisher.rows(p.name+"endfinish", p.read(amxLeft))
	p.kernel.Label(p.name + "end")
	p.kernel.tileRelease()
	p.kernel.end()
}

// block computes that many rows of tiles, and leaves their sums unfinished. Those before are finished if there were two.
func (p amxPanel) block(rows int) {
	a, b := []reg.GPPhysical{reg.RAX, reg.RBX}[:rows], []reg.GPPhysical{reg.RDX, reg.RSI}[:p.vectors]
	name := fmt.Sprint(p.name, "rows", rows)
	p.eachSum(rows, func(_ tileAt, sum tmm) { p.kernel.tileZero(sum) })
	p.begin(a, b)
	p.kernel.Label(name)
	loaded := [2]int{-1, -1}
	for i, parts := range amxProducts {
		p.multiply(parts, loaded, a, b)
		loaded = parts
		if rows == 2 && i%amxBetween == amxBetween-1 {
			p.finishSome(fmt.Sprint(name, "after", i))
		}
	}
	for _, place := range append(a, b...) {
		p.kernel.ADDQ(operand.I32(amxSplit), place)
	}
	p.kernel.tally(p.counter(amxBlocks), name)
	p.kernel.MOVQ(a[rows-1], p.counter(amxNext)) // where one row of tiles ends the next begins
	p.kernel.Load(p.kernel.Param("sums"), reg.RSI)
	p.kernel.MOVQ(reg.RSI, p.finisher.sums)
	p.kernel.MOVQ(operand.I32(2*p.kernel.width()), reg.RDI)
	p.eachSum(rows, func(m tileAt, sum tmm) { p.kernel.tileStore(sum, m) })
}

// begin sets the places of the first tiles of A and B.
func (p amxPanel) begin(a, b []reg.GPPhysical) {
	length := p.kernel.gp("blocks")
	p.kernel.MOVQ(length, p.counter(amxBlocks))
	p.kernel.IMUL3Q(operand.I32(amxSplit), length, length)
	p.kernel.MOVQ(p.counter(amxNext), a[0])
	p.kernel.Load(p.kernel.Param("b"), b[0])
	for _, places := range [][]reg.GPPhysical{a, b} {
		if len(places) > 1 {
			p.kernel.LEAQ(operand.Mem{Base: places[0], Index: length, Scale: 1}, places[1])
		}
	}
}

// eachSum calls do for each tile of sums and its place in memory.
func (p amxPanel) eachSum(rows int, do func(m tileAt, sum tmm)) {
	for r := range rows {
		for c := range p.vectors {
			do(tileAt{reg.RSI, reg.RDI, 2*r*amxTile + c*p.kernel.width()}, tmm(2*r+c))
		}
	}
}

// multiply adds the products of a part of A and one of B, of a block of k, and loads what is not.
func (p amxPanel) multiply(parts, loaded [2]int, a, b []reg.GPPhysical) {
	p.kernel.MOVQ(operand.I32(p.kernel.width()), reg.RCX)
	for i, places := range [][]reg.GPPhysical{a, b} {
		for j, place := range places {
			if parts[i] != loaded[i] {
				p.kernel.tileLoad(tileAt{place, reg.RCX, parts[i] * amxTile}, tmm(4+2*i+j))
			}
		}
	}
	for r := range a {
		for c := range b {
			p.kernel.tileMultiply(tmm(4+r), tmm(6+c), tmm(2*r+c))
		}
	}
}

// finishSome finishes as many rows as fall to some products of parts.
func (p amxPanel) finishSome(name string) {
	rows := p.kernel.gp("atOnce")
	p.kernel.CMPQ(rows, p.counter(amxUnfinished))
	p.kernel.CMOVQGT(p.counter(amxUnfinished), rows)
	p.kernel.SUBQ(rows, p.counter(amxUnfinished))
	p.finisher.rows(name, rows)
}
