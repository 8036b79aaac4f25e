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
		n, name := k.gp("n"), k.label("gemvTSparse")
		for v := 1; v < gemvVectors; v++ {
			k.CMPQ(n, operand.I32(v*k.lanes()))
			k.JLE(operand.LabelRef(fmt.Sprint(name, "by", v)))
		}
		for v := gemvVectors; v > 0; v-- {
			k.Label(fmt.Sprint(name, "by", v))
			g := gemvPanel{tile: k.masked(v, n), name: fmt.Sprint(name, "by", v)}
			g.writeSparse()
		}
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
	g.w, g.x, g.k, g.ld = g.gp("w"), g.gp("x"), g.gp("k"), g.stride("ld")
	b := g.gp("b")
	for v := range g.vectors {
		g.sums = append(g.sums, g.load(operand.Mem{Base: b}, v))
	}
	sums := g.enough()
	g.across = g.GP64()
	g.Label(g.name + "inputs")
	g.CMPQ(g.k, operand.Imm(sparseLast))
	g.JLE(operand.LabelRef(g.name + "last"))
	g.addPresent(g.present(), sums)
	g.ADDQ(operand.I32(sparseInputs*g.size()), g.x)
	g.IMUL3Q(operand.Imm(sparseInputs), g.ld, g.across)
	g.ADDQ(g.across, g.w)
	g.SUBQ(operand.Imm(sparseInputs), g.k)
	g.JMP(operand.LabelRef(g.name + "inputs"))
	g.Label(g.name + "last")
	g.steps(1)
	for i := g.vectors; i < len(sums); i++ {
		g.do("VADD", sums[i], sums[i%g.vectors], sums[i%g.vectors])
	}
	g.finish()
}

// enough returns the sums, and as many more of each vector as it takes for eight to be under way, if there are registers.
func (g gemvPanel) enough() []reg.VecVirtual {
	sums := g.sums
	for len(sums) < gemvVectors && len(sums)+g.vectors <= g.most() {
		for range g.vectors {
			sums = append(sums, g.zero())
		}
	}
	return sums
}

// present returns a bit for each of the next inputs, set where it is not 0.
func (g gemvPanel) present() reg.GPVirtual {
	const notEqual = 4 // true of NaN
	bits, x, left, shift, zero := g.GP64(), g.GP64(), g.GP64(), reg.RCX, g.zero()
	g.XORQ(bits, bits)
	g.MOVQ(g.x, x)
	g.MOVQ(operand.I32(sparseInputs), left)
	g.CMPQ(g.k, left)
	g.CMOVQLT(g.k, left)
	g.XORQ(shift, shift)
	add := func(v reg.VecVirtual) {
		lanes := g.GP64()
		if g.wide {
			mask := g.K()
			g.do("VCMP", operand.Imm(notEqual), zero, v, mask)
			g.KMOVW(mask, lanes.As32())
		} else {
			g.do("VCMP", operand.Imm(notEqual), zero, v, v)
			g.do("VMOVMSK", v, lanes.As32())
		}
		g.SHLQ(reg.CL, lanes)
		g.ORQ(lanes, bits)
	}
	g.Label(g.name + "vector")
	g.CMPQ(left, operand.Imm(uint64(g.lanes())))
	g.JL(operand.LabelRef(g.name + "rest"))
	add(tile{kernel: g.kernel, vectors: 2}.load(operand.Mem{Base: x}, 0))
	g.ADDQ(operand.Imm(uint64(g.width())), x)
	g.ADDQ(operand.Imm(uint64(g.lanes())), shift)
	g.SUBQ(operand.Imm(uint64(g.lanes())), left)
	g.JMP(operand.LabelRef(g.name + "vector"))
	g.Label(g.name + "rest")
	g.TESTQ(left, left)
	g.JE(operand.LabelRef(g.name + "known"))
	add(tile{g.kernel, 1, g.lanesBelow(left)}.load(operand.Mem{Base: x}, 0))
	g.Label(g.name + "known")
	return bits
}

// addPresent adds the rows whose bits are set.
func (g gemvPanel) addPresent(bits reg.GPVirtual, sums []reg.VecVirtual) {
	g.Label(g.name + "row")
	for at := 0; at < len(sums); at += g.vectors {
		input, row := g.GP64(), g.GP64()
		g.TZCNTQ(bits, input)
		g.JCS(operand.LabelRef(g.name + "none"))
		g.BLSRQ(bits, bits)
		x := g.broadcast(operand.Mem{Base: g.x, Index: input, Scale: uint8(g.size())})
		g.MOVQ(g.ld, row)
		g.IMULQ(input, row)
		g.ADDQ(g.w, row)
		for v := range g.vectors {
			g.add(x, operand.Mem{Base: row}, v, sums[at+v])
		}
	}
	g.JMP(operand.LabelRef(g.name + "row"))
	g.Label(g.name + "none")
}
