package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// finish writes the gradient and the loss.
func (g *narrowGrad) finish() {
	k, f := g.kernel, g.loss
	f.total()
	k.Store(f.products[0].AsX(), k.Return("product"))
	k.Store(f.targets.AsX(), k.Return("targets"))
	g.storeFirst()
	k.VMOVUPS(g.classSums().AsX(), g.outputs(), operand.Mem{Base: g.load(gradDB2)})
	g.storeSecond()
	k.MOVB(operand.U8(1), k.address(k.Return("ok")))
	k.end()
}

// storeFirst writes the gradient of the first layer.
func (g *narrowGrad) storeFirst() {
	k, loop := g.kernel, g.kernel.label("first")
	k.VMOVUPS(g.folded(g.db1).AsY(), g.pair, operand.Mem{Base: g.load(gradDB1)})
	from, to, ld, left := k.GP64(), g.load(gradDW1), g.load(gradLD1), g.load(gradInputs)
	k.LEAQ(g.kept(sumsAt), from)
	k.Label(loop)
	k.VMOVUPS(g.folded(k.stored(operand.Mem{Base: from})).AsY(), g.pair, operand.Mem{Base: to})
	k.ADDQ(operand.Imm(64), from)
	k.LEAQ(operand.Mem{Base: to, Index: ld, Scale: 4}, to)
	k.tally(left, loop)
}

// folded returns the sums of the two rows of pairs.
func (g *narrowGrad) folded(pairs reg.VecVirtual) reg.VecVirtual {
	k, v := g.kernel, g.apart(pairs)
	upper := k.upperHalf(v)
	k.VADDPS(upper.AsY(), v.AsY(), upper.AsY())
	return upper
}

// classSums returns the sums of the classes side by side.
func (g *narrowGrad) classSums() reg.VecVirtual {
	k := g.kernel
	v := k.transpose(g.db2, mostFew)
	k.VADDPS(v[1], v[0], v[0])
	k.VADDPS(v[3], v[2], v[2])
	k.VADDPS(v[2], v[0], v[0])
	for _, bytes := range []int{16, 32} {
		k.VADDPS(k.swap(v[0], bytes), v[0], v[0])
	}
	return v[0]
}

// storeSecond writes the gradient of the weights of the second layer, a row for each unit.
func (g *narrowGrad) storeSecond() {
	k, end, sums := g.kernel, g.kernel.label("stored"), make([]reg.VecVirtual, mostFew)
	for c, v := range g.dW2 {
		sums[c] = g.folded(v)
	}
	rows, outputs := k.transpose(sums, mostFew), g.outputs()
	to, ld, n := g.load(gradDW2), g.load(gradLD2), g.load(gradUnits)
	for j := range 8 {
		row := rows[j%4]
		if j >= 4 {
			row = k.vector()
			k.VEXTRACTF32X4(operand.Imm(1), rows[j%4], row.AsX())
		}
		k.VMOVUPS(row.AsX(), outputs, operand.Mem{Base: to})
		if j < 7 {
			k.LEAQ(operand.Mem{Base: to, Index: ld, Scale: 4}, to)
			k.DECQ(n)
			k.JE(operand.LabelRef(end))
		}
	}
	k.Label(end)
}
