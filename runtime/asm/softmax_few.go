package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// mostFew is the largest number of classes of fewColumns. The smallest is 2.
const mostFew = 4

// fewColumns are columns of so few classes that the rows fill as many vectors without a gap, and permutations make the
// columns of them.
type fewColumns struct {
	columns
	offset int            // in bytes, from the place of the loop to the rows
	there  reg.GPVirtual  // bits of the numbers that are there, where that is not all
	zero   reg.VecVirtual // 0, and NaN where the largest logit is not finite
}

// few writes the kernel for few classes.
func (r *shortRows) few(count int) {
	f := &fewColumns{columns: columns{shortRows: *r, count: count}}
	f.group = f.lanes() // one vector of products is enough
	f.reset()
	one, rest, done := r.label("one"), r.label("rest"), r.label("done")
	step := f.lanes() * count
	f.CMPQ(f.left, operand.I32(step))
	f.JL(operand.LabelRef(rest))
	f.Label(one)
	whole := *f
	whole.whole = true
	whole.body()
	f.advance(step)
	f.CMPQ(f.left, operand.I32(step))
	f.JGE(operand.LabelRef(one))
	f.Label(rest)
	f.TESTQ(f.left, f.left)
	f.JLE(operand.LabelRef(done))
	f.present()
	f.body()
	f.advance(step)
	f.JMP(operand.LabelRef(rest))
	f.Label(done)
	f.finish()
}

// advance steps over so many numbers.
func (f *fewColumns) advance(numbers int) {
	if f.loss {
		f.ADDQ(operand.I32(8*numbers/f.count), f.ts)
	}
	f.ADDQ(operand.I32(numbers), f.at)
	f.SUBQ(operand.I32(numbers), f.left)
}

// finish writes the results of the loss.
func (f *fewColumns) finish() {
	if f.loss {
		f.total()
		f.Store(f.products[0].AsX(), f.Return("product"))
		f.Store(f.targets.AsX(), f.Return("targets"))
	}
	f.kernel.end()
}
