package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrowPair is two layers of one row. It looks at no length: calls overlap the further the fewer instructions they are.
type narrowPair struct {
	pairSizes
	units   reg.GPVirtual
	softmax bool
}

// pairSizes are the sizes of two layers where the argument of that name is.
type pairSizes struct {
	kernel kernel
	at     reg.GPVirtual
}

// pairSizes finds them.
func (k kernel) pairSizes() pairSizes {
	s := pairSizes{k, k.GP64()}
	k.LEAQ(k.address(k.Param("sizes")), s.at)
	return s
}

// size loads one of the sizes.
func (s pairSizes) size(of int) reg.GPVirtual {
	n := s.kernel.GP64()
	s.kernel.MOVBLZX(operand.Mem{Base: s.at, Disp: of}, n.As32())
	return n
}

// narrowPair writes two layers.
func (k kernel) narrowPair(name, doc string, softmax bool) {
	k.begin(name, "func(y, w1, b1, w2, b2, x *T, sizes uint64)", doc+" All lengths have to fit, and rows of weights be whole vectors.")
	p := narrowPair{pairSizes: k.pairSizes(), softmax: softmax}
	p.units = p.size(sizeUnits)
	p.write()
}

// layer loads where a layer is whose inputs are at x.
func (p narrowPair) layer(inputs, outputs, x reg.GPVirtual, w, b string, ld int) narrowLayer {
	k := p.kernel
	return narrowLayer{arguments: arguments{kernel: k}, n: outputs, k: inputs, x: x, w: k.gp(w), b: k.gp(b), ld: p.size(ld), mask: k.lanesBelow(outputs)}
}

// write writes both layers. The outputs of the first go by way of the stack, stored as a whole vector, from which loads of
// single numbers are forwarded, or stay in their register where the second one is a block.
func (p narrowPair) write() {
	k, second, hidden := p.kernel, p.kernel.label("second"), p.kernel.GP64()
	block, kept := k.label("block"), k.YMM()
	room := k.AllocLocal(2 * k.width())
	spill := func(z reg.VecVirtual) {
		k.LEAQ(room.Offset(k.width()-1), hidden)
		k.ANDQ(operand.I8(-k.width()), hidden)
		k.do("VMOVA", z, operand.Mem{Base: hidden})
	}
	p.layer(p.size(sizeInputs), p.units, k.gp("x"), "w1", "b1", sizeLD1).inParts(func(l narrowLayer) {
		z := l.sums()
		if k.wide && l.kernel.width() < k.width() {
			l.kernel.do("VMAX", z, l.kernel.zero(), l.kernel.same(kept))
			k.JMP(operand.LabelRef(block))
			return
		}
		l.kernel.do("VMAX", z, l.kernel.zero(), z)
		spill(z)
		k.JMP(operand.LabelRef(second))
	})
	if k.wide {
		k.Label(block)
		p.block(kept)
		spill(kept)
	}
	k.Label(second)
	l := p.layer(p.units, p.size(sizeOutputs), hidden, "w2", "b2", sizeLD2)
	l.y = k.gp("y")
	l.inParts(func(l narrowLayer) {
		l.finish(l.sums(), p.softmax)
		k.end()
	})
}

// block writes a second layer whose weights are rows of 4. Other layers go on behind it.
func (p narrowPair) block(units reg.VecVirtual) {
	k, other := p.kernel, p.kernel.label("other")
	outputs := p.size(sizeOutputs)
	k.CMPQ(outputs, operand.Imm(4))
	k.JG(operand.LabelRef(other))
	k.CMPB(operand.Mem{Base: p.at, Disp: sizeLD2}, operand.Imm(4))
	k.JNE(operand.LabelRef(other))
	p.blockBehind(units, outputs, func(w reg.GPVirtual) block { return k.blockOf(w, p.units) }, p.softmax)
	k.Label(other)
}

// blockBehind writes a second layer that is a block, and ends.
func (s pairSizes) blockBehind(units reg.VecVirtual, outputs reg.GPVirtual, load func(w reg.GPVirtual) block, softmax bool) {
	k, bias := s.kernel, s.kernel.YMM()
	l := narrowLayer{arguments: arguments{kernel: k}, n: outputs, mask: k.lanesBelow(outputs), y: k.gp("y")}
	l.kernel.bytes = 16
	l.kernel.do("VMOVU_Z", operand.Mem{Base: k.gp("b2")}, l.mask, bias.AsX())
	l.finish(load(k.gp("w2")).sums(units, bias), softmax)
	k.end()
}
