package plan

import "github.com/nngen/nngen/internal/ir"

// price is what something costs a batch beside its multiply-adds, and what each row gains by it, in nanoseconds of one processor: where entries count, one
// more for so many of them, and at least one.
type price struct{ cost, gain, entries int }

// prices are those that differ between kinds of processors. One by one, each product is a call, and so are softmax and an activation; multiply-adds
// take longer.
type prices struct {
	batch             price // borrows memory
	softmax           price // reads what has just been written
	leak, writtenLeak price // may be a pass of its own; one by one, it is a call of its own behind what is written out
	activation        price // another one; unknown where nothing is gained
	pieces            price // outputs that are no whole pieces of 16 bytes are copied slowly

	vectors, dots        price
	written, writtenUnit price // needs no call
	sparse               price // finds zeros first
	lostPer              int   // above 0, a batch gains that for each sparseInputs, and loses one for so many entries that it multiplies by
	least                int   // so many examples of so few weights are quicker one by one at least
}

// The prices of processors that multiply more numbers at a time with AVX-512 than with AVX2, and of others with AVX-512, in halves, and without: they suit 60
// networks best on the first, and 449 on the others. Activations but relu and leaky_relu were not among the 60.
var (
	onWhole = prices{batch: price{cost: 30}, softmax: price{cost: 10}, leak: price{cost: 20}, writtenLeak: price{cost: 20}, pieces: price{gain: 20},
		vectors: price{10, 8, 200}, dots: price{10, 10, 200}, written: price{10, 0, 2}, writtenUnit: price{10, 0, 4}, sparse: price{10, 30, 0}, least: 2}
	onHalves = prices{softmax: price{30, 10, 0}, leak: price{10, 3, 0}, writtenLeak: price{10, 20, 0}, activation: price{gain: 25}, pieces: price{gain: 14},
		vectors: price{17, 7, 600}, dots: price{22, 9, 45}, written: price{17, 0, 2}, writtenUnit: price{17, 0, 4}, sparse: price{17, 14, 0}, lostPer: 140, least: 1}
	onNarrow = prices{batch: price{cost: 45}, softmax: price{6, 10, 0}, leak: price{15, 3, 0}, writtenLeak: price{15, 12, 0}, activation: price{gain: 25},
		pieces: price{gain: 14}, vectors: price{17, 4, 600}, dots: price{17, 4, 70}, written: price{17, 0, 2}, writtenUnit: price{17, 0, 4},
		sparse: price{17, 0, 0}, lostPer: 140, least: 1}

	scalingPrice        = price{8, 25, 0} // many inputs: a call for one row, too
	writtenScalingPrice = price{30, 0, 1}
	encodingPrice       = price{14, 8, 0}
)

const (
	entryGain    = 12 // of an activation at most
	sparseInputs = 64
	mostFew      = 32
	fewWeights   = 10000 // so few are near: the kinds of processors differ up to there
)

// fewExamples is up to how many examples are quicker one by one: a few of a small network of products, whose inputs may be encoded and brought to
// scale, else one.
func fewExamples(p *ir.Program, written weights) ir.Few {
	of := func(list *prices) int {
		return fewOf(balance{chooser: &chooser{prog: p, written: written, storage: stored}, prices: list})
	}
	n := of(&onWhole)
	if p.MultiplyAdds() > fewWeights {
		return ir.Few{Whole: n, Halves: n, Narrow: n}
	}
	few := ir.Few{Whole: n, Halves: of(&onHalves), Narrow: of(&onNarrow)}
	if p.ElementSize == 8 { // whose kernels are those of AVX2 on both
		few.Narrow = few.Halves
	}
	return few
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
	prices     *prices
	cost, gain int
	products   []*ir.Buffer // their weights
	others     bool         // something is done to inputs, or to outputs
	softmax    bool
}

// add takes in an instruction, if its cost is known.
func (b *balance) add(in *ir.Instr) bool {
	p, entries := price{}, in.Dst.Size()
	switch {
	case ir.Is[ir.Affine](in) && in.Dst.IsVector():
		p, entries, b.products = b.product(in), in.Args[0].Size(), append(b.products, in.Args[0])
	case isLeak(in):
		p = b.leaky()
	case ir.Is[ir.Softmax](in):
		p, b.softmax = b.prices.softmax, true
	case isWrittenScaling(in):
		p, b.others = writtenScalingPrice, true
	case isScaling(in):
		p, b.others = scalingPrice, true
	case isEncoding(in):
		p, b.others = encodingPrice, true
	case in.IsRelu(in.Dst):
		return true
	case b.prices.activation.gain > 0 && isActivation(in):
		p, b.others = price{gain: min(b.prices.activation.gain, entryGain*entries)}, true
	default:
		return false
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

// leaky is the price of leaky_relu.
func (b *balance) leaky() price {
	if n := len(b.products); n > 0 && b.written[b.products[n-1]] {
		return b.prices.writtenLeak
	}
	return b.prices.leak
}

// product is the price of one.
func (b *balance) product(in *ir.Instr) price {
	switch W := in.Args[0]; {
	case b.written[W] && W.Rows() == 1:
		return b.prices.writtenUnit
	case b.written[W]:
		return b.prices.written
	case b.skipsZeros(in):
		return b.prices.skipping(W)
	case W.Layout == ir.RowMajor:
		return b.prices.dots
	default:
		return b.prices.vectors
	}
}

// skipping is the price of a layer that skips zeros.
func (list *prices) skipping(W *ir.Buffer) price {
	p := list.sparse
	if list.lostPer > 0 {
		p.gain = p.gain*((W.Cols()+sparseInputs-1)/sparseInputs) - W.Size()/list.lostPer
	}
	return p
}

// together is fewExamples where a batch borrows memory.
func (b *balance) together() int {
	weights := 0
	for _, W := range b.products {
		weights += W.Size()
	}
	if units := b.products[len(b.products)-1].Rows(); units > 4 && units%4 != 0 {
		b.pay(b.prices.pieces, 0)
	}
	b.pay(b.prices.batch, 0)
	n := even(b.cost, b.gain)
	if len(b.products) > 1 && weights <= fewWeights {
		return max(b.prices.least, n)
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

// isActivation reports whether an instruction computes entry by entry in its place.
func isActivation(in *ir.Instr) bool { return ir.Is[*ir.Map](in) && in.Dst == in.Args[0] }

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
