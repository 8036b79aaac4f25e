package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// crc writes the kernel of checksums, as Intel describes it ("Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction",
// 2009): 16 bytes are a polynomial, which is folded into the bytes that stand some way behind it by a product of each half with a
// power of x modulo the checksum's polynomial.
func crc(c *build.Context) {
	variants(c, []kernel{{bytes: 16}}, kernel.foldBlocks)
}

// The powers for halves of 16 bytes that are folded over 64 bytes, and over 16.
var (
	over64 = []uint64{0x154442bd4, 0x1c6e41596}
	over16 = []uint64{0x1751997d0, 0x0ccaa009e}
)

func (k kernel) foldBlocks() {
	k.begins("foldBlocks", "func(to, b *byte, n int, sum uint32)", "folds n blocks of 64 bytes behind a checksum into 16 bytes.")
	b, n, sum, first := k.gp("b"), k.gp("n"), k.GP32(), k.XMM()
	parts := k.blockAt(b)
	k.Load(k.Param("sum"), sum)
	k.MOVD(sum, first)
	k.PXOR(first, parts[0])
	powers := k.XMM()
	k.MOVOU(k.words("over64", over64...), powers)
	k.Label("next")
	k.DECQ(n)
	k.JE(operand.LabelRef("last"))
	k.ADDQ(operand.Imm(64), b)
	for i, p := range k.blockAt(b) {
		k.foldInto(parts[i], powers, p)
		k.MOVO(p, parts[i])
	}
	k.JMP(operand.LabelRef("next"))
	k.Label("last")
	k.MOVOU(k.words("over16", over16...), powers)
	for i := range parts[1:] {
		k.foldInto(parts[i], powers, parts[i+1])
	}
	k.MOVOU(parts[3], operand.Mem{Base: k.gp("to")})
	k.RET()
}

// blockAt loads 64 bytes.
func (k kernel) blockAt(b reg.GPVirtual) (parts []reg.VecVirtual) {
	for i := range 4 {
		v := k.XMM()
		k.MOVOU(operand.Mem{Base: b, Disp: 16 * i}, v)
		parts = append(parts, v)
	}
	return parts
}

// foldInto adds the products of the halves of a part and their powers to what stands behind it. The part is of no use then.
func (k kernel) foldInto(part, powers, behind reg.VecVirtual) {
	high := k.XMM()
	k.MOVO(part, high)
	k.PCLMULQDQ(operand.Imm(0), powers, part)
	k.PCLMULQDQ(operand.Imm(0x11), powers, high)
	k.PXOR(part, behind)
	k.PXOR(high, behind)
}
