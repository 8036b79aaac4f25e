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
	there  []reg.Register // masks of the numbers that are there, one for each vector
	zero   reg.VecVirtual // 0, and NaN where the largest logit is not finite
}

// few writes the kernel for few classes.
func (r *shortRows) few(count int) {
	f := &fewColumns{columns: columns{shortRows: *r, count: count}}
	f.group = f.kernel.lanes() // one vector of products is enough
	f.reset()
	next, body, done := r.kernel.label("next"), r.kernel.label("body"), r.kernel.label("done")
	step := f.kernel.lanes() * count
	f.allPresent()
	f.kernel.Label(next)
	f.kernel.CMPQ(f.left, operand.I32(step))
	f.kernel.JGE(operand.LabelRef(body))
	f.kernel.TESTQ(f.left, f.left)
	f.kernel.JLE(operand.LabelRef(done))
	f.lastPresent()
	f.kernel.Label(body)
	f.body()
	f.advance(step)
	f.kernel.JMP(operand.LabelRef(next))
	f.kernel.Label(done)
	f.finish()
}

// advance steps over so many numbers.
func (f *fewColumns) advance(numbers int) {
	if f.loss {
		f.kernel.ADDQ(operand.I32(8*numbers/f.count), f.ts)
	}
	f.kernel.ADDQ(operand.I32(numbers), f.at)
	f.kernel.SUBQ(operand.I32(numbers), f.left)
}

// finish writes the results of the loss.
func (f *fewColumns) finish() {
	if f.loss {
		f.total()
		f.kernel.Store(f.products[0].AsX(), f.kernel.Return("product"))
		f.kernel.Store(f.targets.AsX(), f.kernel.Return("targets"))
	}
	f.kernel.end()
}
