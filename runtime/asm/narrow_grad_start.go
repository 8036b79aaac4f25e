package main

import (
	"math"

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

// weights finds the first layer, which has to be copied where it has less than 8 units, and puts the second on the stack.
func (g *narrowGrad) weights() {
	k, fewer, found := g.kernel, g.kernel.label("fewer"), g.kernel.label("found")
	g.second()
	w, b, step := g.load(gradW1), g.load(gradB1), g.load(gradLD1)
	k.SHLQ(operand.Imm(2), step)
	k.CMPQ(g.at(gradUnits), operand.Imm(8))
	k.JNE(operand.LabelRef(fewer))
	k.MOVQ(w, g.kept(weightsAt))
	k.MOVQ(step, g.kept(weightsAt+8))
	k.MOVQ(b, g.kept(weightsAt+16))
	k.JMP(operand.LabelRef(found))
	k.Label(fewer)
	g.copyFirst(w, b, step)
	k.Label(found)
	loop, zero, sums, left := k.label("sums"), k.zero(), k.GP64(), g.load(gradInputs)
	k.LEAQ(g.kept(sumsAt), sums)
	k.Label(loop)
	k.VMOVUPS(zero, operand.Mem{Base: sums})
	k.ADDQ(operand.Imm(64), sums)
	k.tally(left, loop)
}

// copyFirst puts the first layer on the stack, for each input 8 units.
func (g *narrowGrad) copyFirst(w, b, step reg.GPVirtual) {
	k, loop := g.kernel, g.kernel.label("layer1")
	to, left, v := k.GP64(), g.load(gradInputs), k.YMM()
	k.VMOVUPS_Z(operand.Mem{Base: b}, g.pair, v)
	k.LEAQ(g.kept(bias1), to)
	k.VMOVUPS(v, operand.Mem{Base: to})
	k.MOVQ(to, g.kept(weightsAt+16))
	k.LEAQ(g.kept(layer1), to)
	k.MOVQ(to, g.kept(weightsAt))
	k.MOVQ(operand.I32(32), g.kept(weightsAt+8))
	k.Label(loop)
	k.VMOVUPS_Z(operand.Mem{Base: w}, g.pair, v)
	k.VMOVUPS(v, operand.Mem{Base: to})
	k.ADDQ(step, w)
	k.ADDQ(operand.Imm(32), to)
	k.tally(left, loop)
}

// absentPower is the logit of a class that there is not, less the first one: 2 to that is lost beside 1.
const absentPower = -60

// second puts the second layer on the stack, for each unit the classes, and once more for each class the units in pairs. Its rows are put together in
// registers, since what was written row by row cannot be read as a whole at once.
func (g *narrowGrad) second() {
	k, all := g.kernel, g.kernel.label("layer2")
	w, step, left, row := g.load(gradW2), g.load(gradLD2), g.load(gradUnits), [4]reg.Register{g.outputs()}
	g.secondBias(row[0])
	for i := 1; i < 4; i++ {
		row[i] = k.K()
		k.KSHIFTLW(operand.Imm(uint64(4*i)), row[0], row[i])
	}
	halves := [2]reg.VecVirtual{k.zero(), k.zero()} // of the units
	for j := range 8 {
		k.VBROADCASTF32X4(operand.Mem{Base: w}, row[j%4], halves[j/4])
		if j < 7 {
			k.LEAQ(operand.Mem{Base: w, Index: step, Scale: 4}, w)
			k.DECQ(left)
			k.JE(operand.LabelRef(all))
		}
	}
	k.Label(all)
	there, two := row[0], k.K()
	k.KORW(row[1], there, there)
	k.KORW(row[3], row[2], two)
	k.KORW(two, there, there)
	for i, v := range halves {
		k.subtractFirst(v, there)
		scaled := k.vector()
		k.with("VMUL", math.Log2E, v, scaled)
		k.VMOVUPS(scaled, g.kept(layer2+64*i))
	}
	lanes := k.stored(k.table("across", func(lane int) int { return lane/2*4 + 1 }))
	for c := 1; c < mostFew; c++ {
		v := k.copy(lanes)
		k.VPERMI2PS(halves[1], halves[0], v)
		k.VMOVUPS(v, g.kept(acrossA+64*c))
		if c < mostFew-1 {
			k.VPADDD_BCST(k.words("lane1", 1), lanes, lanes)
		}
	}
}

// secondBias puts the biases of the second layer on the stack.
func (g *narrowGrad) secondBias(there reg.Register) {
	k, b, absent := g.kernel, g.kernel.vector(), g.kernel.constant(absentPower)
	k.VMOVUPS_Z(operand.Mem{Base: g.load(gradB2)}, there, b.AsX())
	k.subtractFirst(b, there)
	_, log2e := k.lanesOf(k.bitsOf(math.Log2E))
	k.VMULPS_BCST(log2e, b, there, absent)
	k.VMOVUPS(absent.AsX(), g.kept(bias2))
}

// subtractFirst subtracts from each four numbers the first of them, and keeps those of the mask.
func (k kernel) subtractFirst(v reg.VecVirtual, mask reg.Register) {
	first := k.vector()
	k.VPERMILPS(operand.Imm(0), v, first)
	k.VSUBPS_Z(first, v, mask, v)
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
	g.ts = k.gp("ts")
	g.loss = pairLoss{factor: k.broadcast(g.at(gradFactor)), product: k.constant(1), sum: k.zero(), far: k.zero()}
}
