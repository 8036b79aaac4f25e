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
	kernel
	columns       int
	name          string
	c, a, left    reg.GPVirtual
	ldc, lda, ldb reg.GPVirtual
}

// height is how many rows are computed at a time: a row of C to each 16 bytes of a vector.
func (f fewDots) height() int { return f.width() / 16 }

// each is how many columns stand in 16 bytes.
func (f fewDots) each() int { return min(f.columns, 16/f.size()) }

// write computes as many rows at a time as are left. The order of a row's additions does not depend on how many.
func (f fewDots) write() {
	f.c, f.a, f.left = f.gp("c"), f.gp("a"), f.gp("m")
	f.ldc, f.lda, f.ldb = f.stride("ldc"), f.stride("lda"), f.stride("ldb")
	for _, height := range []int{f.height(), 1} {
		name := fmt.Sprint(f.name, "rows", height)
		f.Label(name)
		f.CMPQ(f.left, operand.Imm(uint64(height)))
		f.JL(operand.LabelRef(name + "end"))
		f.finish(f.sums(name, height))
		across := f.GP64()
		f.IMUL3Q(operand.Imm(uint64(height)), f.lda, across)
		f.ADDQ(across, f.a)
		f.SUBQ(operand.Imm(uint64(height)), f.left)
		f.JMP(operand.LabelRef(name))
		f.Label(name + "end")
	}
	f.end()
}

// sums returns the sum over each lane, row by row and in a row column by column.
func (f fewDots) sums(name string, height int) [][]reg.VecVirtual {
	k, first, second := f.gp("k"), f.GP64(), f.gp("b")
	f.MOVQ(f.a, first)
	a, b := f.rows(height, first, f.lda), f.rows(f.columns, second, f.ldb)
	a.place(f.kernel)
	b.place(f.kernel)
	sums := f.zeros(height, f.columns)
	f.Label(name + "vector")
	f.CMPQ(k, operand.I32(f.lanes()))
	f.JL(operand.LabelRef(name + "rest"))
	f.add(tile{kernel: f.kernel, vectors: 2}, a, b, sums)
	a.advance(f.kernel, operand.I32(f.width()))
	b.advance(f.kernel, operand.I32(f.width()))
	f.SUBQ(operand.I32(f.lanes()), k)
	f.JMP(operand.LabelRef(name + "vector"))
	f.Label(name + "rest")
	f.TESTQ(k, k)
	f.JE(operand.LabelRef(name + "whole"))
	f.add(tile{f.kernel, 1, f.lanesBelow(k)}, a, b, sums)
	f.Label(name + "whole")
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
			f.do("VFMADD231", x, columns[j], s)
		}
	}
}

// finish adds the lanes of the sums, and the bias, raises what is below the floor, and stores rows of C.
func (f fewDots) finish(sums [][]reg.VecVirtual) {
	floor := f.floor()
	for j := 0; j < f.columns; j += f.each() {
		n := min(f.each(), f.columns-j)
		var ends []reg.VecVirtual
		for _, row := range sums {
			ends = append(ends, f.neighbours(row[j:j+n]))
		}
		z := f.across(ends)
		f.do("VADD", f.quarters(f.gp("bias"), j, n), z, z)
		f.do("VMAX", z, floor, z)
		c := f.GP64()
		f.MOVQ(f.c, c)
		f.store(z, c, j, n, len(sums))
	}
	across := f.GP64()
	f.IMUL3Q(operand.Imm(uint64(len(sums))), f.ldc, across)
	f.ADDQ(across, f.c)
}

// neighbours adds the lanes within each 16 bytes, so that the sums stand there side by side.
func (f fewDots) neighbours(row []reg.VecVirtual) reg.VecVirtual {
	last := len(row) - 1
	if f.double {
		return f.merge(f.VUNPCKLPD, f.VUNPCKHPD, row[0], row[last])
	}
	low := f.merge(f.VUNPCKLPS, f.VUNPCKHPS, row[0], row[1])
	high := low
	if last > 1 {
		high = f.merge(f.VUNPCKLPS, f.VUNPCKHPS, row[2], row[last])
	}
	return f.merge(f.VUNPCKLPD, f.VUNPCKHPD, low, high)
}

// merge adds what two instructions take from x and y.
func (f fewDots) merge(low, high func(...operand.Op), x, y reg.VecVirtual) reg.VecVirtual {
	a, b := f.pairs(low, high, x, y)
	f.do("VADD", b, a, a)
	return a
}

// across adds the 16 bytes of each row, and returns one row after the other: one row is repeated.
func (f fewDots) across(rows []reg.VecVirtual) reg.VecVirtual {
	of := func(i int) reg.VecVirtual { return rows[i%len(rows)] }
	if !f.wide {
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
	a, b := f.vector(), f.vector()
	if f.wide {
		f.VSHUFF32X4(operand.Imm(0x88), y, x, a)
		f.VSHUFF32X4(operand.Imm(0xdd), y, x, b)
	} else {
		f.VPERM2F128(operand.Imm(0x20), y, x, a)
		f.VPERM2F128(operand.Imm(0x31), y, x, b)
	}
	f.do("VADD", b, a, a)
	return a
}

// quarters returns the bias of n columns from j on, in each 16 bytes.
func (f fewDots) quarters(bias reg.GPVirtual, j, n int) reg.VecVirtual {
	v, m := f.vector(), operand.Mem{Base: bias, Disp: j * f.size()}
	switch row := n*f.size() < 16; {
	case row && f.wide:
		x := f.loadRow(m, n).AsZ()
		f.VSHUFF32X4(operand.Imm(0), x, x, v)
	case row:
		x := f.loadRow(m, n).AsY()
		f.VPERM2F128(operand.Imm(0), x, x, v)
	case f.wide:
		f.VBROADCASTF32X4(m, v)
	default:
		f.VBROADCASTF128(m, v)
	}
	return v
}

// loadRow reads n numbers.
func (f fewDots) loadRow(m operand.Mem, n int) reg.VecVirtual {
	const third = 0x20
	x := f.XMM()
	switch n * f.size() {
	case 4:
		f.VMOVSS(m, x)
	case 8:
		f.VMOVSD(m, x)
	default:
		f.VMOVSD(m, x)
		m.Disp += 8
		f.VINSERTPS(operand.Imm(third), m, x, x)
	}
	return x
}

// store stores columns j to j+n of the rows that z holds.
func (f fewDots) store(z reg.VecVirtual, c reg.GPVirtual, j, n, rows int) {
	for i := range rows {
		x := f.XMM()
		switch {
		case i == 0:
			x = z.AsX().(reg.VecVirtual)
		case f.wide:
			f.VEXTRACTF32X4(operand.Imm(uint64(i)), z, x)
		default:
			f.VEXTRACTF128(operand.Imm(uint64(i)), z, x)
		}
		f.storeRow(x, operand.Mem{Base: c, Disp: j * f.size()}, n)
		if i+1 < rows {
			f.ADDQ(f.ldc, c)
		}
	}
}

// storeRow stores n numbers.
func (f fewDots) storeRow(x reg.VecVirtual, m operand.Mem, n int) {
	switch n * f.size() {
	case 4:
		f.VMOVSS(x, m)
	case 8:
		f.VMOVSD(x, m)
	case 12:
		f.VMOVSD(x, m)
		m.Disp += 8
		f.VEXTRACTPS(operand.Imm(2), x, m)
	default:
		f.do("VMOVU", x, m)
	}
}
