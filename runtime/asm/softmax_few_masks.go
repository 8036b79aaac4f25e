package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// present sets the bits of the next numbers.
func (f *fewColumns) present() {
	f.there = f.GP64()
	f.MOVQ(operand.I32(-1), f.there)
	count := f.least(f.left, f.immediate(f.lanes()*f.count))
	f.BZHIQ(count, f.there, f.there)
}

// mask returns that of the lanes of vector i that are there.
func (f *fewColumns) mask(i int) reg.Register {
	bits := f.GP64()
	f.MOVQ(f.there, bits)
	f.SHRQ(operand.Imm(uint64(i*f.lanes())), bits)
	return f.kmask(bits)
}

// rows returns the mask of the rows that are there, without the first ones.
func (f *fewColumns) rows(first int) reg.Register {
	bits, pattern := f.GP64(), uint64(0)
	for i := range f.lanes() {
		pattern |= 1 << (i * f.count)
	}
	f.MOVQ(operand.U64(pattern), bits)
	f.PEXTQ(bits, f.there, bits)
	f.SHRQ(operand.Imm(uint64(first)), bits)
	return f.kmask(bits)
}

// immediate returns a register with v in it.
func (k kernel) immediate(v int) reg.Register {
	r := k.GP64()
	k.MOVQ(operand.I32(v), r)
	return r
}
