package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// fewMost is how many columns of C the kernel computes at most.
const fewMost = 4

// gemmFew writes the products with few columns: rows of A multiplied by rows of B's transpose.
func gemmFew(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.begin("few", "func(c, a, b, bias *T, m, n, k, ldc, lda, ldb int, floor T)",
			fmt.Sprintf("computes c[i*ldc+j] = max(floor, bias[j] + Σ a[i*lda+p]*b[j*ldb+p]) for 2 to %d columns j.", fewMost))
		n, name := k.gp("n"), k.label("few")
		for columns := 2; columns < fewMost; columns++ {
			k.CMPQ(n, operand.Imm(uint64(columns)))
			k.JE(operand.LabelRef(fmt.Sprint(name, "by", columns)))
		}
		for columns := fewMost; columns > 1; columns-- {
			f := fewDots{kernel: k, columns: columns, name: fmt.Sprint(name, "by", columns)}
			k.Label(f.name)
			f.write()
		}
	})
}

// fewDots is the loop over the rows for one number of columns.
type fewDots struct {
	kernel        kernel
	columns       int
	name          string
	c, a, left    reg.GPVirtual
	ldc, lda, ldb reg.GPVirtual
}

// height is how many rows are computed at a time at most: a row of C to each 16 bytes of a vector.
func (f fewDots) height() int { return f.kernel.width() / 16 }

// each is how many columns stand in 16 bytes.
func (f fewDots) each() int { return min(f.columns, 16/f.kernel.size()) }

// write computes as many rows at a time as are left. The order of a row's additions does not depend on how many.
func (f fewDots) write() {
	f.c, f.a, f.left = f.kernel.gp("c"), f.kernel.gp("a"), f.kernel.gp("m")
	f.ldc, f.lda, f.ldb = f.kernel.stride("ldc"), f.kernel.stride("lda"), f.kernel.stride("ldb")
	f.kernel.evenTiles(f.name+"rows", f.left, f.height(), func(height int) {
		f.finish(f.sums(fmt.Sprint(f.name, "rows", height), height))
		across := f.kernel.GP64()
		f.kernel.IMUL3Q(operand.Imm(uint64(height)), f.lda, across)
		f.kernel.ADDQ(across, f.a)
	})
}

// sums returns the sum over each lane, row by row and in a row column by column.
func (f fewDots) sums(name string, height int) [][]reg.VecVirtual {
	k, first, second := f.kernel.gp("k"), f.kernel.GP64(), f.kernel.gp("b")
	f.kernel.MOVQ(f.a, first)
	a, b := f.kernel.rows(height, first, f.lda), f.kernel.rows(f.columns, second, f.ldb)
	a.place(f.kernel)
	b.place(f.kernel)
	sums := f.kernel.zeros(height, f.columns)
	f.kernel.Label(name + "vector")
	f.kernel.CMPQ(k, operand.I32(f.kernel.lanes()))
	f.kernel.JL(operand.LabelRef(name + "rest"))
	f.add(tile{kernel: f.kernel, vectors: 2}, a, b, sums)
	a.advance(f.kernel, operand.I32(f.kernel.width()))
	b.advance(f.kernel, operand.I32(f.kernel.width()))
	f.kernel.SUBQ(operand.I32(f.kernel.lanes()), k)
	f.kernel.JMP(operand.LabelRef(name + "vector"))
	f.kernel.Label(name + "rest")
	f.kernel.TESTQ(k, k)
	f.kernel.JE(operand.LabelRef(name + "whole"))
	f.add(tile{f.kernel, 1, f.kernel.lanesBelow(k)}, a, b, sums)
	f.kernel.Label(name + "whole")
	return sums
}

// add adds the products of a vector of each row of A and each of B.
func (f fewDots) add(t tile, a, b rows, sums [][]reg.VecVirtual) {
	var columns []reg.VecVirtual
	for j := range f.columns {
		columns = append(columns, t.load(b.at(j, 0), 0))
	}
	for i, row := range sums {
		x := t.load(a.at(i, 0), 0)
		for j, s := range row {
			f.kernel.do("VFMADD231", x, columns[j], s)
		}
	}
}

