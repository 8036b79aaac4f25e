package plan

import "github.com/nngen/nngen/internal/ir"

// price is what something costs a batch beside its multiply-adds, and what each row gains by it, in nanoseconds of one processor: where entries count, one
// more for so many of them, and at least one.
type price struct{ cost, gain, entries int }

// What layers cost are the numbers that suit 60 networks with AVX2 and AVX-512 best. One by one, each product is a call, and multiply-adds take longer.
var (
	batchPrice   = price{cost: 30} // borrows memory
	softmaxPrice = price{cost: 10} // reads what has just been written
	leakPrice    = price{cost: 20} // may be a pass of its own
	piecesPrice  = price{gain: 20} // outputs that are no whole pieces of 16 bytes are copied slowly

	vectorsPrice     = price{10, 8, 200}
	dotsPrice        = price{10, 10, 200}
	sparsePrice      = price{10, 30, 0} // finds zeros first
	writtenPrice     = price{10, 0, 2}  // needs no call
	writtenUnitPrice = price{10, 0, 4}

	scalingPrice        = price{8, 25, 0} // many inputs: a call for one row, too
	writtenScalingPrice = price{30, 0, 1}
	encodingPrice       = price{14, 8, 0}
)

const (
	// Where AVX2 multiplies as many numbers at a time as there can be, a batch gains of a layer that skips zeros no more than finding them, of so many
	// inputs at a time, and loses by multiplying by all: of weights that the nearest cache holds.
	narrowUnits, narrowInputs, narrowGain, addsPerNarrowLoss = 64, 64, 12, 140

	mostFew    = 32
	fewWeights = 10000 // two examples of so few weights are quicker one by one at least, where a batch borrows memory
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
	case len(b.products) == 1 && !b.others:
		return b.alone(b.products[0])
	}
	return b.together()
}

// balance is what a batch costs beside its work, what each of its rows gains, and of what it is made.
type balance struct {
	*chooser
	cost, gain int
	products   []*ir.Buffer // their weights
	others     bool         // something is done to inputs, or to outputs
	softmax    bool
	narrow     bool // AVX2 multiplies as many numbers at a time as there can be
}

// add takes in an instruction, if its cost is known.
func (b *balance) add(in *ir.Instr) bool {
	p, entries := price{}, in.Dst.Size()
	switch {
	case ir.Is[ir.Affine](in) && in.Dst.IsVector():
		p, entries, b.products = b.product(in), in.Args[0].Size(), append(b.products, in.Args[0])
	case isLeak(in):
		p = leakPrice
	case ir.Is[ir.Softmax](in):
		p, b.softmax = softmaxPrice, true
	case isWrittenScaling(in):
		p, b.others = writtenScalingPrice, true
	case isScaling(in):
		p, b.others = scalingPrice, true
	case isEncoding(in):
		p, b.others = encodingPrice, true
	default:
		return in.IsRelu(in.Dst)
	}
	b.pay(p, entries)
	return true
}

// pay takes in a price.
func (b *balance) pay(p price, entries int) {
	b.cost, b.gain = b.cost+p.cost, b.gain+p.of(entries)
}

// of is what a row gains of so many entries.
func (p price) of(entries int) int {
	if p.entries == 0 {
		return p.gain
	}
	return max(1, p.gain+entries/p.entries)
}

// even is how many rows of so many entries gain what the batch costs.
func (p price) even(entries int) int { return even(p.cost, p.of(entries)) }

// product is the price of one.
func (b *balance) product(in *ir.Instr) price {
	switch W := in.Args[0]; {
	case b.written[W] && W.Rows() == 1:
		return writtenUnitPrice
	case b.written[W]:
		return writtenPrice
	case b.skipsZeros(in) && b.narrow && W.Rows() <= narrowUnits:
		return price{sparsePrice.cost, narrowGain*((W.Cols()+narrowInputs-1)/narrowInputs) - W.Size()/addsPerNarrowLoss, 0}
	case b.skipsZeros(in):
		return sparsePrice
	case W.Layout == ir.RowMajor:
		return dotsPrice
	default:
		return vectorsPrice
	}
}

// together is fewExamples where a batch borrows memory.
func (b *balance) together() int {
	weights := 0
	for _, W := range b.products {
		weights += W.Size()
	}
	if units := b.products[len(b.products)-1].Rows(); units > 4 && units%4 != 0 {
		b.pay(piecesPrice, 0)
	}
	if b.narrow && weights > fewWeights {
		return 1
	}
	b.pay(batchPrice, 0)
	n := even(b.cost, b.gain)
	if len(b.products) > 1 && weights <= fewWeights {
		return max(2, n)
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
