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
	done := r.label("blocked")
	if r.wide {
		r.CMPQ(r.n, operand.Imm(mostFew))
		r.JLE(operand.LabelRef(done))
	}
	for _, count := range r.blockCounts() {
		r.ifClasses(count, r.unlessBlock(), func() {
			b := &blockColumns{columns: columns{shortRows: *r, count: count}}
			b.overBlocks(done)
			r.JMP(operand.LabelRef(done))
		})
	}
	r.Label(done)
}

// unlessBlock is the jump past a loop that is not for this number of classes.
func (r *shortRows) unlessBlock() func(operand.Op) {
	if r.wide {
		return r.JG
	}
	return r.JNE
}

// blockCounts are the numbers of columns for which there is a loop. For AVX2 that of the classes must be the same,
// and the registers are not enough for more.
func (r *shortRows) blockCounts() []int {
	switch {
	case r.double:
		return nil
	case !r.wide:
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
	next := b.label("block")
	b.block, b.stride, b.triple = b.GP64(), b.GP64(), b.GP64()
	b.IMUL3Q(operand.I32(b.lanes()), b.n, b.block)
	b.CMPQ(b.left, b.block)
	b.JL(operand.LabelRef(done))
	b.IMUL3Q(operand.I32(b.size()), b.n, b.stride)
	b.LEAQ(operand.Mem{Base: b.stride, Index: b.stride, Scale: 2}, b.triple)
	seeds := b.shortRows
	b.tailMasks()
	b.sumsOfLanes()
	b.Label(next)
	b.body()
	if b.loss {
		b.ADDQ(operand.I32(8*b.lanes()), b.ts)
	}
	b.ADDQ(b.block, b.at)
	b.SUBQ(b.block, b.left)
	b.CMPQ(b.left, b.block)
	b.JGE(operand.LabelRef(next))
	b.passOn(seeds)
}

// sumsOfLanes gives the block products and targets of its own, for every lane.
func (b *blockColumns) sumsOfLanes() {
	if !b.loss {
		return
	}
	d := b.inDouble()
	b.products, b.targets = []reg.VecVirtual{d.constant(1)}, d.constant(0)
	if !b.double {
		b.products = append(b.products, d.constant(1))
	}
}

// passOn makes the product and the targets of the blocks those with which the other rows begin.
func (b *blockColumns) passOn(r shortRows) {
	if !b.loss {
		return
	}
	b.total()
	b.do("VMOVA", b.products[0], r.products[0])
	b.VMOVQ(b.targets.AsX(), r.targets.AsX())
}
