package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// blockColumns are columns of blocks of rows, one for each lane. Rows are read and written in chunks of 16 bytes: in a
// vector of chunks of different rows, each chunk is a row of a small square matrix whose transpose has the columns. What
// is left over is a block in which rows stand more than once, or else for the loop of shortRows, which computes the same bits.
type blockColumns struct {
	columns
	block          reg.Register    // from block to block, in numbers
	stride, triple reg.Register    // from row to row, and three times that, in bytes
	apart          []reg.GPVirtual // from the first row of the block to that of each further 16 bytes of a vector, in bytes
	bases          []reg.Register  // the first row of each 16 bytes of a vector
	tails          []reg.Register  // masks of the last chunk of a row at each place in a vector
}

// blocks writes the loops over blocks, for all numbers of classes in the group.
func (r *shortRows) blocks() {
	if len(r.blockCounts()) == 0 {
		return
	}
	done := r.kernel.label("blocked")
	if r.kernel.wide {
		r.kernel.CMPQ(r.n, operand.Imm(mostFew))
		r.kernel.JLE(operand.LabelRef(done))
	}
	for _, count := range r.blockCounts() {
		r.ifClasses(count, r.unlessBlock(), func() {
			b := &blockColumns{columns: columns{shortRows: *r, count: count}}
			b.overBlocks(done)
			r.kernel.JMP(operand.LabelRef(done))
		})
	}
	r.kernel.Label(done)
}

// unlessBlock is the jump past a loop that is not for this number of classes.
func (r *shortRows) unlessBlock() func(operand.Op) {
	if r.kernel.wide {
		return r.kernel.JG
	}
	return r.kernel.JNE
}

// blockCounts are the numbers of columns for which there is a loop. For AVX2 that of the classes must be the same,
// and the registers are not enough for more.
func (r *shortRows) blockCounts() []int {
	switch {
	case r.kernel.double:
		return nil
	case !r.kernel.wide:
		return []int{2, 3, 4}
	case r.group == 16:
		return []int{12}
	}
	return nil
}

// chunk is how many numbers there are in 16 bytes.
func (k kernel) chunk() int { return 16 / k.size() }

// overBlocks runs the body for the blocks.
func (b *blockColumns) overBlocks(done string) {
	next := b.kernel.label("block")
	b.block, b.stride, b.triple = b.kernel.GP64(), b.kernel.GP64(), b.kernel.GP64()
	b.kernel.IMUL3Q(operand.I32(b.kernel.lanes()), b.n, b.block)
	b.kernel.CMPQ(b.left, b.atLeast())
	b.kernel.JL(operand.LabelRef(done))
	b.kernel.IMUL3Q(operand.I32(b.kernel.size()), b.n, b.stride)
	b.kernel.LEAQ(operand.Mem{Base: b.stride, Index: b.stride, Scale: 2}, b.triple)
	b.setApart()
	seeds := b.shortRows
	b.tailMasks()
	b.sumsOfLanes()
	b.kernel.Label(next)
	b.repeatRows()
	b.body()
	if b.loss {
		b.kernel.ADDQ(operand.I32(8*b.kernel.lanes()), b.ts)
	}
	b.kernel.ADDQ(b.block, b.at)
	b.kernel.SUBQ(b.block, b.left)
	b.kernel.CMPQ(b.left, b.atLeast())
	b.kernel.JGE(operand.LabelRef(next))
	b.passOn(seeds)
}

// atLeast is how many numbers are a block at least. A loss counts each row, so that none may stand in its block twice; a block of AVX-512 takes as
// long as eight rows one by one, that of AVX2 as two.
func (b *blockColumns) atLeast() reg.Register {
	if b.loss {
		return b.block
	}
	least, rows := b.kernel.GP64(), 2
	if b.kernel.wide {
		rows = 8
	}
	b.kernel.IMUL3Q(operand.I32(rows), b.n, least)
	return least
}

// setApart places the rows of a whole block one after the other.
func (b *blockColumns) setApart() {
	if b.loss {
		return
	}
	for i := range b.kernel.width()/16 - 1 {
		b.apart = append(b.apart, b.kernel.GP64())
		b.kernel.IMUL3Q(operand.I32((i+1)*b.kernel.chunk()), b.stride, b.apart[i])
	}
}

// repeatRows lets rows of a block that is not whole stand in it more than once, each time with the same result: all are read before the first is written.
func (b *blockColumns) repeatRows() {
	if b.loss {
		return
	}
	whole, fewer, last := b.kernel.label("whole"), b.kernel.label("fewer"), b.kernel.GP64()
	b.kernel.CMPQ(b.left, b.block)
	b.kernel.JGE(operand.LabelRef(whole))
	b.kernel.IMUL3Q(operand.I32(-b.kernel.chunk()), b.stride, last)
	b.kernel.LEAQ(operand.Mem{Base: last, Index: b.left, Scale: uint8(b.kernel.size())}, last) // to the last four rows
	if !b.kernel.wide {
		b.kernel.TESTQ(last, last)
		b.kernel.JL(operand.LabelRef(fewer))
	}
	for _, apart := range b.apart {
		b.kernel.CMPQ(apart, last)
		b.kernel.CMOVQGT(last, apart)
	}
	if !b.kernel.wide {
		b.kernel.JMP(operand.LabelRef(whole))
		b.kernel.Label(fewer)
		b.repeatFewer(last, whole)
	}
	b.kernel.Label(whole)
}

// repeatFewer is repeatRows of two or three rows: of two each fills its half of the vectors, of three the last is there twice.
func (b *blockColumns) repeatFewer(last reg.GPVirtual, whole string) {
	three := b.kernel.label("three")
	b.kernel.ADDQ(b.stride, last)
	b.kernel.JE(operand.LabelRef(three))
	b.kernel.MOVQ(b.stride, b.apart[0])
	b.kernel.XORQ(b.stride, b.stride)
	b.kernel.XORQ(b.triple, b.triple)
	b.kernel.JMP(operand.LabelRef(whole))
	b.kernel.Label(three)
	b.kernel.LEAQ(operand.Mem{Base: b.stride, Index: b.stride, Scale: 1}, b.triple)
	b.kernel.XORQ(b.apart[0], b.apart[0])
}

// sumsOfLanes gives the block products and targets of its own, for every lane.
func (b *blockColumns) sumsOfLanes() {
	if !b.loss {
		return
	}
	d := b.kernel.inDouble()
	b.products, b.targets = []reg.VecVirtual{d.constant(1)}, d.constant(0)
	if !b.kernel.double {
		b.products = append(b.products, d.constant(1))
	}
}

// passOn makes the product and the targets of the blocks those with which the other rows begin.
func (b *blockColumns) passOn(r shortRows) {
	if !b.loss {
		return
	}
	b.total()
	b.kernel.do("VMOVA", b.products[0], r.products[0])
	b.kernel.VMOVQ(b.targets.AsX(), r.targets.AsX())
}
