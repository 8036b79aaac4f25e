package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// amxLast is how many of the last entries of k vectors add to the sums of tiles, at most: a block of tiles takes the same
// time for one entry as for 32.
const amxLast = 4

// amxFinisher adds to the sums of tiles what they lack, and stores them.
type amxFinisher struct {
	tile
	c, from, sums, a reg.GPVirtual             // the next rows begin there, a with the last entries
	b                [amxLast][]reg.VecVirtual // the last rows of B
	floor            reg.VecVirtual
}

// finishes loads what stays the same for all rows.
func (t tile) finishes() amxFinisher {
	f := amxFinisher{tile: t, c: t.gp("c"), from: t.gp("from"), sums: t.gp("sums"), a: t.gp("lastA"), floor: t.kernel.floor()}
	place, ldb, last := t.gp("lastB"), t.stride("ldb"), t.gp("last")
	for e := range f.b {
		for range t.vectors {
			f.b[e] = append(f.b[e], t.zero())
		}
		skip := fmt.Sprint("by", t.vectors, "without", e)
		t.CMPQ(last, operand.Imm(uint64(amxLast-e)))
		t.JL(operand.LabelRef(skip))
		for v, row := range f.b[e] {
			t.do("VMOVA", t.load(operand.Mem{Base: place}, v), row)
		}
		t.ADDQ(ldb, place)
		t.Label(skip)
	}
	return f
}

// rows finishes that many rows.
func (f amxFinisher) rows(name string, left reg.GPVirtual) {
	ldc, ldFrom := f.stride("ldc"), f.stride("ldFrom")
	f.TESTQ(left, left)
	f.JE(operand.LabelRef(name + "end"))
	f.CMPQ(f.address(f.Param("last")), operand.Imm(0))
	f.JE(operand.LabelRef(name + "tiles"))
	rowA, step, three := f.stride("rowA"), f.stride("stepA"), f.GP64()
	f.LEAQ(operand.Mem{Base: step, Index: step, Scale: 2}, three)
	f.Label(name + "last")
	f.row(ldc, ldFrom, []operand.Mem{{Base: f.a}, {Base: f.a, Index: step, Scale: 1}, {Base: f.a, Index: step, Scale: 2}, {Base: f.a, Index: three, Scale: 1}})
	f.ADDQ(rowA, f.a)
	f.tally(left, name+"last")
	f.JMP(operand.LabelRef(name + "end"))
	f.Label(name + "tiles")
	f.row(ldc, ldFrom, nil)
	f.tally(left, name+"tiles")
	f.Label(name + "end")
}

// row finishes a row, of which the last entries of A are at a, and moves on to the next.
func (f amxFinisher) row(ldc, ldFrom reg.GPVirtual, a []operand.Mem) {
	for v := range f.vectors {
		z := f.load(operand.Mem{Base: f.from}, v)
		f.do("VADD", operand.Mem{Base: f.sums, Disp: v * f.width()}, z, z)
		for e, m := range a {
			f.do("VFMADD231_BCST", m, f.b[e][v], z)
		}
		f.do("VMAX", z, f.floor, z)
		f.store(z, operand.Mem{Base: f.c}, v)
	}
	f.ADDQ(operand.I32(2*f.width()), f.sums)
	f.ADDQ(ldc, f.c)
	f.ADDQ(ldFrom, f.from)
}

// addPanel adds parts of k.
func (k kernel) addPanel() {
	k.begins("f32GemmAddAMX", "func(dst, src *float32, m, n, ldDst, ldSrc int, floor float32)",
		"computes dst = max(floor, dst + src) for m rows of 1 to 32 columns.")
	n := k.gp("n")
	k.CMPQ(n, operand.Imm(amxSide))
	k.JLE(operand.LabelRef("by1"))
	for _, columns := range []int{2, 1} {
		name := fmt.Sprint("by", columns)
		k.Label(name)
		t := k.masked(columns, n)
		dst, src, left := k.gp("dst"), k.gp("src"), k.gp("m")
		ldDst, ldSrc, floor := k.stride("ldDst"), k.stride("ldSrc"), k.floor()
		k.Label(name + "row")
		for v := range columns {
			z := t.load(operand.Mem{Base: src}, v)
			k.do("VADD", t.load(operand.Mem{Base: dst}, v), z, z)
			k.do("VMAX", z, floor, z)
			t.store(z, operand.Mem{Base: dst}, v)
		}
		k.ADDQ(ldDst, dst)
		k.ADDQ(ldSrc, src)
		k.tally(left, name+"row")
		k.end()
	}
}
