package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// block is the weights of at most 8 units and 4 outputs, rows of 4 that lie one after the other: vectors of two rows, which are multiplied with two
// units each, so that the parts of all sums lie side by side.
type block struct {
	kernel kernel // for vectors of 8
	w      reg.GPVirtual
	masks  [4]reg.Register   // of the rows that there are
	lanes  [4]reg.VecVirtual // the units of the lanes
}

// block loads what the sums of rows need.
func (k kernel) block(w, units reg.GPVirtual) block {
	b := block{kernel: k, w: w}
	b.kernel.bytes = 32
	bits, all := k.GP64(), k.GP64()
	k.MOVQ(units, bits)
	k.SHLQ(operand.Imm(2), bits)
	k.MOVQ(operand.I32(-1), all)
	k.BZHIQ(bits, all, bits)
	for i := range b.masks {
		b.masks[i], b.lanes[i] = k.K(), k.YMM()
		if i == 0 {
			k.KMOVD(bits.As32(), b.masks[i])
		} else {
			k.KSHIFTRD(operand.Imm(uint64(8*i)), b.masks[0], b.masks[i])
		}
		first, second := uint64(2*i)*pairOfOnes, uint64(2*i+1)*pairOfOnes
		k.VMOVDQU(k.words(fmt.Sprintf("block_of_units%d", 2*i), first, first, second, second), b.lanes[i])
	}
	return b
}

// pairOfOnes is two numbers of 32 bits.
const pairOfOnes = 1<<32 | 1

// sums returns what the four outputs sum up of 8 units.
func (b block) sums(units reg.VecVirtual) reg.VecVirtual {
	k := b.kernel
	var sums [2]reg.VecVirtual
	for i, lanes := range b.lanes {
		unit, rows := k.vector(), operand.Mem{Base: b.w, Disp: i * k.width()}
		k.VPERMPS(units, lanes, unit)
		if i < len(sums) {
			sums[i] = k.vector()
			k.do("VMUL_Z", rows, unit, b.masks[i], sums[i])
		} else {
			k.do("VFMADD231", rows, unit, b.masks[i], sums[i%len(sums)])
		}
	}
	z, half := k.XMM(), k.XMM()
	k.do("VADD", sums[0], sums[1], sums[0])
	k.VEXTRACTF128(operand.Imm(1), sums[0], half)
	k.VADDPS(half, sums[0].AsX(), z)
	return z
}
