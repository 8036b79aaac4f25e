package main

import "github.com/mmcloughlin/avo/operand"

// copyRows copies rows so short that the call of a copy takes longer than the copy.
func (k kernel) copyRows() {
	k.begin("copyRows", "func(dst, src *T, rows, n, stepDst, stepSrc int)", "copies n numbers from row to row.")
	dst, src, rows, n := k.gp("dst"), k.gp("src"), k.gp("rows"), k.gp("n")
	stepDst, stepSrc := k.stride("stepDst"), k.stride("stepSrc")
	name, rest := k.label("copyRows"), k.GP64()
	k.MOVQ(n, rest)
	k.ANDQ(operand.Imm(uint64(k.lanes()-1)), rest)
	last := tile{kernel: k, vectors: 1, mask: k.lanesBelow(rest)}
	k.Label(name)
	from, to, left := k.GP64(), k.GP64(), k.GP64()
	k.MOVQ(src, from)
	k.MOVQ(dst, to)
	k.MOVQ(n, left)
	k.Label(name + "vector")
	k.SUBQ(operand.Imm(uint64(k.lanes())), left)
	k.JL(operand.LabelRef(name + "rest"))
	v := k.vector()
	k.do("VMOVU", operand.Mem{Base: from}, v)
	k.do("VMOVU", v, operand.Mem{Base: to})
	k.ADDQ(operand.I32(k.width()), from)
	k.ADDQ(operand.I32(k.width()), to)
	k.JMP(operand.LabelRef(name + "vector"))
	k.Label(name + "rest")
	k.TESTQ(rest, rest)
	k.JE(operand.LabelRef(name + "next"))
	last.store(last.load(operand.Mem{Base: from}, 0), operand.Mem{Base: to}, 0)
	k.Label(name + "next")
	k.ADDQ(stepDst, dst)
	k.ADDQ(stepSrc, src)
	k.tally(rows, name)
	k.end()
}
