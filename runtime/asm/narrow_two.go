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
	units, block := s.twoOfUnits(), k.blockOf(k.gp("w2"), s.size(sizeUnits))
	both, bias := k.kmask(k.repeated(n2, 4)), k.vector()
	k.VMOVUPS_Z(operand.Mem{Base: k.gp("b2")}, both, bias.AsX())
	other := k.copy(bias)
	first, second := block.sums(units[0], bias), block.sums(units[1], other)
	k.VINSERTF128(operand.Imm(1), second, first.AsY(), outputs)
	k.CMPQ(k.address(k.Param("softmax")), operand.Imm(0))
	k.JE(operand.LabelRef(kept))
	l := narrowLayer{arguments: arguments{kernel: k}, mask: k.copyOf(both), group: 4}
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
	x, w, ld, i, mask := k.gp("x"), k.gp("w1"), s.size(sizeLD1), s.size(sizeInputs), k.lanesBelow(s.size(sizeUnits))
	// Both rows count from their ends, up to 0.
	first, second := k.GP64(), k.GP64()
	k.LEAQ(operand.Mem{Base: x, Index: i, Scale: 4}, first)
	k.LEAQ(operand.Mem{Base: x, Index: i, Scale: 8}, second)
	k.NEGQ(i)
	k.SHLQ(operand.Imm(2), ld)
	units[0] = k.vector()
	k.do("VMOVU_Z", operand.Mem{Base: k.gp("b1")}, mask, units[0])
	units[1] = k.copy(units[0])
	k.Label(loop)
	for row, end := range []reg.GPVirtual{first, second} {
		k.do("VFMADD231", operand.Mem{Base: w}, k.broadcast(operand.Mem{Base: end, Index: i, Scale: 4}), mask, units[row])
	}
	k.ADDQ(ld, w)
	k.INCQ(i)
	k.JNE(operand.LabelRef(loop))
	zero := k.zero()
	for _, z := range units {
		k.do("VMAX", z, zero, z)
	}
	return units
}
