package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// bgemvPanel is gemvPanel for weights in bfloat16, where w and x are of the next pair of inputs, and ld is from pair to pair.
type bgemvPanel struct{ gemvPanel }

// bgemvSums is how many sums must be under way: to each, the products of two inputs are added one after the other.
const bgemvSums = 8

// write begins with the bias and adds W's rows.
func (g bgemvPanel) write() {
	g.begin()
	whole := g.kernel.gp("whole")
	for at := bgemvSums; at > 0; at /= 2 {
		if at == 1 || at*g.vectors <= bgemvSums {
			g.steps(at, whole)
		}
	}
	g.rest()
	g.end.finish(g.vectors)
}

// steps adds as many pairs at a time as are left, each to sums of its own.
func (g bgemvPanel) steps(times int, left reg.GPVirtual) {
	name := fmt.Sprint(g.name, "steps", times)
	g.kernel.CMPQ(left, operand.Imm(uint64(times)))
	g.kernel.JL(operand.LabelRef(name + "end"))
	sums := g.sums
	for range (times - 1) * g.vectors {
		sums = append(sums, g.kernel.zero())
	}
	w := g.kernel.rows(times, g.w, g.ld)
	g.kernel.IMUL3Q(operand.Imm(uint64(times)), g.ld, g.across)
	g.kernel.Label(name)
	w.place(g.kernel)
	for i := range times {
		g.pair(w.at(i, 0), i, sums[i*g.vectors:][:g.vectors])
	}
	g.kernel.ADDQ(g.across, g.w)
	g.kernel.ADDQ(operand.Imm(uint64(8*times)), g.x)
	g.kernel.SUBQ(operand.Imm(uint64(times)), left)
	g.kernel.CMPQ(left, operand.Imm(uint64(times)))
	g.kernel.JGE(operand.LabelRef(name))
	g.fold(sums)
	g.kernel.Label(name + "end")
}

// pair adds the products of pair i, whose vectors lie at w, to the sums.
func (g bgemvPanel) pair(w operand.Mem, i int, sums []reg.VecVirtual) {
	x := [2]reg.VecVirtual{g.input(2 * i), g.input(2*i + 1)}
	for v, s := range sums {
		g.fetch(v)
		pair := g.kernel.vector()
		g.kernel.do("VMOVU", operand.Mem{Base: w.Base, Index: w.Index, Scale: w.Scale, Disp: v * g.kernel.width()}, pair)
		g.addPairs(pair, x, s)
	}
}

// addPairs adds the products of a vector of pairs. The second inputs go first: theirs need not wait for the shift.
func (g bgemvPanel) addPairs(pairs reg.VecVirtual, x [2]reg.VecVirtual, sum reg.VecVirtual) {
	g.kernel.do("VFMADD231", pairs, x[1], sum)
	g.kernel.do("VFMADD231", g.kernel.first(pairs), x[0], sum)
}

// fetch reads ahead the line in which vector v lies four steps later. It does so for large matrices, whose rows have
// many vectors: they come from the second cache.
func (g bgemvPanel) fetch(v int) {
	if 2*g.vectors > bgemvSums && v*g.kernel.width()%64 == 0 {
		g.kernel.PREFETCHT0(operand.Mem{Base: g.w, Index: g.across, Scale: 4, Disp: v * g.kernel.width()})
	}
}
