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
	a, b, k, ones, end := t.GP64(), t.GP64(), t.gp("k"), name+"ones", name+"end"
	atA, atB := t.four(a, t.rowA), t.four(b, t.rowB)
	t.MOVQ(t.a, a)
	t.MOVQ(t.b, b)
	t.SUBQ(operand.Imm(4), k)
	t.JL(operand.LabelRef(ones))
	t.Label(name)
	for i := range atA {
		step(atA[i], atB[i], i%sets)
	}
	t.LEAQ(operand.Mem{Base: a, Index: t.rowA, Scale: 4}, a)
	t.LEAQ(operand.Mem{Base: b, Index: t.rowB, Scale: 4}, b)
	t.SUBQ(operand.Imm(4), k)
	t.JGE(operand.LabelRef(name))
	t.Label(ones)
	t.ADDQ(operand.Imm(4), k)
	t.JE(operand.LabelRef(end))
	t.Label(ones + "more")
	step(atA[0], atB[0], 0)
	t.ADDQ(t.rowA, a)
	t.ADDQ(t.rowB, b)
	t.tally(k, ones+"more")
	t.Label(end)
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
		t.foldSets(total)
		row.store(total[0][0], operand.Mem{Base: to}, 0)
	})
}

// ifWanted calls store with the place for the sums of B's rows, if there is one.
func (t *tnNarrow) ifWanted(store func(to reg.Register)) {
	to, unwanted := t.gp("sums"), t.label("unwanted")
	t.TESTQ(to, to)
	t.JE(operand.LabelRef(unwanted))
	store(to)
	t.Label(unwanted)
}
