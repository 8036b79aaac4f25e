package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// loop runs the body for all rows that blocks leaves.
func (r *shortRows) loop() {
	r.reset()
	if !r.single {
		r.blocks()
	}
	r.prepare()
	rest, done := r.kernel.label("rest"), r.kernel.label("done")
	r.kernel.TESTQ(r.left, r.left)
	r.kernel.JLE(operand.LabelRef(done))
	r.masks(r.kernel.least(r.left, r.step))
	r.logits = r.loadRows(r.place(r.src), r.spread)
	r.kernel.Label(rest)
	if r.several() {
		r.masks(r.kernel.least(r.left, r.step))
	}
	r.body()
	if !r.single {
		r.next(r.step, 1)
		r.kernel.JG(operand.LabelRef(rest))
	}
	r.kernel.Label(done)
}

// lookAhead reads the next vector, if there is one. It does so before the result is written, mostly to the same place: a read of what is
// covered in part by a write waits for it.
func (r *shortRows) lookAhead() {
	if r.single {
		return
	}
	last, next, mask := r.kernel.label("last"), r.kernel.GP64(), r.spread
	r.kernel.MOVQ(r.left, next)
	r.kernel.SUBQ(r.step, next)
	r.kernel.JLE(operand.LabelRef(last))
	if r.several() {
		bits := r.first(r.kernel.least(next, r.step))
		r.kernel.PDEPQ(r.all, bits, bits)
		mask = r.kernel.kmask(bits)
	}
	r.kernel.LEAQ(operand.Mem{Base: r.at, Index: r.step, Scale: 1}, next)
	m := r.place(r.src)
	m.Index = next
	r.kernel.do("VMOVA", r.loadRows(m, mask), r.logits)
	r.kernel.Label(last)
}

// next steps over so many numbers, in so many vectors, and sets the flags by what is left.
func (r *shortRows) next(numbers reg.Register, vectors int) {
	if r.loss {
		r.kernel.ADDQ(operand.Imm(uint64(8*vectors*r.atATime())), r.ts)
	}
	r.kernel.ADDQ(numbers, r.at)
	r.kernel.SUBQ(numbers, r.left)
}

// least returns the smaller of two numbers.
func (k kernel) least(a, b reg.Register) reg.Register {
	v := k.GP64()
	k.MOVQ(a, v)
	k.CMPQ(b, v)
	k.CMOVQLT(b, v)
	return v
}

// place is where the numbers of a vector stand.
func (r *shortRows) place(base reg.Register) operand.Mem {
	return operand.Mem{Base: base, Index: r.at, Scale: uint8(r.kernel.size())}
}

// loadRows reads a vector and fills it up with -Inf. The mask is that of its numbers as they stand in the groups.
func (r *shortRows) loadRows(m operand.Mem, mask reg.Register) reg.VecVirtual {
	x := r.kernel.constant(math.Inf(-1))
	switch {
	case r.several():
		r.kernel.do("VEXPAND", m, mask, x)
	case r.kernel.wide:
		r.kernel.do("VMOVU", m, mask, x)
	default:
		v := r.kernel.vector()
		r.kernel.do("VMASKMOV", m, mask, v)
		return r.kernel.choose(mask, v, x)
	}
	return x
}

// storeRows writes a vector.
func (r *shortRows) storeRows(y reg.VecVirtual) {
	m := r.place(r.dst)
	switch {
	case r.several():
		v := r.kernel.vector()
		r.kernel.do("VCOMPRESS_Z", y, r.spread, v)
		r.kernel.do("VMOVU", v, r.packed, m)
	case r.kernel.wide:
		r.kernel.do("VMOVU", y, r.spread, m)
	default:
		r.kernel.do("VMASKMOV", y, r.spread, m)
	}
}
