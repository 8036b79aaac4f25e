package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tnNarrow is a product C = Aᵀ·B, and the sums of B's rows. Several steps are under way, each with sums of its own.
type tnNarrow struct {
	kernel     kernel
	name       string
	mask, last reg.Register  // of a row of B; of the rows of C in the last vector
	a, b, c    reg.GPVirtual // the next of A's columns, the first row of B, the next row of C
	n, left    reg.GPVirtual // columns, rows that are left
	rowA, rowB reg.GPVirtual // in bytes
	ld         reg.GPVirtual
}

// gemmTNNarrow computes a few rows of C at a time, or, where they are very short, a few columns.
func (k kernel) gemmTNNarrow() {
	k.begin("gemmTNNarrow", "func(c, sums, a, b *T, m, n, k, ld int)",
		"is gemmTNSum for columns that fit one vector. Nothing may be empty but the sums.")
	n := k.gp("n")
	longer, short := k.label("longer"), 16/k.size()
	k.CMPQ(n, operand.Imm(uint64(short)))
	k.JG(operand.LabelRef(longer))
	k.tnNarrow(n).columns(short)
	k.Label(longer)
	for bytes, whole := 32, k.width(); bytes <= whole; bytes *= 2 {
		k.bytes = bytes
		wider := k.label("wider")
		if bytes < whole {
			k.CMPQ(n, operand.Imm(uint64(k.lanes())))
			k.JG(operand.LabelRef(wider))
		}
		k.tnNarrow(n).rows()
		k.Label(wider)
	}
}

// tnNarrow reads the arguments.
func (k kernel) tnNarrow(n reg.GPVirtual) *tnNarrow {
	t := &tnNarrow{kernel: k, name: k.label("tn"), n: n}
	t.a, t.b, t.c, t.left = t.kernel.gp("a"), t.kernel.gp("b"), t.kernel.gp("c"), t.kernel.gp("m")
	t.rowA, t.rowB, t.ld = t.kernel.stride("m"), t.kernel.stride("n"), t.kernel.stride("ld")
	return t
}

// rows computes C in tiles of rows.
func (t *tnNarrow) rows() {
	t.mask = t.kernel.lanesBelow(t.n)
	heights, number := []int{4, 1}, t.kernel.GP64()
	if t.kernel.wide {
		heights = []int{8, 4, 1}
	}
	t.kernel.MOVQ(operand.I32(t.kernel.size()), number)
	t.kernel.inTiles(t.name, t.left, heights, []move{{number, t.a}, {t.ld, t.c}}, t.tile)
}

// tile computes a tile and moves on to the next.
func (t *tnNarrow) tile(height int) {
	const sets = 2
	row := tile{t.kernel, 1, t.mask}
	sums, total := t.kernel.zeros(sets, height), t.kernel.zeros(sets, 1)
	t.steps(fmt.Sprint(t.name, height, "steps"), sets, func(a, b operand.Mem, set int) {
		v := row.load(b, 0)
		for i, s := range sums[set] {
			at := a
			at.Disp += i * t.kernel.size()
			if t.kernel.wide {
				t.kernel.do("VFMADD231_BCST", at, v, s)
			} else {
				t.kernel.do("VFMADD231", v, t.kernel.broadcast(at), s)
			}
		}
		t.kernel.do("VADD", v, total[set][0], total[set][0])
	})
	t.kernel.foldSets(sums)
	for _, s := range sums[0] {
		row.store(s, operand.Mem{Base: t.c}, 0)
		t.kernel.ADDQ(t.ld, t.c)
	}
	t.storeTotal(row, total)
	t.kernel.ADDQ(operand.Imm(uint64(height*t.kernel.size())), t.a)
	t.kernel.SUBQ(operand.Imm(uint64(height)), t.left)
}
