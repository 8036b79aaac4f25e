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
	f := amxFinisher{tile: t, c: t.kernel.gp("c"), from: t.kernel.gp("from"), sums: t.kernel.gp("sums"), a: t.kernel.gp("lastA"), floor: t.kernel.floor()}
	place, ldb, last := t.kernel.gp("lastB"), t.kernel.stride("ldb"), t.kernel.gp("last")
	for e := range f.b {
		for range t.vectors {
			f.b[e] = append(f.b[e], t.kernel.zero())
		}
		skip := fmt.Sprint("by", t.vectors, "without", e)
		t.kernel.CMPQ(last, operand.Imm(uint64(amxLast-e)))
		t.kernel.JL(operand.LabelRef(skip))
		for v, row := range f.b[e] {
			t.kernel.do("VMOVA", t.load(operand.Mem{Base: place}, v), row)
		}
		t.kernel.ADDQ(ldb, place)
		t.kernel.Label(skip)
	}
	return f
}

// rows finishes that many rows.
func (f amxFinisher) rows(name string, left reg.GPVirtual) {
	ldc, ldFrom := f.kernel.stride("ldc"), f.kernel.stride("ldFrom")
	f.kernel.TESTQ(left, left)
	f.kernel.JE(operand.LabelRef(name + "end"))
	f.kernel.CMPQ(f.kernel.address(f.kernel.Param("last")), operand.Imm(0))
	f.kernel.JE(operand.LabelRef(name + "tiles"))
	rowA, step, three := f.kernel.stride("rowA"), f.kernel.stride("stepA"), f.kernel.GP64()
	f.kernel.LEAQ(operand.Mem{Base: step, Index: step, Scale: 2}, three)
	f.kernel.Label(name + "last")
	f.row(ldc, ldFrom, []operand.Mem{{Base: f.a}, {Base: f.a, Index: step, Scale: 1}, {Base: f.a, Index: step, Scale: 2}, {Base: f.a, Index: three, Scale: 1}})
	f.kernel.ADDQ(rowA, f.a)
	f.kernel.tally(left, name+"last")
	f.kernel.JMP(operand.LabelRef(name + "end"))
	f.kernel.Label(name + "tiles")
	f.row(ldc, ldFrom, nil)
	f.kernel.tally(left, name+"tiles")
	f.kernel.Label(name + "end")
}

// row finishes a row, of which the last entries of A are at a, and moves on to the next.
func (f amxFinisher) row(ldc, ldFrom reg.GPVirtual, a []operand.Mem) {
	for v := range f.vectors {
		z := f.load(operand.Mem{Base: f.from}, v)
		f.kernel.do("VADD", operand.Mem{Base: f.sums, Disp: v * f.kernel.width()}, z, z)
		for e, m := range a {
			f.kernel.do("VFMADD231_BCST", m, f.b[e][v], z)
		}
		f.kernel.do("VMAX", z, f.floor, z)
		f.store(z, operand.Mem{Base: f.c}, v)
	}
	f.kernel.ADDQ(operand.I32(2*f.kernel.width()), f.sums)
	f.kernel.ADDQ(ldc, f.c)
	f.kernel.ADDQ(ldFrom, f.from)
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
