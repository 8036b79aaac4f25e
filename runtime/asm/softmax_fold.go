package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// swap exchanges the neighbours of that many bytes.
func (k kernel) swap(x reg.VecVirtual, bytes int) reg.VecVirtual {
	v := k.vector()
	switch {
	case bytes == 4:
		k.VPERMILPS(operand.Imm(0xb1), x, v)
	case bytes == 8:
		k.VPERMILPS(operand.Imm(0x4e), x, v)
	case bytes == 16 && !k.wide:
		k.VPERM2F128(operand.Imm(1), x, x, v)
	case bytes == 16:
		k.VSHUFF64X2(operand.Imm(0xb1), x, x, v)
	default:
		k.VSHUFF64X2(operand.Imm(0x4e), x, x, v)
	}
	return v
}

// foldGroups combines the lanes of each group, so that all of them hold the result.
func (k kernel) foldGroups(instruction string, x reg.VecVirtual, group int) {
	for d := 1; d < min(group, k.lanes()); d *= 2 {
		k.do(instruction, k.swap(x, d*k.size()), x, x)
	}
}

// inDouble is the kernel for float64 of the same width.
func (k kernel) inDouble() kernel {
	k.double = true
	return k
}

// inFloat64 returns e in float64.
func (k kernel) inFloat64(e reg.VecVirtual) []reg.VecVirtual {
	if k.double {
		return []reg.VecVirtual{k.copy(e)}
	}
	lo, hi := k.vector(), k.vector()
	if k.wide {
		k.VCVTPS2PD(e.AsY(), lo)
		k.VEXTRACTF64X4(operand.Imm(1), e, hi.AsY())
		k.VCVTPS2PD(hi.AsY(), hi)
	} else {
		k.VCVTPS2PD(e.AsX(), lo)
		k.VEXTRACTF128(operand.Imm(1), e, hi.AsX())
		k.VCVTPS2PD(hi.AsX(), hi)
	}
	return []reg.VecVirtual{lo, hi}
}
