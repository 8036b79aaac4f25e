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
	masks  []reg.Register    // of the rows that there are; none where there are 8
	lanes  [4]reg.VecVirtual // the units of the lanes
}

// block loads what the sums of rows need.
func (k kernel) block(w reg.GPVirtual) block {
	b := block{kernel: k, w: w}
	b.kernel.bytes = 32
	for i := range b.lanes {
		b.lanes[i] = k.YMM()
		first, second := uint64(2*i)*pairOfOnes, uint64(2*i+1)*pairOfOnes
		k.VMOVDQU(k.words(fmt.Sprintf("block_of_units%d", 2*i), first, first, second, second), b.lanes[i])
	}
	return b
}

// pairOfOnes is two numbers of 32 bits.
const pairOfOnes = 1<<32 | 1

// blockOf is block for fewer than 8 units, too.
func (k kernel) blockOf(w, units reg.GPVirtual) block {
	bits, all, masks := k.GP64(), k.GP64(), make([]reg.Register, 4)
	k.MOVQ(units, bits)
	k.SHLQ(operand.Imm(2), bits)
	k.MOVQ(operand.I32(-1), all)
	k.BZHIQ(bits, all, bits)
	for i := range masks {
		masks[i] = k.K()
		if i == 0 {
			k.KMOVD(bits.As32(), masks[i])
		} else {
			k.KSHIFTRD(operand.Imm(uint64(8*i)), masks[0], masks[i])
		}
	}
	b := k.block(w)
	b.masks = masks
	return b
}

// sums returns what the four outputs sum up of 8 units, and the bias, behind which its vector has zeros. It changes bias.
func (b block) sums(units, bias reg.VecVirtual) reg.VecVirtual {
	k := b.kernel
	sums := [2]reg.VecVirtual{bias, k.vector()}
	for i, lanes := range b.lanes {
		unit, operation := k.vector(), "VFMADD231"
		ops := []operand.Op{operand.Mem{Base: b.w, Disp: i * k.width()}, unit}
		k.VPERMPS(units, lanes, unit)
		if b.masks != nil {
			ops = append(ops, b.masks[i])
		}
		if i == 1 {
			operation = "VMUL"
			if b.masks != nil {
				operation = "VMUL_Z"
			}
		}
		k.do(operation, append(ops, sums[i%2])...)
	}
	z, half := k.XMM(), k.XMM()
	k.do("VADD", sums[0], sums[1], sums[0])
	k.VEXTRACTF128(operand.Imm(1), sums[0], half)
	k.VADDPS(half, sums[0].AsX(), z)
	return z
}