// finish adds the lanes of the sums, and the bias, raises what is below the floor, and stores rows of C.
func (f fewDots) finish(sums [][]reg.VecVirtual) {
	floor := f.kernel.floor()
	for j := 0; j < f.columns; j += f.each() {
		n := min(f.each(), f.columns-j)
		var ends []reg.VecVirtual
		for _, row := range sums {
			ends = append(ends, f.neighbours(row[j:j+n]))
		}
		z := f.across(ends)
		f.kernel.do("VADD", f.quarters(f.kernel.gp("bias"), j, n), z, z)
		f.kernel.do("VMAX", z, floor, z)
		c := f.kernel.GP64()
		f.kernel.MOVQ(f.c, c)
		f.store(z, c, j, n, len(sums))
	}
	across := f.kernel.GP64()
	f.kernel.IMUL3Q(operand.Imm(uint64(len(sums))), f.ldc, across)
	f.kernel.ADDQ(across, f.c)
}

// neighbours adds the lanes within each 16 bytes, so that the sums stand there side by side.
func (f fewDots) neighbours(row []reg.VecVirtual) reg.VecVirtual {
	last := len(row) - 1
	if f.kernel.double {
		return f.merge(f.kernel.VUNPCKLPD, f.kernel.VUNPCKHPD, row[0], row[last])
	}
	low := f.merge(f.kernel.VUNPCKLPS, f.kernel.VUNPCKHPS, row[0], row[1])
	high := low
	if last > 1 {
		high = f.merge(f.kernel.VUNPCKLPS, f.kernel.VUNPCKHPS, row[2], row[last])
	}
	return f.merge(f.kernel.VUNPCKLPD, f.kernel.VUNPCKHPD, low, high)
}

// merge adds what two instructions take from x and y.
func (f fewDots) merge(low, high func(...operand.Op), x, y reg.VecVirtual) reg.VecVirtual {
	a, b := f.kernel.pairs(low, high, x, y)
	f.kernel.do("VADD", b, a, a)
	return a
}

// across adds the 16 bytes of each row, and returns one row after the other: one row is repeated.
func (f fewDots) across(rows []reg.VecVirtual) reg.VecVirtual {
	of := func(i int) reg.VecVirtual { return rows[i%len(rows)] }
	if !f.kernel.wide {
		return f.halves(of(0), of(1))
	}
	first := f.halves(of(0), of(1))
	if len(rows) == 1 {
		return f.halves(first, first)
	}
	return f.halves(first, f.halves(of(2), of(3)))
}

// halves returns x and y, in each of which one half, or each second quarter, is added to the other.
func (f fewDots) halves(x, y reg.VecVirtual) reg.VecVirtual {
	a, b := f.kernel.vector(), f.kernel.vector()
	if f.kernel.wide {
		f.kernel.VSHUFF32X4(operand.Imm(0x88), y, x, a)
		f.kernel.VSHUFF32X4(operand.Imm(0xdd), y, x, b)
	} else {
		f.kernel.VPERM2F128(operand.Imm(0x20), y, x, a)
		f.kernel.VPERM2F128(operand.Imm(0x31), y, x, b)
	}
	f.kernel.do("VADD", b, a, a)
	return a
}

// quarters returns the bias of n columns from j on, in each 16 bytes.
func (f fewDots) quarters(bias reg.GPVirtual, j, n int) reg.VecVirtual {
	v, m := f.kernel.vector(), operand.Mem{Base: bias, Disp: j * f.kernel.size()}
	switch row := n*f.kernel.size() < 16; {
	case row && f.kernel.wide:
		x := f.kernel.loadFew(m, n).AsZ()
		f.kernel.VSHUFF32X4(operand.Imm(0), x, x, v)
	case row:
		x := f.kernel.loadFew(m, n).AsY()
		f.kernel.VPERM2F128(operand.Imm(0), x, x, v)
	case f.kernel.wide:
		f.kernel.VBROADCASTF32X4(m, v)
	default:
		f.kernel.VBROADCASTF128(m, v)
	}
	return v
}

// store stores columns j to j+n of the rows that z holds.
func (f fewDots) store(z reg.VecVirtual, c reg.GPVirtual, j, n, rows int) {
	for i := range rows {
		x := f.kernel.XMM()
		switch {
		case i == 0:
			x = z.AsX().(reg.VecVirtual)
		case f.kernel.wide:
			f.kernel.VEXTRACTF32X4(operand.Imm(uint64(i)), z, x)
		default:
			f.kernel.VEXTRACTF128(operand.Imm(uint64(i)), z, x)
		}
		f.kernel.storeFew(x, operand.Mem{Base: c, Disp: j * f.kernel.size()}, n)
		if i+1 < rows {
			f.kernel.ADDQ(f.ldc, c)
		}
	}
}
