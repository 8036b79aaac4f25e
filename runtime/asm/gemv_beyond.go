package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Without AVX-512 a mask takes an instruction for each row. Where there are two vectors or more, the last of them is read as if it were whole: the
// row that follows has as many numbers, and what the sums beyond the last output come to is not stored. The last row is left for masks where
// it would be read beyond its end.

// spareLast takes the last row from the number of rows where the last vector is not whole.
func (g *gemvPanel) spareLast() {
	k := g.kernel
	g.spared = k.GP64()
	k.MOVQ(g.n, g.spared)
	k.ANDQ(operand.Imm(uint64(k.lanes()-1)), g.spared)
	k.NEGQ(g.spared)
	k.SARQ(operand.Imm(63), g.spared)
	k.ADDQ(g.spared, g.k)
}

// takeLast gives the row back, for steps with masks.
func (g *gemvPanel) takeLast() {
	if g.spared != nil {
		g.kernel.SUBQ(g.spared, g.k)
		g.spared = nil
	}
}

// beyond adds the rows, and up to four with masks in the end.
func (g gemvPanel) beyond(rows int, sums []reg.VecVirtual) {
	name, two, whole := fmt.Sprint(g.name, "two"), operand.Imm(2), g
	whole.maskless = true
	whole.steps(rows, sums)
	g.kernel.SUBQ(g.spared, g.k)
	g.kernel.ADDQ(two, g.k)
	g.kernel.JL(operand.LabelRef(name + "end"))
	g.kernel.Label(name)
	g.pass(2, sums)
	g.kernel.SUBQ(two, g.k)
	g.kernel.JGE(operand.LabelRef(name))
	g.kernel.Label(name + "end")
	g.rest(1, sums)
}
