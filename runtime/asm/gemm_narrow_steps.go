package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// zeros returns sets of n sums.
func (k kernel) zeros(sets, n int) [][]reg.VecVirtual {
	list := make([][]reg.VecVirtual, sets)
	for i := range list {
		for range n {
			list[i] = append(list[i], k.zero())
		}
	}
	return list
}

// foldSets adds the sets to the first.
func (k kernel) foldSets(sets [][]reg.VecVirtual) {
	for half := len(sets) / 2; half > 0; half /= 2 {
		for i := range half {
			for j, s := range sets[i] {
				k.do("VADD", sets[half+i][j], s, s)
			}
		}
	}
}

// steps calls step for each row of A and B, four at a time: moving pointers takes the places of additions. The sets of
// sums come in turn. The rows that are left in the end go to the first.
func (t *tnNarrow) steps(name string, sets int, step func(a, b operand.Mem, set int)) {
	a, b, k, ones, end := t.kernel.GP64(), t.kernel.GP64(), t.kernel.gp("k"), name+"ones", name+"end"
	atA, atB := t.kernel.four(a, t.rowA), t.kernel.four(b, t.rowB)
	t.kernel.MOVQ(t.a, a)
	t.kernel.MOVQ(t.b, b)
	t.kernel.SUBQ(operand.Imm(4), k)
	t.kernel.JL(operand.LabelRef(ones))
	t.kernel.Label(name)
	for i := range atA {
		step(atA[i], atB[i], i%sets)
	}
	t.kernel.LEAQ(operand.Mem{Base: a, Index: t.rowA, Scale: 4}, a)
	t.kernel.LEAQ(operand.Mem{Base: b, Index: t.rowB, Scale: 4}, b)
	t.kernel.SUBQ(operand.Imm(4), k)
	t.kernel.JGE(operand.LabelRef(name))
	t.kernel.Label(ones)
	t.kernel.ADDQ(operand.Imm(4), k)
	t.kernel.JE(operand.LabelRef(end))
	t.kernel.Label(ones + "more")
	step(atA[0], atB[0], 0)
	t.kernel.ADDQ(t.rowA, a)
	t.kernel.ADDQ(t.rowB, b)
	t.kernel.tally(k, ones+"more")
	t.kernel.Label(end)
}

// four returns where the first four of rows begin.
func (k kernel) four(base, stride reg.GPVirtual) []operand.Mem {
	three := k.GP64()
	k.LEAQ(operand.Mem{Base: stride, Index: stride, Scale: 2}, three)
	return []operand.Mem{
		{Base: base}, {Base: base, Index: stride, Scale: 1}, {Base: base, Index: stride, Scale: 2}, {Base: base, Index: three, Scale: 1},
	}
}

// storeTotal stores the sums of B's rows, where they are wanted.
func (t *tnNarrow) storeTotal(row tile, total [][]reg.VecVirtual) {
	t.ifWanted(func(to reg.Register) {
		t.kernel.foldSets(total)
		row.store(total[0][0], operand.Mem{Base: to}, 0)
	})
}

// ifWanted calls store with the place for the sums of B's rows, if there is one.
func (t *tnNarrow) ifWanted(store func(to reg.Register)) {
	to, unwanted := t.kernel.gp("sums"), t.kernel.label("unwanted")
	t.kernel.TESTQ(to, to)
	t.kernel.JE(operand.LabelRef(unwanted))
	store(to)
	t.kernel.Label(unwanted)
}
