package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// pairLoss is the loss of rows, lane by lane: log(product) - ln 2·sum. Of a row whose logits are d = (z - z[0])·log2(e), the sum of 2**d is m·2**e, with
// m from 1 to 2: the product is that of all m, which 500 rows do not overflow, and sum that of all d[t] - e, which is near 0 where a row is sure of its
// class, so that nothing large is rounded.
type pairLoss struct {
	factor       reg.VecVirtual // by which the gradient of a row counts
	product, sum reg.VecVirtual
	far          reg.VecVirtual // the largest magnitude of a d, twice its bits: so they are without the sign, and those of NaN come last
}

// slopes adds the loss of a block, and computes its gradient by the logits.
func (g *narrowGrad) slopes(d []reg.VecVirtual) {
	k, exp := g.kernel, g.kernel.power2()
	ofClass := g.classes(len(d) + 1)
	e, own := []reg.VecVirtual{exp.one}, reg.VecVirtual(nil) // own is the d of the classes
	for i, d := range d {
		bits := k.vector()
		k.integers("VPADD", d, d, bits)
		k.integers("VPMAXU", bits, g.loss.far, g.lanes, g.loss.far)
		if i == 0 {
			own = k.keep(ofClass[1], d)
		} else {
			k.VMOVAPS(d, ofClass[i+1], own)
		}
		e = append(e, exp.of(d))
	}
	q, sum := k.vector(), k.copy(e[0])
	for _, e := range e[1:] {
		k.do("VADD", e, sum, sum)
	}
	k.VDIVPS(sum, g.loss.factor, q)
	g.addSums(sum, own)
	for c, dz := range e {
		target := k.keep(ofClass[c], g.loss.factor)
		if c == 0 {
			dz = k.vector()
			k.VSUBPS_Z(target, q, g.lanes, dz)
		} else {
			k.VFMSUB213PS_Z(target, q, g.lanes, dz)
		}
		k.do("VADD", dz, g.db2[c], g.db2[c])
		k.VMOVUPS(dz, g.of(dzAt+64*c))
	}
}

// addSums adds to the loss the sums of 2**d, which are 1 and more, and the d of the classes, which it changes.
func (g *narrowGrad) addSums(sum, own reg.VecVirtual) {
	k, l, m, e := g.kernel, g.loss, g.kernel.vector(), g.kernel.vector()
	_, one := k.lanesOf(k.bitsOf(1))
	_, mantissa := k.lanesOf(1<<23 - 1)
	k.VGETEXPPS(sum, e)
	k.VPANDD_BCST(mantissa, sum, m)
	k.VPORD_BCST(one, m, m)
	k.VSUBPS(e, own, own)
	k.VADDPS(own, l.sum, g.lanes, l.sum)
	k.VMULPS(m, l.product, g.lanes, l.product)
}

// classes returns for each class the mask of the rows of it.
func (g *narrowGrad) classes(n int) []reg.Register {
	k, first, second, t := g.kernel, g.kernel.vector(), g.kernel.vector(), g.kernel.vector()
	more := k.K()
	k.KSHIFTRW(operand.Imm(8), g.rows, more)
	k.VMOVDQU64_Z(operand.Mem{Base: g.ts}, g.rows, first)
	k.VMOVDQU64_Z(operand.Mem{Base: g.ts, Disp: 64}, more, second)
	k.VMOVDQU64(k.table("classes", func(lane int) int { return 2 * rowOf(lane) }), t)
	k.VPERMI2D(second, first, t)
	c, list := columns{shortRows: shortRows{kernel: k}, t: t}, make([]reg.Register, n)
	for j := range list {
		list[j] = c.isClass(j)
	}
	return list
}

// jumpIfFar goes to the label where a logit was far from the first one of its row, or no number.
func (g *narrowGrad) jumpIfFar(label string) {
	k, mask := g.kernel, g.kernel.K()
	form, most := k.lanesOf(k.bitsOf(nearPowers) << 1)
	k.integers("VPCMPU"+form, operand.Imm(above), most, g.loss.far, mask)
	k.KORTESTW(mask, mask)
	k.JNE(operand.LabelRef(label))
}

// total keeps the product and the sum of all lanes.
func (g *narrowGrad) total() {
	k, d := g.kernel, g.kernel.inDouble()
	c := columns{shortRows: shortRows{kernel: k, targets: d.constant(0)}}
	c.addTargetsOf(g.loss.sum)
	c.products = k.inFloat64(g.loss.product)
	c.total()
	k.VMOVSD(c.products[0].AsX(), g.kept(lossAt))
	k.VMOVSD(c.targets.AsX(), g.kept(lossAt+8))
}
