package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// allPresent makes the masks of as many rows as there are lanes.
func (f *fewColumns) allPresent() {
	for range f.count {
		f.there = append(f.there, f.kernel.K())
	}
	f.present = f.kernel.K()
	for _, mask := range append(f.there, f.present) {
		f.kernel.KXNORW(mask, mask, mask)
	}
}

// lastPresent makes the masks of the rows that are left.
func (f *fewColumns) lastPresent() {
	bits, first, pattern := f.kernel.GP64(), f.kernel.GP64(), uint64(0)
	f.kernel.MOVQ(operand.I32(-1), bits)
	f.kernel.BZHIQ(f.left, bits, bits)
	for i := range f.kernel.lanes() {
		pattern |= 1 << (i * f.count)
	}
	f.kernel.MOVQ(operand.U64(pattern), first)
	f.kernel.PEXTQ(first, bits, first)
	f.kernel.KMOVW(first.As32(), f.present)
	for _, mask := range f.there {
		f.kernel.KMOVW(bits.As32(), mask)
		f.kernel.SHRQ(operand.Imm(uint64(f.kernel.lanes())), bits)
	}
}

// rows returns the mask of the rows that are there, without the first ones.
func (f *fewColumns) rows(first int) reg.Register {
	if first == 0 {
		return f.present
	}
	mask := f.kernel.K()
	f.kernel.KSHIFTRW(operand.Imm(uint64(first)), f.present, mask)
	return mask
}

// immediate returns a register with v in it.
func (k kernel) immediate(v int) reg.Register {
	r := k.GP64()
	k.MOVQ(operand.I32(v), r)
	return r
}
