package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// columns computes n columns of C, in vectors of rows, and turns them round in the end.
func (t *tnNarrow) columns(n int) {
	wide := t.label("wide")
	if t.wide {
		half := *t
		half.bytes = 32
		t.CMPQ(t.left, operand.Imm(uint64(half.lanes())))
		t.JG(operand.LabelRef(wide))
		half.name += "half"
		half.panels(n)
		t.Label(wide)
	}
	t.panels(n)
}

// panels computes a vector of rows at a time.
func (t *tnNarrow) panels(n int) {
	next := t.name + "panel"
	t.Label(next)
	rows, most := t.GP64(), t.GP64()
	t.MOVQ(t.left, rows)
	t.MOVQ(operand.I32(t.lanes()), most)
	t.CMPQ(rows, most)
	t.CMOVQGT(most, rows)
	t.last = t.lanesBelow(rows)
	t.panel(n)
	t.ADDQ(operand.I32(t.width()), t.a)
	t.SUBQ(operand.Imm(uint64(t.lanes())), t.left)
	t.JG(operand.LabelRef(next))
	t.end()
}

// panel computes a vector of rows.
func (t *tnNarrow) panel(n int) {
	sets := 2
	if n <= 2 {
		sets = 4
	}
	column := tile{t.kernel, 1, t.last}
	sums, total := t.zeros(sets, n), t.zeros(t.least(sets), n)
	t.steps(t.name+"steps", sets, func(a, b operand.Mem, set int) {
		v := column.load(a, 0)
		for j, s := range sums[set] {
			at := b
			at.Disp += j * t.size()
			x := t.broadcast(at)
			t.do("VFMADD231", v, x, s)
			t.do("VADD", x, total[set%len(total)][j], total[set%len(total)][j])
		}
	})
	t.foldSets(sums)
	t.storeTotals(total)
	t.storeRows(t.short(), sums[0])
}

// least is how many sets the sums of B's rows have: without AVX-512 there are registers for one.
func (t *tnNarrow) least(sets int) int {
	if t.wide {
		return sets
	}
	return 1
}

// storeTotals stores the sums of B's rows, where they are wanted: each vector holds one of them in all lanes.
func (t *tnNarrow) storeTotals(total [][]reg.VecVirtual) {
	t.ifWanted(func(to reg.Register) {
		t.foldSets(total)
		for j, s := range total[0] {
			t.scalar("VMOV", s.AsX(), operand.Mem{Base: to, Disp: j * t.size()})
		}
	})
}

// short is a row of C, which fits 16 bytes.
func (t *tnNarrow) short() tile {
	row := tile{t.kernel, 1, t.lanesBelow(t.n)}
	row.bytes = 16
	if !row.wide {
		row.mask = row.mask.(reg.VecVirtual).AsX()
	}
	return row
}

// storeRows stores what the columns hold, row by row, until none is left.
func (t *tnNarrow) storeRows(row tile, columns []reg.VecVirtual) {
	each, end := 16/t.size(), t.label("stored")
	for len(columns) < each {
		columns = append(columns, columns[0])
	}
	rows := t.turned(columns)
	for i := range t.lanes() {
		if i > 0 {
			t.CMPQ(t.left, operand.Imm(uint64(i)))
			t.JLE(operand.LabelRef(end))
		}
		row.store(t.sixteen(rows[i%each], i/each), operand.Mem{Base: t.c}, 0)
		t.ADDQ(t.ld, t.c)
	}
	t.Label(end)
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
