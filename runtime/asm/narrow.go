package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrow writes layers that have their sums in one vector.
func narrow(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.narrowLayer("gemvTSoftmaxNarrow", "is gemvTSoftmax for outputs that fit a vector.")
		k.narrowPair("narrowPair", "is narrowPair.", false)
		k.narrowPair("narrowPairSoftmax", "is narrowPair, and then softmax.", true)
		if k.wide {
			k.narrowCall("NarrowPair", "is narrowPair of any lengths that fit, at any level.", false)
			k.narrowCall("NarrowPairSoftmax", "is narrowPair, and then softmax, of any lengths that fit, at any level.", true)
			k.narrowPairTwo()
			k.narrowPairRows()
			k.narrowPairBlocks()
			k.narrowPairGrad()
		}
	})
}

// The fields of product.OneLayer, in bytes.
const (
	oneY, oneW, oneB, oneX, oneLD = 0, 24, 48, 72, 96

	length = 8 // of a slice, behind its pointer

	sizeInputs, sizeUnits, sizeOutputs, sizeLD1, sizeLD2 = 0, 1, 2, 3, 4 // bytes of product.PairSizes
)

// arguments is a pointer to fields.
type arguments struct {
	kernel kernel
	p      reg.Register
}

// at is the place of a field.
func (a arguments) at(field int) operand.Mem { return operand.Mem{Base: a.p, Disp: field} }

// load reads a field.
func (a arguments) load(field int) reg.GPVirtual {
	r := a.kernel.GP64()
	a.kernel.MOVQ(a.at(field), r)
	return r
}

// beginNarrow starts a function of a pointer to fields.
func (k kernel) beginNarrow(name, doc string) arguments {
	k.begin(name, "func(p *T) bool", doc+" It returns false, and does nothing, where the lengths are not for it.")
	return arguments{k, k.gp("p")}
}

// endNarrow ends a function for lengths that are not for it.
func (k kernel) endNarrow(other string) {
	k.Label(other)
	k.answer(0)
}

// answer returns.
func (k kernel) answer(yes uint8) {
	k.MOVB(operand.U8(yes), k.address(k.ReturnIndex(0)))
	k.end()
}

// narrowLayer writes one layer with softmax.
func (k kernel) narrowLayer(name, doc string) {
	args := k.beginNarrow(name, doc)
	l := narrowLayer{arguments: args, other: k.label("other"), n: args.load(oneY + length), k: args.load(oneX + length)}
	l.weights(oneW, oneB, oneLD)
	l.outputs(oneY, oneB)
	l.few()
	l.x = args.load(oneX)
	l.inParts(func(l narrowLayer) {
		l.finish(l.sums(), true)
		k.answer(1)
	})
	k.endNarrow(l.other)
}
