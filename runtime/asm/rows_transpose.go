package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// transpose writes the transposes. They work in square blocks as wide as a vector of AVX2: most of what vectors of AVX-512 are shuffled by is done
// by one port, and for those of AVX2 by two. Where four columns of 16 rows are whole, loads put them in their quarters of a vector instead.
func transpose(c *build.Context) {
	variants(c, all, func(k kernel) {
		switch {
		case !k.wide:
			k.transposeBlocks()
			k.transposeEdges()
		case !k.double:
			k.transposeQuarters()
		}
	})
}

// transposeQuarters takes 16 rows and four columns at a time.
func (k kernel) transposeQuarters() {
	k.begin("transposeQuarters", "func(dst, src []T, rows, cols, ldDst, ldSrc int)", "transposes a matrix of 16, 32, … rows and 4, 8, … columns.")
	strip, columns := k.label("strip"), k.label("columns")
	dst, src, rows, ld := k.GP64(), k.GP64(), k.GP64(), k.GP64()
	k.Load(k.Param("dst").Base(), dst)
	k.Load(k.Param("src").Base(), src)
	k.Load(k.Param("rows"), rows)
	k.Load(k.Param("ldDst"), ld)
	k.SHLQ(operand.Imm(2), ld)
	var quarters [4]reg.Register
	for i := range quarters[1:] {
		quarters[i+1] = k.kmask(k.immediate(0xf0 << (4 * i)).(reg.GPVirtual))
	}
	k.Label(strip)
	lines, to, left := k.sixteenOf(src, k.Load(k.Param("ldSrc"), k.GP64()).(reg.GPVirtual)), k.GP64(), k.GP64()
	k.MOVQ(dst, to)
	k.Load(k.Param("cols"), left)
	k.Label(columns)
	v := make([]reg.VecVirtual, 4)
	for i := range v {
		v[i] = k.vector()
		k.VMOVUPS(lines.at(i), v[i].AsX())
		for q := 1; q < 4; q++ {
			k.VBROADCASTF32X4(lines.at(4*q+i), quarters[q], v[i])
		}
	}
	for _, column := range k.transpose(v, 4) {
		k.VMOVUPS(column, operand.Mem{Base: to})
		k.ADDQ(ld, to)
	}
	for _, b := range lines.base {
		k.ADDQ(operand.Imm(16), b)
	}
	k.SUBQ(operand.Imm(4), left)
	k.JG(operand.LabelRef(columns))
	k.ADDQ(operand.Imm(64), dst)
	k.SHLQ(operand.Imm(4), lines.step)
	k.ADDQ(lines.step, src)
	k.SUBQ(operand.Imm(16), rows)
	k.JG(operand.LabelRef(strip))
	k.end()
}

// transposeBlocks needs a block at least in both directions. The last blocks of a row and column are moved back so
// that they end with it.
func (k kernel) transposeBlocks() {
	k.begin("transpose", "func(dst, src []T, rows, cols, ldDst, ldSrc int)",
		fmt.Sprintf("transposes a matrix of at least %d rows and columns.", k.lanes()))
	k.blocks(true, func(to, from lines, _, _ reg.GPVirtual) {
		n := k.lanes()
		t := make([]reg.VecVirtual, n)
		for i := range n {
			// Two pieces of half a vector, from the lines i and i + n/2.
			t[i] = k.vector()
			line, half := i%(n/2), i/(n/2)*16
			k.VMOVUPS(from.at(line).Offset(half), t[i].AsX())
			k.VINSERTF128(operand.Imm(1), from.at(line+n/2).Offset(half), t[i], t[i])
		}
		k.unpack(t, func(j int, column reg.VecVirtual) { k.VMOVUPS(column, to.at(j)) })
	})
	k.end()
}

// transposeEdges takes any matrix. It is for those that have less than a block in one direction.
func (k kernel) transposeEdges() {
	k.begin("transposeEdges", "func(dst, src []T, rows, cols, ldDst, ldSrc int)", "transposes a matrix.")
	k.blocks(false, func(to, from lines, i, j reg.GPVirtual) {
		name, rows, cols := k.label("edge"), k.left(i, "rows"), k.left(j, "cols")
		v, mask := make([]reg.VecVirtual, k.lanes()), k.lanesBelow(cols)
		for i := range v {
			v[i] = k.vector()
			k.VXORPS(v[i], v[i], v[i])
		}
		for i := range v {
			k.CMPQ(rows, operand.Imm(uint64(i)))
			k.JE(operand.LabelRef(name + "loaded"))
			k.do("VMASKMOV", from.at(i), mask, v[i])
		}
		k.Label(name + "loaded")
		mask = k.lanesBelow(rows)
		k.unpack(k.halves(v), func(j int, column reg.VecVirtual) {
			k.CMPQ(cols, operand.Imm(uint64(j)))
			k.JE(operand.LabelRef(name + "stored"))
			k.do("VMASKMOV", column, mask, to.at(j))
		})
		k.Label(name + "stored")
	})
	k.end()
}

// halves makes of whole lines what unpack wants.
func (k kernel) halves(lines []reg.VecVirtual) []reg.VecVirtual {
	n := len(lines)
	t := make([]reg.VecVirtual, n)
	for i := range t {
		t[i] = k.vector()
		a, b, from := lines[i%(n/2)], lines[i%(n/2)+n/2], uint64(0x20)
		if i >= n/2 {
			from = 0x31
		}
		k.VPERM2F128(operand.Imm(from), b, a, t[i])
	}
	return t
}

// unpack hands the columns of a block to store, each before the next, so that the registers suffice. The first half of
// t are the first half vectors of the lines i and i + n/2, side by side; the other half the second.
func (k kernel) unpack(t []reg.VecVirtual, store func(j int, column reg.VecVirtual)) {
	half, j := len(t)/2, 0
	both := func(a, b reg.VecVirtual) {
		x, y := k.pairs(k.VUNPCKLPD, k.VUNPCKHPD, a, b)
		store(j, x)
		store(j+1, y)
		j += 2
	}
	for _, t := range [][]reg.VecVirtual{t[:half], t[half:]} {
		if k.double {
			both(t[0], t[1])
			continue
		}
		// Pairs of numbers from two lines, to be paired again as if they were one.
		a, b := k.pairs(k.VUNPCKLPS, k.VUNPCKHPS, t[0], t[1])
		c, d := k.pairs(k.VUNPCKLPS, k.VUNPCKHPS, t[2], t[3])
		both(a, c)
		both(b, d)
	}
}

// pairs mixes the lower and the higher numbers of a and b.
func (k kernel) pairs(low, high func(...operand.Op), a, b reg.VecVirtual) (x, y reg.VecVirtual) {
	x, y = k.vector(), k.vector()
	low(b, a, x)
	high(b, a, y)
	return x, y
}
