package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// An entry of a tile of A or B is a pair of numbers that lie half a block apart in k. So both kinds of tiles are made
// of two vectors without moving numbers across lanes.

// splitter makes the three parts of numbers.
type splitter struct {
	kernel                kernel
	half, upper, unsigned reg.VecVirtual // of the bits of a number: what rounds it, what stays, and all but its sign
	largest               reg.VecVirtual // of the absolute values, as bits: NaN is larger than infinity
	dst                   reg.GPVirtual
}

func (k kernel) splitter() splitter {
	return splitter{k, k.bits(0x8000), k.bits(0xffff0000), k.bits(0x7fffffff), k.zero(), k.gp("dst")}
}

// pair stores the parts of two vectors at place: each but the last is what is left, rounded.
func (s splitter) pair(p, q reg.VecVirtual, place operand.Mem) {
	for _, x := range []reg.VecVirtual{p, q} {
		size := s.kernel.vector()
		s.kernel.VPANDD(s.unsigned, x, size)
		s.kernel.VPMAXUD(size, s.largest, s.largest)
	}
	for part := range 2 {
		low, high := s.rounded(p), s.rounded(q)
		p, q = s.less(low, p), s.less(high, q)
		s.join(low, high, place, part)
	}
	s.join(p, q, place, 2)
}

// join stores pairs of the upper halves of numbers. The lower ones are 0, but for numbers so small that the sum is as
// good without them.
func (s splitter) join(low, high reg.VecVirtual, place operand.Mem, part int) {
	const orAnd = 0xf8
	s.kernel.VPSRLD(operand.Imm(16), low, low)
	s.kernel.VPTERNLOGD(operand.Imm(orAnd), s.upper, high, low)
	place.Disp += part * amxTile
	s.kernel.VMOVDQU64(low, place)
}

// less returns x - y.
func (s splitter) less(y, x reg.Register) reg.VecVirtual {
	v := s.kernel.vector()
	s.kernel.do("VSUB", y, x, v)
	return v
}

// rounded returns x rounded to bfloat16.
func (s splitter) rounded(x reg.Register) reg.VecVirtual {
	v := s.kernel.vector()
	s.kernel.VPADDD(s.half, x, v)
	s.kernel.VPANDD(s.upper, v, v)
	return v
}

// end returns the largest of all lanes.
func (s splitter) end() {
	other, result := s.kernel.vector(), s.kernel.GP32()
	s.kernel.VEXTRACTI64X4(operand.Imm(1), s.largest, other.AsY())
	s.kernel.VPMAXUD(other.AsY(), s.largest.AsY(), s.largest.AsY())
	s.kernel.VEXTRACTI128(operand.Imm(1), s.largest.AsY(), other.AsX())
	s.kernel.VPMAXUD(other.AsX(), s.largest.AsX(), s.largest.AsX())
	for _, order := range []uint64{0x4e, 0xb1} {
		s.kernel.VPSHUFD(operand.Imm(order), s.largest.AsX(), other.AsX())
		s.kernel.VPMAXUD(other.AsX(), s.largest.AsX(), s.largest.AsX())
	}
	s.kernel.VMOVD(s.largest.AsX(), result)
	s.kernel.Store(result, s.kernel.Return("largest"))
	s.kernel.end()
}

// splitRows makes a column of tiles of up to 16 rows of a matrix.
func (k kernel) splitRows() {
	k.begins("f32GemmRowsAMX", "func(dst *uint16, a *float32, rows, k, lda int) (largest uint32)",
		"splits 1 to 16 rows, in blocks of 32 entries. Each row becomes one of each tile. It returns the bits of the largest absolute value, which is NaN if there is one.")
	s, place, left := k.splitter(), k.gp("a"), k.gp("k")
	first, second := k.restOfBlock()
	whole := tile{kernel: k, vectors: 3}
	k.Label("block")
	k.CMPQ(left, operand.Imm(amxBlock))
	k.JL(operand.LabelRef("rest"))
	s.rowsOfBlock("whole", place, whole, whole)
	k.ADDQ(operand.I32(2*k.width()), place)
	k.SUBQ(operand.Imm(amxBlock), left)
	k.JMP(operand.LabelRef("block"))
	k.Label("rest")
	k.TESTQ(left, left)
	k.JE(operand.LabelRef("end"))
	s.rowsOfBlock("last", place, tile{k, 1, first}, tile{k, 2, second})
	k.Label("end")
	s.end()
}

