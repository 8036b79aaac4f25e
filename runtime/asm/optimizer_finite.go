package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The kinds of numbers that VFPCLASS finds.
const (
	classDenormal  = 0x20
	classNotFinite = 0x01 | 0x08 | 0x10 | 0x80 // NaN and infinity
)

const leastNormalBits = 0x800000 // in float32

// finiteSGD writes the update of a few weights that looks for denormals: to have the processor take them for 0 takes longer than the update, since it
// waits for all that goes before, and what follows for it.
func (k kernel) finiteSGD() {
	k.begin("finiteSgd", "func(w, dw []T, s *T) int",
		"is the loop of sgd without clipping and decay for one or more whole vectors; s points to the first number of the step. It returns how many numbers it has "+
			"changed: those before the first vector with a denormal or an infinite one, and none where a number of dw is denormal or not finite.")
	base := [2]reg.Register{k.Load(k.Param("w").Base(), k.GP64()), k.Load(k.Param("dw").Base(), k.GP64())}
	rate, size, done := k.scalars("s", 1)[0], k.Load(k.Param("w").Len(), k.GP64()), k.label("done")
	less, least := k.bits(1<<32-1), k.bits(2*leastNormalBits)
	at := k.jumpIfStrange(base[1], size, done)
	loop, strange, tiny := k.label("loop"), k.K(), k.K()
	k.Label(loop)
	w := operand.Mem{Base: base[0], Index: at, Scale: 4}
	to, twice := k.stored(w), k.vector()
	k.VFPCLASSPSZ(operand.Imm(classDenormal|classNotFinite), to, strange) // infinity becomes NaN by the decay, even of 0
	k.VFNMADD231PS(operand.Mem{Base: base[1], Index: at, Scale: 4}, rate, to)
	k.VPADDD(to, to, twice)
	k.VPADDD(less, twice, twice)
	k.VPCMPUD(operand.Imm(below), least, twice, tiny) // 0 < |to| ≤ the least normal number, to which a smaller one may have been rounded
	k.KORTESTW(strange, tiny)
	k.JNE(operand.LabelRef(done))
	k.VMOVUPS(to, w)
	k.ADDQ(operand.Imm(16), at)
	k.CMPQ(at, size)
	k.JNE(operand.LabelRef(loop))
	k.Label(done)
	k.Store(at, k.ReturnIndex(0))
	k.end()
}

// jumpIfStrange jumps where one of so many numbers is denormal or not finite. It returns 0.
func (k kernel) jumpIfStrange(x, size reg.Register, label string) (at reg.Register) {
	at, loop, all, some := reg.Register(k.GP64()), k.label("look"), k.K(), k.K()
	k.XORQ(at, at)
	k.KXORW(all, all, all)
	k.Label(loop)
	k.VFPCLASSPSZ(operand.Imm(classDenormal|classNotFinite), operand.Mem{Base: x, Index: at, Scale: 4}, some)
	k.KORW(some, all, all)
	k.ADDQ(operand.Imm(16), at)
	k.CMPQ(at, size)
	k.JNE(operand.LabelRef(loop))
	k.MOVL(operand.U32(0), at.(reg.GPVirtual).As32())
	k.KORTESTW(all, all)
	k.JNE(operand.LabelRef(label))
	return at
}
