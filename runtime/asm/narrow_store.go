package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// storeLow stores the first lanes of z, half of what is left of it or less, moves the following ones down, and y on.
func (k kernel) storeLow(z reg.VecVirtual, lanes int, y reg.GPVirtual) {
	to, one := operand.Mem{Base: y}, operand.Imm(1)
	switch lanes * k.size() {
	case 32:
		k.do("VMOVU", z.AsY(), to)
		k.VEXTRACTF64X4(one, z.AsZ(), z.AsY())
	case 16:
		k.do("VMOVU", z.AsX(), to)
		k.VEXTRACTF128(one, z.AsY(), z.AsX())
	case 8:
		k.VMOVSD(z.AsX(), to)
		k.VPERMILPD(one, z.AsX(), z.AsX())
	default:
		k.VMOVSS(z.AsX(), to)
	}
	if lanes > 1 {
		k.ADDQ(operand.Imm(uint64(lanes*k.size())), y)
	}
}

// sizeShift is the logarithm of size.
func (k kernel) sizeShift() uint64 { return uint64(bits.TrailingZeros(uint(k.size()))) }