// rowsOfBlock splits the two vectors of each row, and moves on to the next tiles.
func (s splitter) rowsOfBlock(name string, block reg.GPVirtual, first, second tile) {
	place, rows, dst, lda := s.kernel.GP64(), s.kernel.gp("rows"), s.kernel.GP64(), s.kernel.stride("lda")
	s.kernel.MOVQ(block, place)
	s.kernel.MOVQ(s.dst, dst)
	s.kernel.Label(name)
	s.pair(first.load(operand.Mem{Base: place}, 0), second.load(operand.Mem{Base: place}, 1), operand.Mem{Base: dst})
	s.kernel.ADDQ(lda, place)
	s.kernel.ADDQ(operand.I32(s.kernel.width()), dst)
	s.kernel.tally(rows, name)
	s.kernel.ADDQ(operand.I32(amxSplit), s.dst)
}

// restOfBlock returns the masks of the two vectors of a block in which k ends.
func (k kernel) restOfBlock() (first, second reg.Register) {
	rest, bound := k.gp("k"), k.GP64()
	k.ANDQ(operand.Imm(amxBlock-1), rest)
	k.MOVQ(operand.I32(amxSide), bound)
	k.CMPQ(rest, bound)
	k.CMOVQLT(rest, bound)
	k.SUBQ(bound, rest)
	return k.lanesBelow(bound), k.lanesBelow(rest)
}

// splitColumns makes one or two columns of tiles of a panel of a matrix.
func (k kernel) splitColumns() {
	k.begins("f32GemmColumnsAMX", "func(dst *uint16, b *float32, n, k, ldb, next int) (largest uint32)",
		"splits 1 to 32 columns like rows, but each column becomes one of each tile. From 17 on there is another column of tiles behind the first. The columns that are split afterwards begin next entries behind; next is 0 if there are none.")
	s, n := k.splitter(), k.gp("n")
	k.CMPQ(n, operand.Imm(amxSide))
	k.JLE(operand.LabelRef("by1"))
	for _, columns := range []int{2, 1} {
		name := fmt.Sprint("by", columns)
		k.Label(name)
		amxColumns{splitter: s, tile: k.masked(columns, n), name: name}.write()
	}
}

// amxColumns is a panel as wide as one or two tiles.
type amxColumns struct {
	splitter
	tile tile
	name string
}

// write joins rows that are half a block apart. Rows that are not there are zeros.
func (p amxColumns) write() {
	zeros, ldb, row, k := p.kernel.GP64(), p.kernel.stride("ldb"), p.kernel.GP64(), p.kernel.gp("k")
	first, second, apart, dst := p.kernel.gp("b"), p.kernel.GP64(), p.kernel.GP64(), []reg.GPVirtual{p.dst, p.kernel.GP64()}[:p.tile.vectors]
	p.kernel.LEAQ(p.kernel.words("zeros", make([]uint64, 16)...), zeros)
	p.kernel.MOVQ(ldb, apart)
	p.kernel.SHLQ(operand.Imm(4), apart)
	if len(dst) > 1 {
		p.kernel.LEAQ(operand.Mem{Base: k, Disp: amxBlock - 1}, dst[1])
		p.kernel.SHRQ(operand.Imm(5), dst[1])
		p.kernel.IMUL3Q(operand.I32(amxSplit), dst[1], dst[1])
		p.kernel.ADDQ(p.dst, dst[1])
	}
	p.kernel.XORQ(row, row)
	p.kernel.Label(p.name + "block")
	p.kernel.LEAQ(operand.Mem{Base: first, Index: apart, Scale: 1}, second)
	ahead, inTile := p.ahead(apart, row, k), p.kernel.GP64()
	p.kernel.MOVQ(operand.I32(amxSide), inTile)
	p.kernel.Label(p.name + "row")
	low, high := p.present(first, row, 0, k, zeros), p.present(second, row, amxSide, k, zeros)
	for c, at := range dst {
		p.kernel.PREFETCHT1(operand.Mem{Base: first, Index: ahead, Scale: 1, Disp: c * p.kernel.width()})
		p.kernel.PREFETCHT1(operand.Mem{Base: second, Index: ahead, Scale: 1, Disp: c * p.kernel.width()})
		p.pair(p.tile.load(operand.Mem{Base: low}, c), p.tile.load(operand.Mem{Base: high}, c), operand.Mem{Base: at})
		p.kernel.ADDQ(operand.I32(p.kernel.width()), at)
	}
	p.kernel.ADDQ(ldb, first)
	p.kernel.ADDQ(ldb, second)
	p.kernel.INCQ(row)
	p.kernel.tally(inTile, p.name+"row")
	for _, at := range dst {
		p.kernel.ADDQ(operand.I32(amxSplit-amxTile), at)
	}
	p.kernel.MOVQ(second, first)
	p.kernel.ADDQ(operand.I32(amxSide), row)
	p.kernel.CMPQ(row, k)
	p.kernel.JL(operand.LabelRef(p.name + "block"))
	p.end()
}

