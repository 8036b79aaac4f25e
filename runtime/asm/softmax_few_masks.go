package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// present sets the bits of the next numbers.
func (f *fewColumns) present() {
	f.there = f.kernel.GP64()
	f.kernel.MOVQ(operand.I32(-1), f.there)
	count := f.kernel.least(f.left, f.kernel.immediate(f.kernel.lanes()*f.count))
	f.kernel.BZHIQ(count, f.there, f.there)
}

// mask returns that of the lanes of vector i that are there.
func (f *fewColumns) mask(i int) reg.Register {
	bits := f.kernel.GP64()
	f.kernel.MOVQ(f.there, bits)
	f.kernel.SHRQ(operand.Imm(uint64(i*f.kernel.lanes())), bits)
	return f.kernel.kmask(bits)
}

// rows returns the mask of the rows that are there, without the first ones.
func (f *fewColumns) rows(first int) reg.Register {
	bits, pattern := f.kernel.GP64(), uint64(0)
	for i := range f.kernel.lanes() {
		pattern |= 1 << (i * f.count)
	}
	f.kernel.MOVQ(operand.U64(pattern), bits)
	f.kernel.PEXTQ(bits, f.there, bits)
	f.kernel.SHRQ(operand.Imm(uint64(first)), bits)
	return f.kernel.kmask(bits)
}

// immediate returns a register with v in it.
func (k kernel) immediate(v int) reg.Register {
	r := k.GP64()
	k.MOVQ(operand.I32(v), r)
	return r
}
