package main

import (
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrowCall writes what Go calls for two layers of one row. It goes on in the function for the level and the sizes, which takes the same arguments, but
// for the layers of which nothing has to be masked but the outputs: 4, 8, … inputs, 8 units, rows of 8 and of 4. Calls overlap the further the fewer
// instructions they are, and a function in Go that chooses has as many as half a layer.
func (k kernel) narrowCall(name, doc string, softmax bool) {
	k.begins("f32"+name, "func(y, w1, b1, w2, b2, x *float32, sizes uint64)", doc)
	less, other, general := k.label("less"), k.label("other"), k.label("general")
	level := symbolOf("level") // package cpu gives it
	k.CMPQ(level, operand.Imm(levelAVX512))
	k.JNE(operand.LabelRef(less))
	s, sizes := k.pairSizes(), k.GP64()
	k.MOVL(operand.Mem{Base: s.at}, sizes.As32())
	k.ANDL(operand.U32(0xff00ff03), sizes.As32())
	k.CMPL(sizes.As32(), operand.U32(0x08000800))
	k.JNE(operand.LabelRef(general))
	k.CMPB(operand.Mem{Base: s.at, Disp: sizeLD2}, operand.Imm(4))
	k.JNE(operand.LabelRef(general))
	s.eight(softmax)
	k.Label(general)
	s.jumpUnlessUpTo(0xf0f000, other)
	k.goOn("f32" + name + "AVX512")
	k.Label(less)
	k.CMPQ(level, operand.Imm(levelAVX2))
	k.JNE(operand.LabelRef(other))
	s = k.pairSizes()
	s.jumpUnlessUpTo(0xf8f800, other)
	s.jumpUnlessWhole(other)
	k.goOn("f32" + name + "AVX2")
	k.Label(other)
	k.goOn("f32" + name + "Other")
}

// The levels, as package cpu counts them.
const levelAVX2, levelAVX512 = 1, 2

// jumpUnlessUpTo jumps unless the sizes fit together and, less 1, the units and outputs have none of the bits.
func (s pairSizes) jumpUnlessUpTo(bits operand.U32, other string) {
	k, sizes := s.kernel, s.kernel.GP64()
	k.MOVQ(operand.Mem{Base: s.at}, sizes)
	k.SUBQ(operand.U32(0x010100), sizes)
	k.TESTQ(bits, sizes)
	k.JNE(operand.LabelRef(other))
}

// jumpUnlessWhole jumps unless rows of weights are whole vectors of 4 or 8: it compares two bytes at once.
func (s pairSizes) jumpUnlessWhole(other string) {
	k, rows, numbers := s.kernel, s.kernel.GP32(), s.kernel.GP32()
	k.MOVWLZX(operand.Mem{Base: s.at, Disp: sizeLD1}, rows)
	k.MOVWLZX(operand.Mem{Base: s.at, Disp: sizeUnits}, numbers)
	k.ADDL(operand.U32(0x0303), numbers)
	k.ANDL(operand.U32(0xfcfc), numbers)
	k.ORL(operand.U32(0x8080), rows)
	k.SUBL(numbers, rows)
	k.NOTL(rows)
	k.TESTL(operand.U32(0x8080), rows)
	k.JNE(operand.LabelRef(other))
}

// goOn ends the function, which has no frame, by another of the same arguments.
func (k kernel) goOn(function string) {
	k.Instruction(&ir.Instruction{Opcode: "JMP", Operands: []operand.Op{symbolOf(function)}, IsTerminal: true})
}

// symbolOf is what the package declares under a name.
func symbolOf(name string) operand.Mem {
	return operand.Mem{Symbol: operand.Symbol{Name: "·" + name}, Base: reg.StaticBase}
}
