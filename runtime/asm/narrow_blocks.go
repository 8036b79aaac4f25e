package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Where the kernel for blocks of rows keeps on the stack what it reads several times, in bytes. Units are 8 and outputs 4 there, whatever there is of
// them, and inputs a multiple of 4.
const (
	blocksW1   = 0                                 // for each input the units
	blocksB1   = blocksW1 + 32*(pairBlockInputs+4) // the units
	blocksW2   = blocksB1 + 32                     // for each unit the outputs
	blocksB2   = blocksW2 + 16*8                   // the outputs
	blocksX    = blocksB2 + 16                     // how far the second half of a block lies from where it lies else, in bytes
	blocksSort = blocksX + 8                       // where it stands which lanes the outputs are in
	blocksLast = blocksSort + 8                    // where the blocks that are there end
	blocksTo   = blocksLast + 8                    // where the next outputs go
	blocksY    = blocksTo + 8                      // how far each half vector of outputs lies from where it lies else, in bytes
	blocksAre  = blocksY + 112                     // some blocks, from a multiple of 64 on
	blocksOf   = blocksAre + someBlocks*oneBlock

	someBlocks = 4
)

// What is kept of a block, in bytes.
const (
	blockZ   = 0                   // the outputs before softmax
	blockTo  = blockZ + 64*mostFew // where they go
	oneBlock = blockTo + 64
)

// narrowBlocks are two narrow layers of 16 rows at a time: each number of the rows has a vector of its own, so that no lane waits for another. Row 4j+i
// is in lane 4i+j. Some blocks go through the layers before they go through softmax, of which each step waits for the one before. The last block ends with
// the last row, and so does the second half of a block that has less than 16: rows may be computed twice.
type narrowBlocks struct {
	pairSizes
	stack, block reg.GPVirtual
	x, left      reg.GPVirtual // the next rows
	bias1        [8]reg.VecVirtual
	bias2        [mostFew]reg.VecVirtual
	exp          power2
	sorts        orders
}

// narrowPairBlocks writes the rows of a first layer of at most 8 units and a second of at most 4.
func (k kernel) narrowPairBlocks() {
	k.begin("narrowPairBlocks", "func(y, w1, b1, w2, b2, x *T, sizes uint64, rows, softmax int) (near bool)",
		"is narrowPairRows of at least 8 rows, for 1 to 16 inputs, and at least two outputs where there is a softmax. All lengths have to fit."+
			" It returns false, and some outputs are not there, where one that softmax takes is far from the first one of its row, or no number, and where"+
			" a denormal weight has to be shared.")
	k.Attributes(0) // so much stack has to be asked for
	b := &narrowBlocks{pairSizes: k.pairSizes(), stack: k.GP64(), block: k.GP64(), x: k.gp("x"), left: k.gp("rows")}
	k.LEAQ(k.AllocLocal(blocksOf+64).Offset(63), b.stack)
	k.ANDQ(operand.I8(-64), b.stack)
	far := k.label("far")
	b.start(far)
	b.loop(far)
	k.MOVB(operand.U8(1), k.address(k.Return("near")))
	k.end()
	k.Label(far)
	k.MOVB(operand.U8(0), k.address(k.Return("near")))
	k.end()
}

// loop goes over the blocks, up to one that softmax leaves for far.
func (b *narrowBlocks) loop(far string) {
	k, some, next, layers, each := b.kernel, b.kernel.label("some"), b.kernel.label("block"), b.kernel.label("layers"), b.kernel.label("each")
	end := k.GP64()
	k.Label(some)
	k.LEAQ(b.kept(blocksAre), b.block)
	for j := range b.bias1 {
		b.bias1[j] = k.broadcast(b.kept(blocksB1 + 4*j))
	}
	for c := range b.bias2 {
		b.bias2[c] = k.broadcast(b.kept(blocksB2 + 4*c))
	}
	k.Label(next)
	b.logits(b.units())
	b.advance(layers)
	k.LEAQ(b.kept(blocksOf), end)
	k.CMPQ(b.block, end)
	k.JNE(operand.LabelRef(next))
	k.Label(layers)
	k.MOVQ(b.block, b.kept(blocksLast))
	k.LEAQ(b.kept(blocksAre), b.block)
	b.exp, b.sorts = k.power2(), b.orders()
	k.Label(each)
	b.store(b.softmax(far))
	k.ADDQ(operand.I32(oneBlock), b.block)
	k.CMPQ(b.block, b.kept(blocksLast))
	k.JNE(operand.LabelRef(each))
	k.TESTQ(b.left, b.left)
	k.JNE(operand.LabelRef(some))
}

// of is a place in the block.
func (b *narrowBlocks) of(at int) operand.Mem { return operand.Mem{Base: b.block, Disp: at} }

// advance keeps where the outputs go, and goes on to the next block if there is one: the last one lies so that it ends with the last row.
func (b *narrowBlocks) advance(done string) {
	k, inputs, outputs, over, y := b.kernel, b.size(sizeInputs), b.size(sizeOutputs), b.kernel.GP64(), b.kernel.GP64()
	k.MOVQ(b.kept(blocksTo), y)
	k.MOVQ(y, b.of(blockTo))
	k.ADDQ(operand.I32(oneBlock), b.block)
	k.SUBQ(operand.Imm(16), b.left)
	k.JE(operand.LabelRef(done))
	k.MOVQ(operand.I32(16), over)
	k.CMPQ(b.left, over)
	k.CMOVQLT(b.left, over)
	k.IMULQ(over, inputs)
	k.LEAQ(operand.Mem{Base: b.x, Index: inputs, Scale: 4}, b.x)
	k.IMULQ(over, outputs)
	k.LEAQ(operand.Mem{Base: y, Index: outputs, Scale: 4}, y)
	k.MOVQ(y, b.kept(blocksTo))
	k.SUBQ(operand.Imm(16), over)
	k.SUBQ(over, b.left)
}
