package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The fields of PairGrad, in bytes.
const (
	gradDW1, gradDB1, gradDW2, gradDB2, gradDZ = 0, 24, 48, 72, 96
	gradW1, gradB1, gradW2, gradB2, gradX      = 120, 144, 168, 192, 216
	gradTs, gradInputs, gradLD1, gradLD2       = 240, 264, 272, 280
	gradFactor, gradProduct, gradTargets       = 288, 296, 304
)

// Where the kernel for the gradient of two narrow layers keeps on the stack what it reads several times, in bytes. Units are 8 and classes 4
// there, whatever there is of them; the others are 0.
const (
	sumsAt  = 0                      // the gradient of W1, two halves for each input
	rowsAt  = sumsAt + 64*pairInputs // the last rows, filled up with 0
	slopeAt = rowsAt + 64*pairInputs // the gradient by their units, row by row
	unitsAt = slopeAt + 16*4*8       // the units of 16 rows, two rows in each vector
	acrossA = unitsAt + 16*4*8       // W2, for each class the units twice
	layer2  = acrossA + 4*64         // W2, for each unit the classes
	bias2   = layer2 + 8*4*4         // b2; classes that are not there have -Inf
	logitAt = bias2 + 64             // the logits of 16 rows
	pastAt  = logitAt + 4*64         // the units of the 16 rows before, by turns with unitsAt
	pairsAt = pastAt + 16*4*8        // the gradient by the units of the rows before, two rows in each vector
	slots   = pairsAt + 16*4*8       // pointers: see below
	stackOf = slots + 64             // all of it

	nowUnits, pastUnits = slots, slots + 8       // where the units are of the rows, and of those before
	nowDZ, pastDZ       = slots + 16, slots + 24 // where the gradient by them goes
	pastX               = slots + 32             // the rows before, or 0

	pairInputs = 16
)

// narrowGrad is the gradient of two narrow layers with cross-entropy, sixteen rows at a time. In the forward pass and in the sums of the gradient
// a vector holds the units of two rows, four apart; between them one holds a class of all rows, or a unit.
type narrowGrad struct {
	arguments
	stack                reg.GPVirtual
	x, left              reg.GPVirtual // the next rows
	pair, upper, outputs reg.Register  // masks: of the units of two rows, of the second row, of the classes
	rows                 reg.Register  // of the rows that are there
	dz, dW2, db2         []reg.VecVirtual
	db1                  reg.VecVirtual
	loss                 *fewColumns
}

// narrowPairGrad writes the kernel for 1 to 8 units and then 2 to 4.
func (k kernel) narrowPairGrad() {
	k.begin("narrowPairGrad", "func(p *T)",
		"computes the loss of two narrow layers and its gradient by all weights, for 1 to 16 inputs, 1 to 8 units and then 2 to 4. All lengths have to fit.")
	k.Attributes(0) // so much stack has to be asked for
	g := &narrowGrad{arguments: arguments{k, k.gp("p")}, stack: k.GP64()}
	k.LEAQ(k.AllocLocal(stackOf+64).Offset(63), g.stack)
	k.ANDQ(operand.I8(-64), g.stack)
	g.masks()
	g.weights()
	g.start()
	g.loop()
	g.finish()
	k.end()
}

// masks makes the masks that do not change.
func (g *narrowGrad) masks() {
	k := g.kernel
	g.pair = k.kmask(k.repeated(g.load(gradB1+length), 8))
	g.outputs = k.kmask(k.repeated(g.load(gradB2 + length)))
	bits := k.GP64()
	k.MOVQ(operand.I32(0xff00), bits)
	g.upper, g.rows = k.kmask(bits), k.K()
}

// weights puts the second layer on the stack.
func (g *narrowGrad) weights() {
	k, loop := g.kernel, g.kernel.label("weights")
	zero, row := k.zero(), k.XMM()
	for i := range 2 {
		k.VMOVUPS(zero, g.kept(layer2+64*i))
	}
	w, ld, to, left := g.load(gradW2), g.load(gradLD2), k.GP64(), g.load(gradB1+length)
	k.LEAQ(g.kept(layer2), to)
	k.Label(loop)
	k.VMOVUPS_Z(operand.Mem{Base: w}, g.outputs, row)
	k.VMOVUPS(row, operand.Mem{Base: to})
	k.LEAQ(operand.Mem{Base: w, Index: ld, Scale: 4}, w)
	k.ADDQ(operand.Imm(16), to)
	k.tally(left, loop)
	bias := k.absentLogit()
	k.VMOVUPS(operand.Mem{Base: g.load(gradB2)}, g.outputs, bias.AsX())
	k.VMOVUPS(bias, g.kept(bias2))
	lower, higher := k.vector(), k.vector()
	k.VMOVUPS(g.kept(layer2), lower)
	k.VMOVUPS(g.kept(layer2+64), higher)
	lanes := k.stored(k.table("across", func(lane int) int { return lane % 8 * 4 }))
	for c := range mostFew {
		v := k.copy(lanes)
		k.VPADDD_BCST(k.words("lane1", 1), lanes, lanes)
		k.VPERMI2PS(higher, lower, v)
		k.VMOVUPS(v, g.kept(acrossA+64*c))
	}
}

