package plan

import "github.com/nngen/nngen/internal/ir"

// What a batch costs beside its multiply-adds, and what each row gains by it, in nanoseconds of one processor: a batch borrows memory,
// a product of matrices begins and ends with more, and leaky_relu is a pass of its own but with AVX-512. One by one, each product is a call; multiply-adds
// take longer, but for those that are skipped behind a relu. What brings many inputs to scale, or encodes them, is a call for one row, too; a few
// are written out. A product by dots takes more to begin, as many rows as it has, and is seldom for
// a network alone.
const (
	batchCost, productCost, leakCost = 20, 14, 20
	rowGain, addsPerGain             = 8, 130
	writtenGain                      = 2
	mostFew                          = 32
	dotsCost, fewDots                = 24, 2
	writeCost, writeGain             = 30, 1
	scaleCost, scaleGain             = 8, 25
	encodeCost, encodeGain           = 14, 8
)

// fewExamples is up to how many examples are quicker one by one: a few of a small network of products with relu, leaky_relu or softmax, whose
// inputs may be encoded and brought to scale, else one.
func fewExamples(p *ir.Program, written weights) int {
	var b balance
	c := &chooser{prog: p, written: written, storage: stored}
	for i, in := range p.Forward {
		c.before = p.Forward[:i]
		if !b.add(c, in) {
			return 1
		}
	}
	switch {
	case b.products == 0 || p.Weights != ir.Full:
		return 1
	case b.products > 1 || b.others > 0:
		b.cost += batchCost
	case b.dots:
		return b.even(dotsCost, fewDots)
	case b.gain > writtenGain:
		return 1 // nothing is borrowed
	}
	return b.even(b.cost, mostFew)
}

// balance is what a batch costs beside its work, what each of its rows gains, and of what it is made.
type balance struct {
	cost, gain       int
	products, others int
	dots             bool // the last product is one by dots
}

// add takes in an instruction, if its cost is known.
func (b *balance) add(c *chooser, in *ir.Instr) bool {
	other := func(cost, gain int) {
		b.cost, b.gain, b.others = b.cost+cost, b.gain+gain, b.others+1
	}
	switch {
	case ir.Is[ir.Affine](in) && in.Dst.IsVector():
		b.cost, b.gain, b.products = b.cost+productCost, b.gain+c.rowGain(in), b.products+1
		b.dots = in.Args[0].Layout == ir.RowMajor && !c.written[in.Args[0]]
	case isLeak(in):
		b.cost += leakCost
	case isWrittenScaling(in):
		other(writeCost, writeGain*in.Dst.Size())
	case isScaling(in):
		other(scaleCost, scaleGain)
	case isEncoding(in):
		other(encodeCost, encodeGain)
	default:
		return ir.Is[ir.Softmax](in) || in.IsRelu(in.Dst)
	}
	return true
}

// even is how many rows gain what the batch costs: at least one, and at most so many.
func (b *balance) even(cost, most int) int { return min(most, max(1, (cost+b.gain/2)/b.gain)) }

// isLeak reports whether an instruction is leaky_relu in its place: most processors go over a batch once more for it, but not over one row.
func isLeak(in *ir.Instr) bool {
	m, ok := in.Op.(*ir.Map)
	return ok && m.Fast != nil && m.Fast.Kernel == "leakyRelu" && in.Dst == in.Args[0]
}

// isEncoding reports whether an instruction encodes inputs, or puts what encodes them side by side.
func isEncoding(in *ir.Instr) bool {
	switch in.Op.(type) {
	case ir.Filled, *ir.OneHot, *ir.Embed, *ir.Ordinal, *ir.Cycle, *ir.IsMissing, *ir.Piecewise:
		return true
	case *ir.Place:
		return in.Part == ir.AtInput
	}
	return false
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
