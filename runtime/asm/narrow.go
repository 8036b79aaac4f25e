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
			k.narrowPairRows()
			k.narrowPairGrad()
		}
	})
}

// The fields of oneLayer and twoLayers, in bytes.
const (
	oneY, oneW, oneB, oneX, oneLD = 0, 24, 48, 72, 96

	twoY, twoW1, twoB1, twoW2, twoB2, twoX = 0, 24, 48, 72, 96, 120
	twoLD1, twoLD2                         = 144, 152

	length = 8 // of a slice, behind its pointer
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
	l.inParts(func(l narrowLayer) { l.finish(l.sums(), true) })
	k.endNarrow(l.other)
}

// narrowPair writes two layers. The outputs of the first go by way of the stack, stored as a whole vector, from which
// loads of single numbers are forwarded.
func (k kernel) narrowPair(name, doc string, softmax bool) {
	args, other, second, hidden := k.beginNarrow(name, doc), k.label("other"), k.label("second"), k.GP64()
	k.LEAQ(k.AllocLocal(2*k.width()).Offset(k.width()-1), hidden)
	k.ANDQ(operand.I8(-k.width()), hidden)
	n1 := args.load(twoB1 + length)
	l := narrowLayer{arguments: args, other: other, n: n1, k: args.load(twoX + length), x: args.load(twoX)}
	l.weights(twoW1, twoB1, twoLD1)
	l.few()
	l.inParts(func(l narrowLayer) {
		z := l.sums()
		l.kernel.do("VMAX", z, l.kernel.zero(), z)
		l.kernel.do("VMOVA", z, operand.Mem{Base: hidden})
		l.kernel.JMP(operand.LabelRef(second))
	})
	k.Label(second)
	l = narrowLayer{arguments: args, other: other, n: args.load(twoY + length), k: n1, x: hidden}
	l.weights(twoW2, twoB2, twoLD2)
	l.outputs(twoY, twoB2)
	l.inParts(func(l narrowLayer) { l.finish(l.sums(), softmax) })
	k.endNarrow(other)
}
