package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// check jumps to the label where there is no such class.
func (g *narrowGrad) check(other string) {
	k, d := g.kernel, g.kernel.inDouble()
	ts, left, last, signs := k.gp("ts"), g.load(gradRows), k.vector(), k.zero()
	classes := g.load(gradClasses)
	k.DECQ(classes)
	k.VPBROADCASTQ(classes, last)
	add := func(t reg.VecVirtual) {
		above := k.vector()
		k.VPSUBQ(t, last, above) // the sign of this or of t is set
		k.VPTERNLOGQ(operand.Imm(anyOf), t, above, signs)
	}
	loop, tail := k.label("classes"), k.label("tail")
	k.Label(loop)
	k.CMPQ(left, operand.Imm(8))
	k.JL(operand.LabelRef(tail))
	add(d.stored(operand.Mem{Base: ts}))
	k.ADDQ(operand.Imm(64), ts)
	k.SUBQ(operand.Imm(8), left)
	k.JMP(operand.LabelRef(loop))
	k.Label(tail)
	rest, mask, bits := k.vector(), k.K(), k.GP32()
	k.VMOVDQU64_Z(operand.Mem{Base: ts}, k.lanesBelow(left), rest)
	add(rest)
	k.VPMOVQ2M(signs, mask)
	k.KMOVW(mask, bits)
	k.TESTL(bits, bits)
	k.JNE(operand.LabelRef(other))
}

// masks makes the masks.
func (g *narrowGrad) masks() {
	k, all := g.kernel, g.kernel.GP64()
	g.pair = k.kmask(k.repeated(g.load(gradUnits)))
	k.MOVQ(operand.I32(0xffff), all)
	g.rows, g.lanes = k.kmask(all), k.kmask(all)
}

// weights puts the layers on the stack.
func (g *narrowGrad) weights() {
	k, loop := g.kernel, g.kernel.label("layer1")
	g.second()
	twice := k.stored(k.table("twice", func(lane int) int { return lane / 2 }))
	spread := func(from, to operand.Mem) {
		v := k.vector()
		k.VMOVUPS_Z(from, g.pair, v.AsY())
		k.VPERMPS(v, twice, v)
		k.VMOVUPS(v, to)
	}
	spread(operand.Mem{Base: g.load(gradB1)}, g.kept(bias1))
	w, ld, to, sums, left, zero := g.load(gradW1), g.load(gradLD1), k.GP64(), k.GP64(), g.load(gradInputs), k.zero()
	k.LEAQ(g.kept(layer1), to)
	k.LEAQ(g.kept(sumsAt), sums)
	k.Label(loop)
	spread(operand.Mem{Base: w}, operand.Mem{Base: to})
	k.VMOVUPS(zero, operand.Mem{Base: sums})
	k.LEAQ(operand.Mem{Base: w, Index: ld, Scale: 4}, w)
	k.ADDQ(operand.Imm(64), to)
	k.ADDQ(operand.Imm(64), sums)
	k.tally(left, loop)
}

// second puts the second layer on the stack, for each unit the classes.
func (g *narrowGrad) second() {
	k, loop := g.kernel, g.kernel.label("layer2")
	zero, row, outputs := k.zero(), k.XMM(), g.outputs()
	for i := range 2 {
		k.VMOVUPS(zero, g.kept(layer2+64*i))
	}
	w, ld, to, left := g.load(gradW2), g.load(gradLD2), k.GP64(), g.load(gradUnits)
	k.LEAQ(g.kept(layer2), to)
	k.Label(loop)
	k.VMOVUPS_Z(operand.Mem{Base: w}, outputs, row)
	k.VMOVUPS(row, operand.Mem{Base: to})
	k.LEAQ(operand.Mem{Base: w, Index: ld, Scale: 4}, w)
	k.ADDQ(operand.Imm(16), to)
	k.tally(left, loop)
	bias := k.absentLogit()
	k.VMOVUPS(operand.Mem{Base: g.load(gradB2)}, outputs, bias.AsX())
	k.VMOVUPS(bias, g.kept(bias2))
}

// across puts the second layer on the stack once more, for each class the units in pairs.
func (g *narrowGrad) across() {
	k := g.kernel
	lower, higher := k.stored(g.kept(layer2)), k.stored(g.kept(layer2+64))
	lanes := k.stored(k.table("across", func(lane int) int { return lane / 2 * 4 }))
	for c := range mostFew {
		v := k.copy(lanes)
		k.VPADDD_BCST(k.words("lane1", 1), lanes, lanes)
		k.VPERMI2PS(higher, lower, v)
		k.VMOVUPS(v, g.kept(acrossA+64*c))
	}
}

// outputs returns the mask of the classes.
func (g *narrowGrad) outputs() reg.Register {
	return g.kernel.kmask(g.kernel.repeated(g.load(gradClasses)))
}

// start sets the sums to 0, and finds the first rows.
func (g *narrowGrad) start() {
	k := g.kernel
	for range mostFew {
		g.dW2, g.db2 = append(g.dW2, k.zero()), append(g.db2, k.zero())
	}
	g.db1 = k.zero()
	g.x, g.left = k.gp("x"), g.load(gradRows)
	k.MOVQ(g.load(gradDZ), g.kept(nextAt))
	g.across()
	d := k.inDouble()
	g.loss = &fewColumns{columns: columns{count: mostFew, shortRows: shortRows{kernel: k, loss: true, result: "dz", whole: true,
		ts: k.gp("ts"), factor: k.broadcast(g.at(gradFactor)), products: []reg.VecVirtual{d.constant(1)}, targets: d.constant(0)}}}
}
