package plan

import "github.com/nngen/nngen/internal/ir"

// What a batch costs beside its multiply-adds, and what each row gains by it, in nanoseconds of one processor: of what layers cost the numbers that suit
// 60 networks with AVX2 and AVX-512 best. A batch borrows memory, a product of matrices begins and ends with more, softmax reads what that has just
// written, and leaky_relu may be a pass of its own. One by one, each product is a call, multiply-adds take longer, and a layer that skips zeros finds
// them first. What is written out needs no call, and is quickest for one unit; outputs that are no whole pieces of 16 bytes are copied slowly.
// What brings many inputs to scale, or encodes them, is a call for one row, too; a few are written out.
const (
	batchCost, productCost, softmaxCost, leakCost = 30, 10, 10, 20
	rowGain, dotsGain, sparseGain, copyGain       = 8, 10, 30, 20
	addsPerGain, writtenPerGain, unitPerGain      = 200, 2, 4
	writeCost, writeGain                          = 30, 1
	scaleCost, scaleGain                          = 8, 25
	encodeCost, encodeGain                        = 14, 8

	// Where AVX2 multiplies as many numbers at a time as there can be, a batch gains of a layer that skips zeros no more than finding them, of so many
	// inputs at a time, and loses by multiplying by all: of weights that the nearest cache holds.
	narrowUnits, narrowInputs, narrowGain, addsPerNarrowLoss = 64, 64, 12, 140

	mostFew                 = 32
	fewBorrowed, fewWeights = 2, 10000 // so many examples of so few weights are quicker one by one at least, where a batch borrows memory
)

// fewExamples is up to how many examples are quicker one by one: a few of a small network of products with relu, leaky_relu or softmax, whose
// inputs may be encoded and brought to scale, else one.
func fewExamples(p *ir.Program, written weights) int {
	return fewOf(balance{chooser: &chooser{prog: p, written: written, storage: stored}})
}

// fewNarrow is fewExamples, and at least that, where AVX2 multiplies as many numbers at a time as there can be.
func fewNarrow(p *ir.Program, written weights) int {
	return max(p.FewExamples, fewOf(balance{chooser: &chooser{prog: p, written: written, storage: stored}, narrow: true}))
}

// fewOf is fewExamples by what a batch gains there.
func fewOf(b balance) int {
	p := b.prog
	for i, in := range p.Forward {
		b.before = p.Forward[:i]
		if !b.add(in) {
			return 1
		}
	}
	switch {
	case len(b.products) == 0 || p.Weights != ir.Full:
		return 1
	case len(b.products) == 1 && b.others == 0:
		return b.alone(b.products[0])
	}
	return b.together()
}

// balance is what a batch costs beside its work, what each of its rows gains, and of what it is made.
type balance struct {
	*chooser
	cost, gain int
	products   []*ir.Buffer // their weights
	others     int
	softmax    bool
	narrow     bool // AVX2 multiplies as many numbers at a time as there can be
}

// add takes in an instruction, if its cost is known.
func (b *balance) add(in *ir.Instr) bool {
	switch {
	case ir.Is[ir.Affine](in) && in.Dst.IsVector():
		b.cost, b.gain, b.products = b.cost+productCost, b.gain+b.rowGain(in), append(b.products, in.Args[0])
	case isLeak(in):
		b.cost += leakCost
	case ir.Is[ir.Softmax](in):
		b.cost, b.softmax = b.cost+softmaxCost, true
	case isWrittenScaling(in):
		b.other(writeCost, writeGain*in.Dst.Size())
	case isScaling(in):
		b.other(scaleCost, scaleGain)
	case isEncoding(in):
		b.other(encodeCost, encodeGain)
	default:
		return in.IsRelu(in.Dst)
	}
	return true
}

// other takes in what is done to inputs, or to outputs.
func (b *balance) other(cost, gain int) {
	b.cost, b.gain, b.others = b.cost+cost, b.gain+gain, b.others+1
}

// rowGain is what a product gains for each row by being one of matrices.
func (b *balance) rowGain(in *ir.Instr) int {
	switch W := in.Args[0]; {
	case b.written[W] && W.Rows() == 1:
		return max(1, W.Size()/unitPerGain)
	case b.written[W]:
		return max(1, W.Size()/writtenPerGain)
	case b.skipsZeros(in) && b.narrow && W.Rows() <= narrowUnits:
		return narrowGain*((W.Cols()+narrowInputs-1)/narrowInputs) - W.Size()/addsPerNarrowLoss
	case b.skipsZeros(in):
		return sparseGain
	case W.Layout == ir.RowMajor:
		return dotsGain + W.Size()/addsPerGain
	default:
		return rowGain + W.Size()/addsPerGain
	}
}

// together is fewExamples where a batch borrows memory.
func (b *balance) together() int {
	weights := 0
	for _, W := range b.products {
		weights += W.Size()
	}
	if units := b.products[len(b.products)-1].Rows(); units > 4 && units%4 != 0 {
		b.gain += copyGain
	}
	if b.narrow && weights > fewWeights {
		return 1
	}
	n := even(b.cost+batchCost, b.gain)
	if len(b.products) > 1 && weights <= fewWeights {
		return max(fewBorrowed, n)
	}
	return n
}

// even is how many rows gain what the batch costs: at least one, and at most so many.
func even(cost, gain int) int {
	if gain <= 0 {
		return mostFew
	}
	return min(mostFew, max(1, (cost+gain/2)/gain))
}

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
