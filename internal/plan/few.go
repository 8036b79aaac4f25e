package plan

import "github.com/nngen/nngen/internal/ir"

// What a batch costs beside its multiply-adds, and what each row gains by it, in nanoseconds of one processor: a batch borrows memory,
// and a product of matrices begins and ends with more. One by one, each product is a call; multiply-adds take longer, but for those
// that are skipped behind a relu.
const (
	batchCost, productCost = 20, 14
	rowGain, addsPerGain   = 8, 130
	writtenGain            = 2
	mostFew                = 4
)

// fewExamples is up to how many examples are quicker one by one: a few of a small network of products with relu or softmax, else one.
func fewExamples(p *ir.Program, written weights) int {
	cost, gain, products := 0, 0, 0
	c := &chooser{prog: p, written: written, storage: stored}
	for i, in := range p.Forward {
		c.before = p.Forward[:i]
		switch {
		case ir.Is[ir.Affine](in) && in.Dst.IsVector():
			products++
			cost += productCost
			gain += c.rowGain(in)
		case !ir.Is[ir.Softmax](in) && !in.IsRelu(in.Dst):
			return 1
		}
	}
	switch {
	case products == 0 || p.Weights != ir.Full:
		return 1
	case products > 1:
		cost += batchCost
	case gain > writtenGain:
		return 1 // nothing is borrowed
	}
	return min(mostFew, max(1, (cost+gain/2)/gain))
}

// rowGain is what a product gains for each row by being one of matrices.
func (c *chooser) rowGain(in *ir.Instr) int {
	switch {
	case c.written[in.Args[0]]:
		return writtenGain
	case c.skipsZeros(in):
		return rowGain
	}
	return rowGain + in.Args[0].Size()/addsPerGain
}
