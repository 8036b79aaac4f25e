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
	r.kernel.JE(operand.LabelRef(done))
	r.kernel.Label(rest)
	r.masks(r.kernel.least(r.left, r.step))
	r.body()
	r.next(r.step, 1)
	r.kernel.JG(operand.LabelRef(rest))
	r.kernel.Label(done)
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

// loadRows reads a vector and fills it up with -Inf.
func (r *shortRows) loadRows() reg.VecVirtual {
	x, m := r.kernel.constant(math.Inf(-1)), r.place(r.src)
	switch {
	case r.several():
		r.kernel.do("VEXPAND", m, r.spread, x)
	case r.kernel.wide:
		r.kernel.do("VMOVU", m, r.spread, x)
	default:
		v := r.kernel.vector()
		r.kernel.do("VMASKMOV", m, r.spread, v)
		return r.kernel.choose(r.spread, v, x)
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
