package main

import (
	"slices"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The fields of PairGrad, in bytes.
const (
	gradDW1, gradDB1, gradDW2, gradDB2, gradDZ           = 0, 8, 16, 24, 32
	gradW1, gradB1, gradW2, gradB2                       = 40, 48, 56, 64
	gradInputs, gradUnits, gradClasses, gradLD1, gradLD2 = 72, 80, 88, 96, 104
	gradRows, gradFactor                                 = 112, 120
)

// Where the kernel for the gradient of two narrow layers keeps on the stack what it reads several times, in bytes. Units are 8 and classes 4
// there, whatever there is of them; the others are 0. "In pairs" says that a vector holds each unit of one row and beside it that of the row four
// further on.
const (
	sumsAt    = 0                           // the gradient of W1, a vector for each input
	rowsAt    = sumsAt + 64*pairBlockInputs // the last rows, filled up with 0
	slopeAt   = rowsAt + 64*pairBlockInputs // the gradient by their units, row by row
	layer1    = slopeAt + 16*4*8            // W1, for each input the units
	bias1     = layer1 + 32*pairBlockInputs // b1
	acrossA   = bias1 + 64                  // W2 less its first class, for each class the units in pairs
	layer2    = acrossA + 4*64              // the same times log2(e), for each unit the classes
	bias2     = layer2 + 8*4*4              // and b2; classes that are not there have absentPower
	endAt     = bias2 + 64                  // the end of the blocks that are there
	nextAt    = endAt + 8                   // where the gradient by the units of the next block goes
	weightsAt = nextAt + 8                  // where the first layer is, in how many bytes that of the next input, and where its biases are
	lossAt    = weightsAt + 24              // the product and the sum that the loss is of, in float64
	blocksAt  = endAt + 64                  // two blocks: see below
	stackOf   = blocksAt + 2*blockOf        // all of it

	pairBlockInputs = 16 // as package mat has it

	anyOf = 0xfe // for VPTERNLOG: a bit that any of three has
)

// What a block of 16 rows keeps between the forward pass and the backward pass, in bytes. Row 4j+i is in lane 4i+j.
const (
	inputsAt = 0                             // each input of all rows
	unitsAt  = inputsAt + 64*pairBlockInputs // the units in pairs, eight pairs of rows
	dzAt     = unitsAt + 64*8                // the gradient by each logit of all rows
	toAt     = dzAt + 64*4                   // where the gradient by the units goes, row by row
	blockOf  = toAt + 64
)

// rowOf is the row in a lane.
func rowOf(lane int) int { return lane%4*4 + lane/4 }

// firstOf is the first row of a pair; the other one is the fourth after it.
func firstOf(pair int) int { return rowOf(2 * pair) }

// narrowGrad is the gradient of two narrow layers with cross-entropy, sixteen rows at a time. Forward, a vector has one unit or logit of all rows, and
// weights are spread by what multiplies by them. Backward, the units of two rows fill a vector, in pairs: inputs and slopes of these two rows stand side
// by side in memory, so that one load spreads them.
type narrowGrad struct {
	arguments
	stack, block reg.GPVirtual
	x, left      reg.GPVirtual // the next rows
	ts           reg.GPVirtual // and their classes
	pair         reg.Register  // the mask of the units of a row
	rows, lanes  reg.Register  // masks of the rows that are there, and of the lanes that they are in
	dW2, db2     []reg.VecVirtual
	db1          reg.VecVirtual
	loss         pairLoss
}

// narrowPairGrad writes the kernel for 1 to 8 units and then 2 to 4.
func (k kernel) narrowPairGrad() {
	k.begin("narrowPairGrad", "func(p, x *T, ts *int) (loss float64, ok bool)",
		"computes the loss of two narrow layers and its gradient by all weights, for 1 to 16 inputs, 1 to 8 units and then 2 to 4. All lengths have to fit. It "+
			"returns the loss, and false where there is no such class or a logit is far from the first one of its row.")
	k.Attributes(0) // so much stack has to be asked for
	g := &narrowGrad{arguments: arguments{k, k.gp("p")}, stack: k.GP64(), block: k.GP64()}
	k.LEAQ(k.AllocLocal(stackOf+64).Offset(63), g.stack)
	k.ANDQ(operand.I8(-64), g.stack)
	other := k.label("other")
	g.check(other)
	g.masks()
	g.weights()
	g.start()
	g.loop()
	g.jumpIfFar(other)
	g.finish()
	k.Label(other)
	k.MOVB(operand.U8(0), k.address(k.Return("ok")))
	k.end()
}

// kept is a place on the stack.
func (g *narrowGrad) kept(at int) operand.Mem { return operand.Mem{Base: g.stack, Disp: at} }

// of is a place in the block.
func (g *narrowGrad) of(at int) operand.Mem { return operand.Mem{Base: g.block, Disp: at} }

// loop goes over the rows, two blocks at a time. Between forward and back is the softmax, which takes long: that of a block beside what comes next of the
// other.
func (g *narrowGrad) loop() {
	k := g.kernel
	next, forward, whole, done := k.label("next"), k.label("forward"), k.label("whole"), k.label("done")
	k.Label(next)
	k.LEAQ(g.kept(blocksAt), g.block)
	k.Label(forward)
	k.CMPQ(g.left, operand.Imm(16))
	k.JGE(operand.LabelRef(whole))
	g.enterRows()
	k.Label(whole)
	g.forward()
	k.SUBQ(operand.Imm(16), g.left)
	k.JLE(operand.LabelRef(done))
	end, more := k.GP64(), k.label("more")
	k.LEAQ(g.kept(blocksAt+2*blockOf), end)
	k.CMPQ(g.block, end)
	k.JNE(operand.LabelRef(forward))
	k.Label(done)
	k.MOVQ(g.block, g.kept(endAt))
	k.CMPQ(g.left, operand.Imm(0))
	k.JG(operand.LabelRef(more))
	g.total() // soon, since its logarithm takes long
	k.Label(more)
	g.eachBlock(func() { g.outer(g.inner()) })
	k.CMPQ(g.left, operand.Imm(0))
	k.JG(operand.LabelRef(next))
	g.leaveRows()
}

// eachBlock calls write within a loop over the blocks that are there.
func (g *narrowGrad) eachBlock(write func()) {
	k, loop := g.kernel, g.kernel.label("block")
	k.LEAQ(g.kept(blocksAt), g.block)
	k.Label(loop)
	write()
	k.ADDQ(operand.I32(blockOf), g.block)
	k.CMPQ(g.block, g.kept(endAt))
	k.JNE(operand.LabelRef(loop))
}

// forward computes a block up to the gradient by its logits, and moves on to the next.
func (g *narrowGrad) forward() {
	k := g.kernel
	g.columns()
	a := g.units()
	z := g.logits(a)
	for i, pair := range k.pairsOf(a) {
		k.VMOVUPS(pair, g.of(unitsAt+64*i))
	}
	four, done := k.label("four"), k.label("softmax")
	k.CMPQ(g.at(gradClasses), operand.Imm(mostFew))
	k.JE(operand.LabelRef(four))
	g.slopes(slices.Clone(z[:mostFew-2]))
	k.JMP(operand.LabelRef(done))
	k.Label(four)
	g.slopes(z)
	k.Label(done)
	g.advance()
}

// advance moves on to the next block.
func (g *narrowGrad) advance() {
	k := g.kernel
	inputs, units, to := g.load(gradInputs), g.load(gradUnits), k.GP64()
	k.MOVQ(g.kept(nextAt), to)
	k.MOVQ(to, g.of(toAt))
	k.SHLQ(operand.Imm(6), inputs)
	k.ADDQ(inputs, g.x)
	k.SHLQ(operand.Imm(6), units)
	k.ADDQ(units, g.kept(nextAt))
	k.ADDQ(operand.I32(128), g.ts)
	k.ADDQ(operand.I32(blockOf), g.block)
}
