package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// finish writes the gradient and the loss.
func (g *narrowGrad) finish() {
	k := g.kernel
	loss, zero := k.logOfOne(g.kept(lossAt), g.kept(lossAt+8)), k.zero()
	k.VMAXSD(loss.AsX(), zero.AsX(), loss.AsX()) // rounded, it may be below 0; NaN stays
	k.VMOVSD(loss.AsX(), k.address(k.Return("loss")))
	g.storeFirst()
	k.VMOVUPS(g.classSums().AsX(), g.outputs(), operand.Mem{Base: g.load(gradDB2)})
	g.storeSecond()
	k.MOVB(operand.U8(1), k.address(k.Return("ok")))
	k.end()
}

// logOfOne returns log(x) - ln 2·less for one x ≥ 1, in float64 with a relative error below 4e-9, and NaN where x is not finite. With x = 2**n·m and
// s = (m-1)/(m+1), it is n·ln 2 + 2·artanh(s), by the series s + s³/3 + s⁵/5 + ….
func (k kernel) logOfOne(x, less operand.Mem) reg.VecVirtual {
	k.bytes, k.double = 16, true
	place := func(v float64) operand.Mem {
		_, m := k.lanesOf(k.bitsOf(v))
		return m
	}
	n, m := k.nearOne(x)
	s, s2, s4, y, ends := k.vector(), k.vector(), k.vector(), k.vector(), k.vector()
	one := k.constant(1)
	k.VSUBSD(one, m, s)
	k.VADDSD(one, m, m)
	k.VDIVSD(m, s, s)
	k.VMULSD(s, s, s2)
	k.VMULSD(s2, s2, s4)
	low, high := k.constant(1), k.constant(1./5)
	k.VFMADD231SD(place(1./7), s2, high)
	k.VFMADD231SD(place(1./9), s4, high)
	k.VFMADD231SD(place(1./3), s2, low)
	k.VFMADD231SD(high, s4, low)
	k.VADDSD(s, s, s)
	k.VCVTSI2SDQ(n, s, y)
	k.VSUBSD(less, y, y)
	k.VMULSD(place(math.Ln2), y, y)
	k.VFMADD231SD(low, s, y)
	k.VMOVSD(x, ends)
	k.VSUBSD(ends, ends, ends) // 0 but where x is not finite
	k.VADDSD(ends, y, y)
	return y
}

// nearOne returns n and m with x = 2**n·m and √½ ≤ m < √2.
func (k kernel) nearOne(x operand.Mem) (n reg.GPVirtual, m reg.VecVirtual) {
	bits, shifted := k.GP64(), k.GP64()
	n, m = k.GP64(), k.vector()
	k.MOVQ(operand.U64(k.logarithm().sqrtHalf), shifted)
	k.MOVQ(x, bits)
	k.MOVQ(bits, n)
	k.SUBQ(shifted, n)
	k.SARQ(operand.Imm(52), n)
	k.MOVQ(n, shifted)
	k.SHLQ(operand.Imm(52), shifted)
	k.SUBQ(shifted, bits)
	k.VMOVQ(bits, m)
	return n, m
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
