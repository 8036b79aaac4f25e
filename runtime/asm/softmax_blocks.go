package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// blockColumns are columns of blocks of rows, one for each lane. Rows are read and written in chunks of 16 bytes: in a
// vector of chunks of different rows, each chunk is a row of a small square matrix whose transpose has the columns. The
// rows that are left over, and blocks of none, are for the loop of shortRows, which computes the same bits.
type blockColumns struct {
	columns
	block          reg.Register   // from block to block, in numbers
	stride, triple reg.Register   // from row to row, and three times that, in bytes
	bases          []reg.Register // the first row of each 16 bytes of a vector
	tails          []reg.Register // masks of the last chunk of a row at each place in a vector
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

// overBlocks runs the body for the whole blocks.
func (b *blockColumns) overBlocks(done string) {
	next := b.kernel.label("block")
	b.block, b.stride, b.triple = b.kernel.GP64(), b.kernel.GP64(), b.kernel.GP64()
	b.kernel.IMUL3Q(operand.I32(b.kernel.lanes()), b.n, b.block)
	b.kernel.CMPQ(b.left, b.block)
	b.kernel.JL(operand.LabelRef(done))
	b.kernel.IMUL3Q(operand.I32(b.kernel.size()), b.n, b.stride)
	b.kernel.LEAQ(operand.Mem{Base: b.stride, Index: b.stride, Scale: 2}, b.triple)
	seeds := b.shortRows
	b.tailMasks()
	b.sumsOfLanes()
	b.kernel.Label(next)
	b.body()
	if b.loss {
		b.kernel.ADDQ(operand.I32(8*b.kernel.lanes()), b.ts)
	}
	b.kernel.ADDQ(b.block, b.at)
	b.kernel.SUBQ(b.block, b.left)
	b.kernel.CMPQ(b.left, b.block)
	b.kernel.JGE(operand.LabelRef(next))
	b.passOn(seeds)
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
