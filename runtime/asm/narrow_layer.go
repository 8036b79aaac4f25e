package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrowLayer is a layer that has its sums in one vector, the smallest that fits. Without AVX-512 rows of W are read as
// whole vectors.
type narrowLayer struct {
	arguments
	other       string        // where layers go that are not for this function
	n, k        reg.GPVirtual // outputs and inputs
	w, b, x, ld reg.GPVirtual // ld in bytes
	y           reg.GPVirtual
	room        reg.GPVirtual // entries of W from the last row on
	mask        reg.Register
}

// weights reads where the weights are, and sees that they are enough.
func (l *narrowLayer) weights(w, b, ld int) {
	l.w, l.b, l.ld, l.room = l.load(w), l.load(b), l.load(ld), l.load(w+length)
	l.CMPQ(l.ld, l.n)
	l.JL(operand.LabelRef(l.other))
	rows := l.GP64()
	l.LEAQ(operand.Mem{Base: l.k, Disp: -1}, rows)
	l.IMULQ(l.ld, rows)
	l.SUBQ(rows, l.room)
	if l.wide {
		l.CMPQ(l.room, l.n)
		l.JL(operand.LabelRef(l.other))
	}
	l.CMPQ(l.n, operand.Imm(uint64(l.lanes())))
	l.JG(operand.LabelRef(l.other))
	l.mask = l.lanesBelow(l.n)
}

// outputs reads where the outputs go, and sees that the biases are as many.
func (l *narrowLayer) outputs(y, b int) {
	l.y = l.load(y)
	l.CMPQ(l.n, l.at(b+length))
	l.JNE(operand.LabelRef(l.other))
}

// few leaves layers with so many inputs to gemvT that its many sums are worth another call.
func (l *narrowLayer) few() {
	l.CMPQ(l.k, operand.Imm(32))
	l.JG(operand.LabelRef(l.other))
}

// inParts calls write for each width that the vector may have: 16 bytes, …, the level's half, the level's.
func (l narrowLayer) inParts(write func(narrowLayer)) {
	whole, mask := l.width(), l.mask
	for l.bytes = 16; l.bytes <= whole; l.bytes *= 2 {
		wider := l.label("wider")
		if l.bytes < whole {
			l.CMPQ(l.n, operand.Imm(uint64(l.lanes())))
			l.JG(operand.LabelRef(wider))
		}
		if !l.wide {
			l.mask = l.same(mask.(reg.VecVirtual))
			l.CMPQ(l.room, operand.Imm(uint64(l.lanes())))
			l.JL(operand.LabelRef(l.other))
		}
		write(l)
		l.Label(wider)
	}
}

// same returns the register v as wide as the kernel's vectors.
func (k kernel) same(v reg.Vec) reg.Register {
	switch k.width() {
	case 16:
		return v.AsX()
	case 32:
		return v.AsY()
	}
	return v.AsZ()
}
