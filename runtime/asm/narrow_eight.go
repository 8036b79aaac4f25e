package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// eight writes both layers.
func (s pairSizes) eight(softmax bool) {
	units := s.eightUnits()
	s.blockBehind(units, s.size(sizeOutputs), s.kernel.block, softmax)
}

// eightUnits returns the units.
func (s pairSizes) eightUnits() reg.VecVirtual {
	k, loop, none := s.kernel, s.kernel.label("inputs"), s.kernel.label("none")
	k.bytes = 32
	x, w, left, z, more, zero := k.gp("x"), k.gp("w1"), s.size(sizeInputs), k.vector(), k.zero(), k.zero()
	k.do("VMOVU", operand.Mem{Base: k.gp("b1")}, z)
	k.TESTL(left.As32(), left.As32())
	k.JE(operand.LabelRef(none))
	k.Label(loop)
	for i := range 4 {
		input := k.broadcast(operand.Mem{Base: x, Disp: 4 * i})
		k.do("VFMADD231", operand.Mem{Base: w, Disp: 32 * i}, input, [2]reg.VecVirtual{z, more}[i%2])
	}
	k.ADDQ(operand.Imm(4*4), x)
	k.ADDQ(operand.U32(4*32), w)
	k.SUBQ(operand.Imm(4), left)
	k.JNE(operand.LabelRef(loop))
	k.Label(none)
	k.do("VADD", more, z, z)
	k.do("VMAX", z, zero, z)
	return z
}