// start sets the sums to 0, and finds the first rows.
func (g *narrowGrad) start() {
	k, loop := g.kernel, g.kernel.label("sums")
	zero, left, at := k.zero(), g.load(gradInputs), k.GP64()
	k.LEAQ(g.kept(sumsAt), at)
	k.Label(loop)
	k.VMOVUPS(zero, operand.Mem{Base: at})
	k.ADDQ(operand.Imm(64), at)
	k.tally(left, loop)
	for range mostFew {
		g.dz, g.dW2, g.db2 = append(g.dz, k.zero()), append(g.dW2, k.zero()), append(g.db2, k.zero())
	}
	g.db1 = k.zero()
	g.x, g.left = g.load(gradX), g.load(gradTs+length)
	k.MOVQ(g.load(gradDZ), g.kept(nowDZ))
	k.MOVQ(operand.I32(0), g.kept(pastX))
	k.LEAQ(g.kept(unitsAt), at)
	k.MOVQ(at, g.kept(nowUnits))
	k.LEAQ(g.kept(pastAt), at)
	k.MOVQ(at, g.kept(pastUnits))
	d := k.inDouble()
	g.loss = &fewColumns{columns: columns{count: mostFew, shortRows: shortRows{kernel: k, loss: true, result: "dz", whole: true,
		ts: g.load(gradTs), factor: k.broadcast(g.at(gradFactor)), products: []reg.VecVirtual{d.constant(1)}, targets: d.constant(0)}}}
}

// kept is a place on the stack.
func (g *narrowGrad) kept(at int) operand.Mem { return operand.Mem{Base: g.stack, Disp: at} }

// loop goes over the rows. What takes long and cannot be done side by side, the softmax, is begun before there is other work to do: the gradient of
// the rows comes after the forward pass of the next ones.
func (g *narrowGrad) loop() {
	k := g.kernel
	next, body, last, past, loss, done := k.label("next"), k.label("body"), k.label("last"), k.label("past"), k.label("loss"), k.label("done")
	k.Label(next)
	k.CMPQ(g.left, operand.Imm(0))
	k.JLE(operand.LabelRef(past))
	k.CMPQ(g.left, operand.Imm(16))
	k.JL(operand.LabelRef(last))
	all := k.GP64()
	k.MOVQ(operand.I32(0xffff), all)
	k.KMOVW(all.As32(), g.rows)
	k.Label(body)
	g.logits(g.units())
	k.CMPQ(g.kept(pastX), operand.Imm(0))
	k.JE(operand.LabelRef(loss))
	k.Label(past)
	g.inner()
	g.outer()
	k.CMPQ(g.left, operand.Imm(0))
	k.JLE(operand.LabelRef(done))
	k.Label(loss)
	g.loss.slopes(g)
	g.advance()
	k.JMP(operand.LabelRef(next))
	k.Label(last)
	g.enterRows()
	k.JMP(operand.LabelRef(body))
	k.Label(done)
	g.leaveRows()
}

// advance moves on to the next rows.
func (g *narrowGrad) advance() {
	k, v, w := g.kernel, g.kernel.GP64(), g.kernel.GP64()
	k.MOVQ(g.x, g.kept(pastX))
	k.MOVQ(g.kept(nowUnits), v)
	k.MOVQ(g.kept(pastUnits), w)
	k.MOVQ(v, g.kept(pastUnits))
	k.MOVQ(w, g.kept(nowUnits))
	k.MOVQ(g.kept(nowDZ), v)
	k.MOVQ(v, g.kept(pastDZ))
	inputs, units := g.load(gradInputs), g.load(gradB1+length)
	k.SHLQ(operand.Imm(6), inputs)
	k.ADDQ(inputs, g.x)
	k.SHLQ(operand.Imm(6), units)
	k.ADDQ(units, v)
	k.MOVQ(v, g.kept(nowDZ))
	k.ADDQ(operand.I32(128), g.loss.ts)
	k.SUBQ(operand.Imm(16), g.left)
}
