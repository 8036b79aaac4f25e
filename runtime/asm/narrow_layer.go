package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrowLayer is a layer that has its sums in one vector, the smallest that fits. Without AVX-512 rows of W are read as
// whole vectors.
type narrowLayer struct {
	arguments
	other       string        // where layers go that are not for this function; empty where it looks at no length
	n, k        reg.GPVirtual // outputs and inputs
	w, b, x, ld reg.GPVirtual // ld in bytes
	y           reg.GPVirtual
	room        reg.GPVirtual // entries of W from the last row on
	mask        reg.Register
	group       int // lanes that hold the outputs of a row; 0 where all do
}

// together is how many lanes hold the outputs of a row.
func (l narrowLayer) together() int {
	if l.group > 0 {
		return l.group
	}
	return l.kernel.lanes()
}

// weights reads where the weights are, and sees that they are enough.
func (l *narrowLayer) weights(w, b, ld int) {
	l.w, l.b, l.ld, l.room = l.load(w), l.load(b), l.load(ld), l.load(w+length)
	l.kernel.CMPQ(l.ld, l.n)
	l.kernel.JL(operand.LabelRef(l.other))
	rows := l.kernel.GP64()
	l.kernel.LEAQ(operand.Mem{Base: l.k, Disp: -1}, rows)
	l.kernel.IMULQ(l.ld, rows)
	l.kernel.SUBQ(rows, l.room)
	if l.kernel.wide {
		l.kernel.CMPQ(l.room, l.n)
		l.kernel.JL(operand.LabelRef(l.other))
	}
	l.kernel.CMPQ(l.n, operand.Imm(uint64(l.kernel.lanes())))
	l.kernel.JG(operand.LabelRef(l.other))
	l.mask = l.kernel.lanesBelow(l.n)
}

// outputs reads where the outputs go, and sees that the biases are as many.
func (l *narrowLayer) outputs(y, b int) {
	l.y = l.load(y)
	l.kernel.CMPQ(l.n, l.at(b+length))
	l.kernel.JNE(operand.LabelRef(l.other))
}

// few leaves layers with so many inputs to gemvT that its many sums are worth another call.
func (l *narrowLayer) few() {
	l.kernel.CMPQ(l.k, operand.Imm(32))
	l.kernel.JG(operand.LabelRef(l.other))
}

// inParts calls write for each width that the vector may have: 16 bytes, …, the level's half, the level's.
func (l narrowLayer) inParts(write func(narrowLayer)) {
	whole, mask := l.kernel.width(), l.mask
	for l.kernel.bytes = 16; l.kernel.bytes <= whole; l.kernel.bytes *= 2 {
		wider := l.kernel.label("wider")
		if l.kernel.bytes < whole {
			l.kernel.CMPQ(l.n, operand.Imm(uint64(l.kernel.lanes())))
			l.kernel.JG(operand.LabelRef(wider))
		}
		if !l.kernel.wide {
			l.mask = l.kernel.same(mask.(reg.VecVirtual))
		}
		if !l.kernel.wide && l.other != "" {
			l.kernel.CMPQ(l.room, operand.Imm(uint64(l.kernel.lanes())))
			l.kernel.JL(operand.LabelRef(l.other))
		}
		write(l)
		l.kernel.Label(wider)
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
