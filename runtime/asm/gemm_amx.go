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
	k.raisePanel()
	k.addPanel()
}

// multiplyTiles computes a panel of C.
func (k kernel) multiplyTiles() {
	k.begins("sgemmTilesAMX", "func(c *float32, a, b *uint16, from *float32, m, n, blocks, ldc, ldFrom int)",
		"computes C = from + A·B for m rows of tiles and n columns of tiles, 1 or 2, where A and B are split.")
	k.LEAQ(k.tileShapes(), reg.RAX)
	k.tileConfigure(reg.RAX)
	k.CMPQ(k.address(k.Param("n")), operand.Imm(2))
	k.JL(operand.LabelRef("by1"))
	for _, columns := range []int{2, 1} {
		name := fmt.Sprint("by", columns)
		k.Label(name)
		amxPanel{kernel: k, columns: columns, name: name}.write()
	}
}

// tileShapes is a configuration in which each tile has 16 rows of 64 bytes.
func (k kernel) tileShapes() operand.Mem {
	const widths, heights = 0x0040004000400040, 0x1010101010101010
	return k.words("tileShapes", 1, 0, widths, widths, 0, 0, heights, 0)
}

// amxPanel is a panel of C as wide as one or two tiles.
type amxPanel struct {
	kernel
	columns     int
	name        string
	c, from, a  reg.GPVirtual // the next rows begin there
	ldc, ldFrom reg.GPVirtual
}

// write computes two rows of tiles at a time, so that four sums are under way, and one where no more are left.
func (p amxPanel) write() {
	left := p.gp("m")
	p.c, p.from, p.a, p.ldc, p.ldFrom = p.gp("c"), p.gp("from"), p.gp("a"), p.stride("ldc"), p.stride("ldFrom")
	p.Label(p.name + "two")
	p.CMPQ(left, operand.Imm(2))
	p.JL(operand.LabelRef(p.name + "one"))
	p.block(2)
	p.SUBQ(operand.Imm(2), left)
	p.JMP(operand.LabelRef(p.name + "two"))
	p.Label(p.name + "one")
	p.TESTQ(left, left)
	p.JE(operand.LabelRef(p.name + "end"))
	p.block(1)
	p.Label(p.name + "end")
	p.tileRelease()
	p.end()
}

// block computes that many rows of tiles.
func (p amxPanel) block(rows int) {
	p.eachSum(rows, p.from, p.ldFrom, p.tileLoad)
	a, b := []reg.GPPhysical{reg.RAX, reg.RBX}[:rows], []reg.GPPhysical{reg.RDX, reg.RSI}[:p.columns]
	name, blocks, length := fmt.Sprint(p.name, "rows", rows), p.gp("blocks"), p.GP64()
	p.IMUL3Q(operand.I32(amxSplit), blocks, length)
	p.MOVQ(p.a, a[0])
	p.Load(p.Param("b"), b[0])
	for _, places := range [][]reg.GPPhysical{a, b} {
		if len(places) > 1 {
			p.LEAQ(operand.Mem{Base: places[0], Index: length, Scale: 1}, places[1])
		}
	}
	p.MOVQ(operand.I32(p.width()), reg.RCX)
	p.Label(name)
	p.multiply(a, b)
	for _, place := range append(a, b...) {
		p.ADDQ(operand.I32(amxSplit), place)
	}
	p.tally(blocks, name)
	p.MOVQ(a[rows-1], p.a) // where one row of tiles ends the next begins
	p.eachSum(rows, p.c, p.ldc, func(m tileAt, sum tmm) { p.tileStore(sum, m) })
}

// eachSum calls do for each tile of sums and its place in a matrix, and moves on to the next rows.
func (p amxPanel) eachSum(rows int, place, ld reg.GPVirtual, do func(m tileAt, sum tmm)) {
	tileRows := p.GP64()
	p.MOVQ(ld, reg.RDI)
	p.MOVQ(ld, tileRows)
	p.SHLQ(operand.Imm(4), tileRows)
	for r := range rows {
		p.MOVQ(place, reg.RSI)
		for c := range p.columns {
			do(tileAt{reg.RSI, reg.RDI, c * p.width()}, tmm(2*r+c))
		}
		p.ADDQ(tileRows, place)
	}
}

// multiply adds the products of a block of k.
func (p amxPanel) multiply(a, b []reg.GPPhysical) {
	loaded := [2]int{-1, -1}
	for _, parts := range amxProducts {
		for i, places := range [][]reg.GPPhysical{a, b} {
			for j, place := range places {
				if parts[i] != loaded[i] {
					p.tileLoad(tileAt{place, reg.RCX, parts[i] * amxTile}, tmm(4+2*i+j))
				}
			}
		}
		loaded = parts
		for r := range a {
			for c := range b {
				p.tileMultiply(tmm(4+r), tmm(6+c), tmm(2*r+c))
			}
		}
	}
}

// raisePanel copies a panel: tiles are whole, and C may not be.
func (k kernel) raisePanel() {
	k.begins("sgemmRaiseAMX", "func(dst, src *float32, m, n, ldDst, ldSrc int, floor float32)",
		"computes dst = max(floor, src) for m rows of 1 to 32 columns.")
	k.eachVector(false)
}

// addPanel adds parts of k.
func (k kernel) addPanel() {
	k.begins("sgemmAddAMX", "func(dst, src *float32, m, n, ldDst, ldSrc int, floor float32)",
		"computes dst = max(floor, dst + src) for m rows of 1 to 32 columns.")
	k.eachVector(true)
}

// eachVector goes over a panel, and adds src to what dst has or not.
func (k kernel) eachVector(add bool) {
	n := k.gp("n")
	k.CMPQ(n, operand.Imm(amxSide))
	k.JLE(operand.LabelRef("by1"))
	for _, columns := range []int{2, 1} {
		name := fmt.Sprint("by", columns)
		k.Label(name)
		t := k.masked(columns, n)
		dst, src, left := k.gp("dst"), k.gp("src"), k.gp("m")
		ldDst, ldSrc, floor := k.stride("ldDst"), k.stride("ldSrc"), k.floor()
		k.Label(name + "row")
		for v := range columns {
			z := t.load(operand.Mem{Base: src}, v)
			if add {
				k.do("VADD", t.load(operand.Mem{Base: dst}, v), z, z)
			}
			k.do("VMAX", z, floor, z)
			t.store(z, operand.Mem{Base: dst}, v)
		}
		k.ADDQ(ldDst, dst)
		k.ADDQ(ldSrc, src)
		k.tally(left, name+"row")
		k.end()
	}
}
