package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// lines are the first lines of a block, ld bytes apart.
type lines struct{ first, fifth, ld, ld3 reg.Register }

// lines loads the leading dimension.
func (k kernel) lines(ld string) lines {
	l := lines{k.GP64(), k.GP64(), k.GP64(), k.GP64()}
	k.Load(k.Param(ld), l.ld)
	k.IMUL3Q(operand.Imm(uint64(k.size())), l.ld, l.ld)
	k.LEAQ(operand.Mem{Base: l.ld, Index: l.ld, Scale: 2}, l.ld3)
	return l
}

// move sets the first line to the place (line, column) of a matrix.
func (l lines) move(k kernel, matrix string, line, column reg.GPVirtual) {
	k.MOVQ(line, l.first)
	k.IMULQ(l.ld, l.first)
	k.LEAQ(operand.Mem{Base: l.first, Index: column, Scale: uint8(k.size())}, l.first)
	k.ADDQ(k.address(k.Param(matrix).Base()), l.first)
	k.LEAQ(operand.Mem{Base: l.first, Index: l.ld, Scale: 4}, l.fifth)
}

// at is where line i < 8 begins.
func (l lines) at(i int) operand.Mem {
	m := operand.Mem{Base: l.first, Index: l.ld, Scale: uint8(i % 4)}
	if i >= 4 {
		m.Base = l.fifth
	}
	switch i % 4 {
	case 0:
		return operand.Mem{Base: m.Base}
	case 3:
		m.Index, m.Scale = l.ld3, 1
	}
	return m
}

// blocks walks the blocks of src column by column, so that dst is written line by line. body gets the lines of a block
// in dst and src and its place in src; with overlap, the block is moved back where it would not be whole.
func (k kernel) blocks(overlap bool, body func(to, from lines, i, j reg.GPVirtual)) {
	to, from := k.lines("ldDst"), k.lines("ldSrc")
	i, j, name := k.GP64(), k.GP64(), k.label("blocks")
	rows, cols := k.address(k.Param("rows")), k.address(k.Param("cols"))
	step := operand.Imm(uint64(k.lanes()))
	atMost := func(i reg.GPVirtual, size operand.Mem) {
		if overlap {
			last := k.GP64()
			k.MOVQ(size, last)
			k.SUBQ(step, last)
			k.CMPQ(i, last)
			k.CMOVQGT(last, i)
		}
	}
	k.XORQ(j, j)
	k.Label(name + "columns")
	atMost(j, cols)
	k.XORQ(i, i)
	k.Label(name + "rows")
	atMost(i, rows)
	from.move(k, "src", i, j)
	to.move(k, "dst", j, i)
	body(to, from, i, j)
	k.ADDQ(step, i)
	k.CMPQ(i, rows)
	k.JL(operand.LabelRef(name + "rows"))
	k.ADDQ(step, j)
	k.CMPQ(j, cols)
	k.JL(operand.LabelRef(name + "columns"))
}

// left is how many of a block's lanes there are from place i on.
func (k kernel) left(i reg.GPVirtual, size string) reg.GPVirtual {
	n, whole := k.GP64(), k.GP64()
	k.Load(k.Param(size), n)
	k.SUBQ(i, n)
	k.MOVQ(operand.U32(k.lanes()), whole)
	k.CMPQ(n, whole)
	k.CMOVQGT(whole, n)
	return n
}
