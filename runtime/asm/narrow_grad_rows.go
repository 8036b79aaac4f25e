package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sixteen are rows that lie one after the other.
type sixteen struct {
	base         [4]reg.GPVirtual // every fourth
	step, triple reg.GPVirtual
}

// sixteenOf finds the rows of so many numbers each.
func (k kernel) sixteenOf(first, numbers reg.GPVirtual) (s sixteen) {
	s.step, s.triple = k.GP64(), k.GP64()
	k.MOVQ(numbers, s.step)
	k.SHLQ(operand.Imm(2), s.step)
	k.LEAQ(operand.Mem{Base: s.step, Index: s.step, Scale: 2}, s.triple)
	for i := range s.base {
		s.base[i] = k.GP64()
		if i == 0 {
			k.MOVQ(first, s.base[i])
		} else {
			k.LEAQ(operand.Mem{Base: s.base[i-1], Index: s.step, Scale: 4}, s.base[i])
		}
	}
	return s
}

// at is where a row is.
func (s sixteen) at(row int) operand.Mem {
	m := operand.Mem{Base: s.base[row/4]}
	switch row % 4 {
	case 1, 2:
		m.Index, m.Scale = s.step, uint8(row%4)
	case 3:
		m.Index, m.Scale = s.triple, 1
	}
	return m
}

// columns turns the inputs of a block.
func (g *narrowGrad) columns() {
	to := g.kernel.GP64()
	g.kernel.LEAQ(g.of(inputsAt), to)
	g.kernel.columnsOf(g.x, g.load(gradInputs), to)
}

// columnsOf turns sixteen rows of so many numbers, four numbers at a time: each gets a vector of all rows. It changes the numbers that are left, and to.
func (k kernel) columnsOf(x, left, to reg.GPVirtual) {
	loop, four, done := k.label("columns"), k.label("four"), k.label("turned")
	v := make([]reg.VecVirtual, 4)
	for i := range v {
		v[i] = k.vector()
	}
	k.CMPQ(left, operand.Imm(4))
	k.JE(operand.LabelRef(four))
	s := k.sixteenOf(x, left)
	k.Label(loop)
	k.fourOfEach(s, left, v)
	k.turn(v, to)
	k.ADDQ(operand.I32(256), to)
	k.SUBQ(operand.Imm(4), left)
	k.JG(operand.LabelRef(loop))
	k.JMP(operand.LabelRef(done))
	k.Label(four)
	for j := range v {
		k.VMOVUPS(operand.Mem{Base: x, Disp: 64 * j}, v[j])
	}
	k.turn(v, to)
	k.Label(done)
}

// fourOfEach reads the next four numbers of each row, or how many are left. A vector holds those of four rows.
func (k kernel) fourOfEach(s sixteen, left reg.GPVirtual, v []reg.VecVirtual) {
	there, one := k.lanesBelow(left), k.K()
	k.KSHIFTLW(operand.Imm(12), there, one)
	k.KSHIFTRW(operand.Imm(12), one, one)
	for i := range 4 {
		for j := range v {
			if i == 0 {
				k.VBROADCASTF32X4_Z(s.at(4*j), one, v[j])
			} else {
				k.VBROADCASTF32X4(s.at(4*j+i), one, v[j])
			}
		}
		k.KSHIFTLW(operand.Imm(4), one, one)
	}
	for _, b := range s.base {
		k.ADDQ(operand.Imm(16), b)
	}
}

// turn keeps four numbers of all rows, of which v has four rows in each vector.
func (k kernel) turn(v []reg.VecVirtual, to reg.Register) {
	for i, x := range k.transpose(v, 4) {
		k.VMOVUPS(x, operand.Mem{Base: to, Disp: 64 * i})
	}
}

// enterRows copies the last rows to the stack, and has the gradient by their units put there.
func (g *narrowGrad) enterRows() {
	k, loop := g.kernel, g.kernel.label("enter")
	k.maskBelow(g.left, g.rows)
	rows := k.vector()
	k.VPBROADCASTD(g.left.As32(), rows)
	k.VPCMPGTD(k.table("rows", rowOf), rows, g.lanes)
	inputs := g.load(gradInputs)
	rest, to, none := k.GP64(), k.GP64(), k.GP64()
	k.MOVQ(inputs, rest)
	k.IMULQ(g.left, rest)
	k.XORQ(none, none)
	k.LEAQ(g.kept(rowsAt), to)
	k.Label(loop)
	x := k.vector()
	k.VMOVUPS_Z(operand.Mem{Base: g.x}, k.lanesBelow(rest), x)
	k.VMOVUPS(x, operand.Mem{Base: to})
	k.ADDQ(operand.Imm(64), g.x)
	k.ADDQ(operand.Imm(64), to)
	k.SUBQ(operand.Imm(16), rest)
	k.CMOVQLT(none, rest)
	k.tally(inputs, loop)
	k.LEAQ(g.kept(rowsAt), g.x)
	k.LEAQ(g.kept(slopeAt), to)
	k.MOVQ(to, g.kept(nextAt))
}

// leaveRows copies the gradient by the units of the last rows to where it belongs.
func (g *narrowGrad) leaveRows() {
	k, loop, none := g.kernel, g.kernel.label("leave"), g.kernel.label("left")
	rest, from := k.GP64(), k.GP64()
	k.CMPQ(g.left, operand.Imm(0))
	k.JE(operand.LabelRef(none))
	k.ADDQ(operand.Imm(16), g.left)
	end := g.load(gradDZ)
	k.TESTQ(end, end)
	k.JE(operand.LabelRef(none))
	k.MOVQ(g.load(gradUnits), rest)
	k.IMULQ(g.left, rest)
	size := g.load(gradRows)
	k.IMULQ(g.at(gradUnits), size)
	k.SUBQ(rest, size)
	k.LEAQ(operand.Mem{Base: end, Index: size, Scale: 4}, end)
	k.LEAQ(g.kept(slopeAt), from)
	k.Label(loop)
	x := k.vector()
	k.VMOVUPS(operand.Mem{Base: from}, x)
	k.VMOVUPS(x, k.lanesBelow(rest), operand.Mem{Base: end})
	k.ADDQ(operand.Imm(64), from)
	k.ADDQ(operand.Imm(64), end)
	k.SUBQ(operand.Imm(16), rest)
	k.JG(operand.LabelRef(loop))
	k.Label(none)
}
