package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemvSparse writes the products of a matrix and a vector with many zeros.
func gemvSparse(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.begin("gemvTSparse", "func(y, w, b, x *T, n, k, ld int, floor T)",
			fmt.Sprintf("is the loop of gemvTSparse for 1 to %d outputs.", gemvVectors*k.lanes()))
		k.gemvPanels("gemvTSparse", false, gemvPanel.writeSparse)
	})
}

const (
	// sparseInputs is how many inputs are looked through at a time: a bit of a register each.
	sparseInputs = 64
	// sparseLast is how many inputs, or less, are not worth looking through: a jump that is not foreseen takes as long.
	sparseLast = 8
)

// writeSparse is write for the rows of W that meet something else than 0, and the last few. Rows are added to several sums
// in turn, since they need not wait for each other then.
func (g gemvPanel) writeSparse() {
	g.w, g.x, g.k, g.ld = g.kernel.gp("w"), g.kernel.gp("x"), g.kernel.gp("k"), g.kernel.stride("ld")
	g.begin()
	sums := g.enough()
	g.across = g.kernel.GP64()
	g.kernel.Label(g.name + "inputs")
	g.kernel.CMPQ(g.k, operand.Imm(sparseLast))
	g.kernel.JLE(operand.LabelRef(g.name + "last"))
	g.addPresent(g.present(), sums)
	g.kernel.ADDQ(operand.I32(sparseInputs*g.kernel.size()), g.x)
	g.kernel.IMUL3Q(operand.Imm(sparseInputs), g.ld, g.across)
	g.kernel.ADDQ(g.across, g.w)
	g.kernel.SUBQ(operand.Imm(sparseInputs), g.k)
	g.kernel.JMP(operand.LabelRef(g.name + "inputs"))
	g.kernel.Label(g.name + "last")
	g.steps(1)
	for i := g.vectors; i < len(sums); i++ {
		g.kernel.do("VADD", sums[i], sums[i%g.vectors], sums[i%g.vectors])
	}
	g.end.finish(g.vectors)
}

// enough returns the sums, and as many more of each vector as it takes for eight to be under way, if there are registers.
func (g gemvPanel) enough() []reg.VecVirtual {
	sums := g.sums
	for len(sums) < gemvVectors && len(sums)+g.vectors <= g.most() {
		for range g.vectors {
			sums = append(sums, g.kernel.zero())
		}
	}
	return sums
}

// present returns a bit for each of the next inputs, set where it is not 0.
func (g gemvPanel) present() reg.GPVirtual {
	const notEqual = 4 // true of NaN
	bits, x, left, shift, zero := g.kernel.GP64(), g.kernel.GP64(), g.kernel.GP64(), reg.RCX, g.kernel.zero()
	g.kernel.XORQ(bits, bits)
	g.kernel.MOVQ(g.x, x)
	g.kernel.MOVQ(operand.I32(sparseInputs), left)
	g.kernel.CMPQ(g.k, left)
	g.kernel.CMOVQLT(g.k, left)
	g.kernel.XORQ(shift, shift)
	add := func(v reg.VecVirtual) {
		lanes := g.kernel.GP64()
		if g.kernel.wide {
			mask := g.kernel.K()
			g.kernel.do("VCMP", operand.Imm(notEqual), zero, v, mask)
			g.kernel.KMOVW(mask, lanes.As32())
		} else {
			g.kernel.do("VCMP", operand.Imm(notEqual), zero, v, v)
			g.kernel.do("VMOVMSK", v, lanes.As32())
		}
		g.kernel.SHLQ(reg.CL, lanes)
		g.kernel.ORQ(lanes, bits)
	}
	g.kernel.Label(g.name + "vector")
	g.kernel.CMPQ(left, operand.Imm(uint64(g.kernel.lanes())))
	g.kernel.JL(operand.LabelRef(g.name + "rest"))
	add(tile{kernel: g.kernel, vectors: 2}.load(operand.Mem{Base: x}, 0))
	g.kernel.ADDQ(operand.Imm(uint64(g.kernel.width())), x)
	g.kernel.ADDQ(operand.Imm(uint64(g.kernel.lanes())), shift)
	g.kernel.SUBQ(operand.Imm(uint64(g.kernel.lanes())), left)
	g.kernel.JMP(operand.LabelRef(g.name + "vector"))
	g.kernel.Label(g.name + "rest")
	g.kernel.TESTQ(left, left)
	g.kernel.JE(operand.LabelRef(g.name + "known"))
	add(tile{g.kernel, 1, g.kernel.lanesBelow(left)}.load(operand.Mem{Base: x}, 0))
	g.kernel.Label(g.name + "known")
	return bits
}

// addPresent adds the rows whose bits are set.
func (g gemvPanel) addPresent(bits reg.GPVirtual, sums []reg.VecVirtual) {
	g.kernel.Label(g.name + "row")
	for at := 0; at < len(sums); at += g.vectors {
		input, row := g.kernel.GP64(), g.kernel.GP64()
		g.kernel.TZCNTQ(bits, input)
		g.kernel.JCS(operand.LabelRef(g.name + "none"))
		g.kernel.BLSRQ(bits, bits)
		x := g.kernel.broadcast(operand.Mem{Base: g.x, Index: input, Scale: uint8(g.kernel.size())})
		g.kernel.MOVQ(g.ld, row)
		g.kernel.IMULQ(input, row)
		g.kernel.ADDQ(g.w, row)
		for v := range g.vectors {
			g.add(x, operand.Mem{Base: row}, v, sums[at+v])
		}
	}
	g.kernel.JMP(operand.LabelRef(g.name + "row"))
	g.kernel.Label(g.name + "none")
}
