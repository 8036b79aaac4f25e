package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrowPairTwo writes two rows of a first layer of at most 8 units and a second that is a block. Vectors hold one row of units, and both of outputs.
func (k kernel) narrowPairTwo() {
	k.begin("narrowPairTwo", "func(y, w1, b1, w2, b2, x *T, sizes uint64, softmax int)",
		"is narrowPairRows of two rows, for a second layer whose rows begin 4 entries apart.")
	s, kept := k.pairSizes(), k.label("kept")
	k.bytes = 32
	outputs, n2 := k.vector(), s.size(sizeOutputs)
	units, block := s.twoOfUnits(), k.block(k.gp("w2"), s.size(sizeUnits))
	first, second := block.sums(units[0]), block.sums(units[1])
	k.VINSERTF128(operand.Imm(1), second, first.AsY(), outputs)
	bits, both, bias := k.repeated(n2, 4), k.K(), k.vector()
	k.KMOVW(bits.As32(), both)
	k.VBROADCASTF32X4_Z(operand.Mem{Base: k.gp("b2")}, both, bias)
	k.do("VADD_Z", bias, outputs, both, outputs)
	k.CMPQ(k.address(k.Param("softmax")), operand.Imm(0))
	k.JE(operand.LabelRef(kept))
	l := narrowLayer{arguments: arguments{kernel: k}, mask: both, group: 4}
	k.do("VMOVA", l.softmax(outputs), outputs)
	k.Label(kept)
	k.do("VCOMPRESS_Z", outputs, both, outputs)
	k.SHLQ(operand.Imm(1), n2)
	k.storeInPieces(outputs, k.gp("y"), n2)
	k.end()
}

// twoOfUnits returns the units of both rows.
func (s pairSizes) twoOfUnits() (units [2]reg.VecVirtual) {
	k, loop := s.kernel, s.kernel.label("inputs")
	k.bytes = 32
	x, w, ld, left, mask := k.gp("x"), k.gp("w1"), s.size(sizeLD1), s.size(sizeInputs), k.lanesBelow(s.size(sizeUnits))
	next := k.GP64()
	k.LEAQ(operand.Mem{Base: x, Index: left, Scale: 4}, next)
	k.SHLQ(operand.Imm(2), ld)
	units[0] = k.vector()
	k.do("VMOVU_Z", operand.Mem{Base: k.gp("b1")}, mask, units[0])
	units[1] = k.copy(units[0])
	k.Label(loop)
	for i, row := range []reg.GPVirtual{x, next} {
		k.do("VFMADD231", operand.Mem{Base: w}, k.broadcast(operand.Mem{Base: row}), mask, units[i])
		k.ADDQ(operand.Imm(4), row)
	}
	k.ADDQ(ld, w)
	k.tally(left, loop)
	for _, z := range units {
		k.do("VMAX", z, k.zero(), z)
	}
	return units
}
