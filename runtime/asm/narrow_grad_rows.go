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

// firstOf is the first row of pair i; the other one is the fourth after it.
func firstOf(i int) int { return i + i/4*4 }

// inputsOf returns one input of a pair of rows.
func (g *narrowGrad) inputsOf(s sixteen, pair int) reg.VecVirtual {
	x := g.kernel.broadcast(s.at(firstOf(pair)))
	g.kernel.VBROADCASTSS(s.at(firstOf(pair)+4), g.upper, x)
	return x
}

// eachInput calls write within a loop over the inputs of rows, with where these are.
func (g *narrowGrad) eachInput(rows reg.GPVirtual, write func(s sixteen)) {
	k, n, loop := g.kernel, g.load(gradInputs), g.kernel.label("inputs")
	s := k.sixteenOf(rows, n)
	k.Label(loop)
	write(s)
	for _, b := range s.base {
		k.ADDQ(operand.Imm(4), b)
	}
	k.tally(n, loop)
}

// enterRows copies the last rows to the stack, and has the gradient by their units put there.
func (g *narrowGrad) enterRows() {
	k, loop := g.kernel, g.kernel.label("enter")
	k.KMOVW(k.lanesBelow(g.left), g.rows)
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
	k.MOVQ(to, g.kept(nowDZ))
}

// leaveRows copies the gradient by the units of the last rows to where it belongs.
func (g *narrowGrad) leaveRows() {
	k, loop, none := g.kernel, g.kernel.label("leave"), g.kernel.label("whole")
	rest, from := k.GP64(), k.GP64()
	k.CMPQ(g.left, operand.Imm(0))
	k.JE(operand.LabelRef(none))
	k.ADDQ(operand.Imm(16), g.left)
	end := g.load(gradDZ)
	k.MOVQ(g.load(gradB1+length), rest)
	k.IMULQ(g.left, rest)
	size := g.load(gradDZ + length)
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
