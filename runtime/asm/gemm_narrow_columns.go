package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// columns computes up to most columns of C, in vectors of rows, and turns them round in the end.
func (t *tnNarrow) columns(most int) {
	wide := t.kernel.label("wide")
	if t.kernel.wide {
		half := *t
		half.kernel.bytes = 32
		t.kernel.CMPQ(t.left, operand.Imm(uint64(half.kernel.lanes())))
		t.kernel.JG(operand.LabelRef(wide))
		half.name += "half"
		half.panels(most)
		t.kernel.Label(wide)
	}
	t.panels(most)
}

// panels computes a vector of rows at a time.
func (t *tnNarrow) panels(columns int) {
	next, row := t.name+"panel", t.short()
	list := t.kernel.zeros(1, columns)[0]
	t.kernel.Label(next)
	rows, most := t.kernel.GP64(), t.kernel.GP64()
	t.kernel.MOVQ(t.left, rows)
	t.kernel.MOVQ(operand.I32(t.kernel.lanes()), most)
	t.kernel.CMPQ(rows, most)
	t.kernel.CMOVQGT(most, rows)
	t.last = t.kernel.lanesBelow(rows)
	t.kernel.branch(t.name, t.n, columns)
	for n := 1; n <= columns; n++ {
		t.kernel.Label(fmt.Sprint(t.name, "by", n))
		t.panel(n, list)
		if n < columns {
			t.kernel.JMP(operand.LabelRef(t.name + "store"))
		}
	}
	t.kernel.Label(t.name + "store")
	t.storeRows(row, list)
	t.kernel.ADDQ(operand.I32(t.kernel.width()), t.a)
	t.kernel.SUBQ(operand.Imm(uint64(t.kernel.lanes())), t.left)
	t.kernel.JG(operand.LabelRef(next))
	t.kernel.end()
}

// panel computes a vector of rows of n columns, the first of the list.
func (t *tnNarrow) panel(n int, list []reg.VecVirtual) {
	sets := 2
	if n <= 2 {
		sets = 4
	}
	column := tile{t.kernel, 1, t.last}
	for _, s := range list[:n] {
		t.kernel.do("VXOR", s, s, s)
	}
	sums, total := append([][]reg.VecVirtual{list[:n]}, t.kernel.zeros(sets-1, n)...), t.kernel.zeros(t.least(sets), n)
	t.steps(fmt.Sprint(t.name, n, "steps"), sets, func(a, b operand.Mem, set int) {
		v := column.load(a, 0)
		for j, s := range sums[set] {
			at := b
			at.Disp += j * t.kernel.size()
			x := t.kernel.broadcast(at)
			t.kernel.do("VFMADD231", v, x, s)
			t.kernel.do("VADD", x, total[set%len(total)][j], total[set%len(total)][j])
		}
	})
	t.kernel.foldSets(sums)
	t.storeTotals(total)
}

// least is how many sets the sums of B's rows have: without AVX-512 there are registers for one.
func (t *tnNarrow) least(sets int) int {
	if t.kernel.wide {
		return sets
	}
	return 1
}

// storeTotals stores the sums of B's rows, where they are wanted: each vector holds one of them in all lanes.
func (t *tnNarrow) storeTotals(total [][]reg.VecVirtual) {
	t.ifWanted(func(to reg.Register) {
		t.kernel.foldSets(total)
		for j, s := range total[0] {
			t.kernel.scalar("VMOV", s.AsX(), operand.Mem{Base: to, Disp: j * t.kernel.size()})
		}
	})
}

// short is a row of C, which fits 16 bytes.
func (t *tnNarrow) short() tile {
	row := tile{t.kernel, 1, t.kernel.lanesBelow(t.n)}
	row.kernel.bytes = 16
	if !row.kernel.wide {
		row.mask = row.mask.(reg.VecVirtual).AsX()
	}
	return row
}

// storeRows stores what the columns hold, row by row, until none is left.
func (t *tnNarrow) storeRows(row tile, columns []reg.VecVirtual) {
	each, end := 16/t.kernel.size(), t.kernel.label("stored")
	rows := t.kernel.turned(columns)
	for i := range t.kernel.lanes() {
		if i > 0 {
			t.kernel.CMPQ(t.left, operand.Imm(uint64(i)))
			t.kernel.JLE(operand.LabelRef(end))
		}
		row.store(t.kernel.sixteen(rows[i%each], i/each), operand.Mem{Base: t.c}, 0)
		t.kernel.ADDQ(t.ld, t.c)
	}
	t.kernel.Label(end)
}

// sixteen returns the i-th 16 bytes of a vector.
func (k kernel) sixteen(v reg.VecVirtual, i int) reg.Register {
	x, at := k.XMM(), operand.Imm(uint64(i))
	switch {
	case i == 0:
		return v.AsX()
	case k.width() == 32:
		k.VEXTRACTF128(at, v.AsY(), x)
	case k.double:
		k.VEXTRACTF64X2(at, v, x)
	default:
		k.VEXTRACTF32X4(at, v, x)
	}
	return x
}
