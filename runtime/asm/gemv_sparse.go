package main

import (
	"fmt"
	"slices"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemvSparse writes the products of a matrix and a vector with many zeros.
func gemvSparse(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.begin("gemvTSparse", "func(y, w, b, x *T, n, k, ld int, floor T)",
			fmt.Sprintf("is the loop of gemvTSparse for 1 to %d outputs.", gemvVectors*k.lanes()))
		bits := k.GP64()
		k.gemvPanels("gemvTSparse", false, func(g gemvPanel) { g.writeSparse(bits) }).present(bits)
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
func (g gemvPanel) writeSparse(bits reg.GPVirtual) {
	g.begin()
	sums := g.enough()
	g.kernel.Label(g.name + "inputs")
	g.kernel.CMPQ(g.k, operand.Imm(sparseLast))
	g.kernel.JLE(operand.LabelRef(g.name + "last"))
	g.kernel.JMP(operand.LabelRef(g.end.name + "present"))
	g.addPresent(bits, sums)
	g.kernel.ADDQ(operand.I32(sparseInputs*g.kernel.size()), g.x)
	g.kernel.IMUL3Q(operand.Imm(sparseInputs), g.ld, g.across)
	g.kernel.ADDQ(g.across, g.w)
	g.kernel.SUBQ(operand.Imm(sparseInputs), g.k)
	g.kernel.JMP(operand.LabelRef(g.name + "inputs"))
	g.kernel.Label(g.name + "last")
	g.steps(1, g.sums)
	for i := g.vectors; i < len(sums); i++ {
		g.kernel.do("VADD", sums[i], sums[i%g.vectors], sums[i%g.vectors])
	}
	g.end.finish(g.vectors)
}

// enough returns the sums, and as many more of each vector as it takes for eight to be under way, if there are registers: first those of the
// vectors that there are not.
func (g gemvPanel) enough() []reg.VecVirtual {
	sums, free := g.sums, slices.Concat(g.end.sums[:gemvVectors-g.vectors], g.more)
	for len(sums) < gemvVectors && len(sums)+g.vectors <= g.most() {
		for _, s := range free[:g.vectors] {
			g.kernel.do("VXOR", s, s, s)
		}
		sums, free = append(sums, free[:g.vectors]...), free[g.vectors:]
	}
	return sums
}

// present sets a bit for each of the next inputs that is not 0, and goes back to the rows of the number of vectors that there are.
func (g gemvPanel) present(bits reg.GPVirtual) {
	k, some, known := g.kernel, g.name+"some", g.name+"known"
	k.Label(g.name + "present")
	zero := k.zero()
	k.CMPQ(g.k, operand.Imm(sparseInputs))
	k.JL(operand.LabelRef(some))
	if k.wide {
		g.presentInMasks(bits, zero)
	} else {
		g.presentInLanes(bits, zero)
	}
	k.JMP(operand.LabelRef(known))
	k.Label(some)
	x, left, shift, lanes, width := k.GP64(), k.GP64(), reg.RCX, operand.Imm(uint64(k.lanes())), operand.Imm(uint64(k.width()))
	k.XORQ(bits, bits)
	k.XORQ(shift, shift)
	k.MOVQ(g.x, x)
	k.MOVQ(g.k, left)
	add := func(v reg.VecVirtual) {
		part := k.notZero(v, zero)
		k.SHLQ(reg.CL, part)
		k.ORQ(part, bits)
	}
	k.Label(g.name + "vector")
	k.CMPQ(left, lanes)
	k.JL(operand.LabelRef(g.name + "rest"))
	add(tile{kernel: k, vectors: 2}.load(operand.Mem{Base: x}, 0))
	k.ADDQ(width, x)
	k.ADDQ(lanes, shift)
	k.SUBQ(lanes, left)
	k.JMP(operand.LabelRef(g.name + "vector"))
	k.Label(g.name + "rest")
	k.TESTQ(left, left)
	k.JE(operand.LabelRef(known))
	add(tile{k, 1, k.lanesBelow(left)}.load(operand.Mem{Base: x}, 0))
	k.Label(known)
	g.toRows(1, gemvVectors)
}

// isNot is the comparison of a number with 0, which is true of NaN.
const isNot = 4

// notZero returns a bit for each lane, set where v, or what is in memory, is not 0.
func (k kernel) notZero(v operand.Op, zero reg.Register) reg.GPVirtual {
	bits := k.GP64()
	if k.wide {
		mask := k.K()
		k.do("VCMP", operand.Imm(isNot), v, zero, mask)
		k.KMOVW(mask, bits.As32())
	} else {
		is := k.vector()
		k.do("VCMP", operand.Imm(isNot), v, zero, is)
		k.do("VMOVMSK", is, bits.As32())
	}
	return bits
}

// presentInMasks is present for whole vectors of AVX-512.
func (g gemvPanel) presentInMasks(bits reg.GPVirtual, zero reg.Register) {
	k, masks := g.kernel, []reg.Register{}
	for at := 0; at < sparseInputs; at += k.lanes() {
		mask := k.K()
		k.do("VCMP", operand.Imm(isNot), operand.Mem{Base: g.x, Disp: at * k.size()}, zero, mask)
		masks = append(masks, mask)
	}
	k.KUNPCKWD(masks[0], masks[1], masks[0])
	k.KUNPCKWD(masks[2], masks[3], masks[2])
	k.KUNPCKDQ(masks[0], masks[2], masks[0])
	k.KMOVQ(masks[0], bits)
}

// presentInLanes is presentInMasks without AVX-512.
func (g gemvPanel) presentInLanes(bits reg.GPVirtual, zero reg.Register) {
	k := g.kernel
	for at := 0; at < sparseInputs; at += k.lanes() {
		part := k.notZero(operand.Mem{Base: g.x, Disp: at * k.size()}, zero)
		if at == 0 {
			k.MOVQ(part, bits)
			continue
		}
		k.SHLQ(operand.Imm(uint64(at)), part)
		k.ORQ(part, bits)
	}
}

// toRows jumps to the rows of the number of vectors that there are, among some numbers.
func (g gemvPanel) toRows(least, most int) {
	rows := operand.LabelRef(fmt.Sprint(g.name, "by", least, "row"))
	if least == most {
		g.kernel.JMP(rows)
		return
	}
	half := (least + most) / 2
	g.kernel.CMPQ(g.n, operand.I32(half*g.kernel.lanes()))
	if half == least {
		g.kernel.JLE(rows)
	} else {
		more := fmt.Sprint(g.name, "above", half)
		g.kernel.JG(operand.LabelRef(more))
		g.toRows(least, half)
		g.kernel.Label(more)
	}
	g.toRows(half+1, most)
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