// ahead is how far behind a row is the one that is fetched with it, since rows far apart are none that the processor
// expects: the one two blocks later, and from the last two blocks on, one of the first two of the next columns. It is 0
// where k ends in between, or there are no more columns: what is there may be another core's, which would have to take it
// back. Only less than a block behind k, or a tile behind the last column, may be fetched in vain.
func (p amxColumns) ahead(apart, row, k reg.GPVirtual) reg.GPVirtual {
	bytes, end, back, next, done := p.kernel.GP64(), p.kernel.GP64(), p.kernel.GP64(), p.kernel.stride("next"), p.name+"ahead"
	p.kernel.MOVQ(apart, bytes)
	p.kernel.SHLQ(operand.Imm(2), bytes)
	p.kernel.LEAQ(operand.Mem{Base: row, Disp: 3 * amxBlock}, end)
	p.kernel.CMPQ(end, k)
	p.kernel.JLE(operand.LabelRef(done))
	p.kernel.XORQ(bytes, bytes)
	p.kernel.TESTQ(next, next)
	p.kernel.JE(operand.LabelRef(done))
	p.kernel.LEAQ(operand.Mem{Base: k, Disp: amxBlock - 1}, back)
	p.kernel.ANDQ(operand.I32(-amxBlock), back)
	p.kernel.SUBQ(operand.Imm(2*amxBlock), back)
	p.kernel.CMPQ(row, back)
	p.kernel.JL(operand.LabelRef(done))
	p.kernel.MOVQ(next, bytes)
	p.kernel.TESTQ(back, back)
	p.kernel.JLE(operand.LabelRef(done))
	p.kernel.IMULQ(p.kernel.stride("ldb"), back)
	p.kernel.SUBQ(back, bytes)
	p.kernel.Label(done)
	return bytes
}

// present is the place of a row, that many after another, or zeros where k ends before.
func (p amxColumns) present(place, row reg.GPVirtual, after int, k, zeros reg.GPVirtual) reg.GPVirtual {
	at, number := p.kernel.GP64(), p.kernel.GP64()
	p.kernel.MOVQ(place, at)
	p.kernel.LEAQ(operand.Mem{Base: row, Disp: after}, number)
	p.kernel.CMPQ(number, k)
	p.kernel.CMOVQGE(zeros, at)
	return at
}

// turnTiles transposes tiles, seen as 16 rows of 16 pairs: it makes of tiles for A such for B, and the other way round.
func (k kernel) turnTiles() {
	k.begins("f32GemmTurnAMX", "func(tiles *uint16, count int)", "transposes tiles of 16 rows of 16 pairs.")
	place, left := k.gp("tiles"), k.gp("count")
	at := func(row, byte int) operand.Mem { return operand.Mem{Base: place, Disp: row*k.width() + byte} }
	k.Label("tile")
	t := make([]reg.VecVirtual, amxSide)
	for i := range t {
		// A quarter of the rows i%4, i%4+4 and so on.
		v, row, quarter := k.vector(), i%4, i/4*16
		k.VMOVUPS(at(row, quarter), v.AsX())
		for lane := 1; lane < 4; lane++ {
			k.VINSERTF32X4(operand.Imm(uint64(lane)), at(row+4*lane, quarter), v, v)
		}
		t[i] = v
	}
	for i := 0; i < amxSide; i += 4 {
		a, b := k.pairs(k.VUNPCKLPS, k.VUNPCKHPS, t[i], t[i+1])
		c, d := k.pairs(k.VUNPCKLPS, k.VUNPCKHPS, t[i+2], t[i+3])
		for j, halves := range [][2]reg.VecVirtual{{a, c}, {b, d}} {
			x, y := k.pairs(k.VUNPCKLPD, k.VUNPCKHPD, halves[0], halves[1])
			k.VMOVUPS(x, at(i+2*j, 0))
			k.VMOVUPS(y, at(i+2*j+1, 0))
		}
	}
	k.ADDQ(operand.I32(amxTile), place)
	k.tally(left, "tile")
	k.end()
}
