package plan

import "github.com/nngen/nngen/internal/ir"

// What a batch costs beside its multiply-adds, and what each row gains by it, in nanoseconds of one processor: a batch borrows memory,
// a product of matrices begins and ends with more, and leaky_relu is a pass of its own but with AVX-512. One by one, each product is a call; multiply-adds
// take longer, but for those that are skipped behind a relu. A product by dots takes more to begin, as many rows as it has, and is seldom for
// a network alone.
const (
	batchCost, productCost, leakCost = 20, 14, 20
	rowGain, addsPerGain             = 8, 130
	writtenGain                      = 2
	mostFew                          = 4
	dotsCost, fewDots                = 24, 2
)

// fewExamples is up to how many examples are quicker one by one: a few of a small network of products with relu, leaky_relu or softmax, else
// one.
func fewExamples(p *ir.Program, written weights) int {
	cost, gain, products, dots := 0, 0, 0, false
	c := &chooser{prog: p, written: written, storage: stored}
	for i, in := range p.Forward {
		c.before = p.Forward[:i]
		switch {
		case ir.Is[ir.Affine](in) && in.Dst.IsVector():
			products++
			cost += productCost
			gain += c.rowGain(in)
			dots = in.Args[0].Layout == ir.RowMajor && !c.written[in.Args[0]]
		case isLeak(in):
			cost += leakCost
		case !ir.Is[ir.Softmax](in) && !in.IsRelu(in.Dst):
			return 1
		}
	}
	switch {
	case products == 0 || p.Weights != ir.Full:
		return 1
	case products > 1:
		cost += batchCost
	case dots:
		return min(fewDots, max(1, (dotsCost+gain/2)/gain))
	case gain > writtenGain:
		return 1 // nothing is borrowed
	}
	return min(mostFew, max(1, (cost+gain/2)/gain))
}

// isLeak reports whether an instruction is leaky_relu in its place: most processors go over a batch once more for it, but not over one row.
func isLeak(in *ir.Instr) bool {
	m, ok := in.Op.(*ir.Map)
	return ok && m.Fast != nil && m.Fast.Kernel == "leakyRelu" && in.Dst == in.Args[0]
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
