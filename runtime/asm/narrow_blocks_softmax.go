package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// nearPowers bounds x where 2**x may be multiplied by a small number, and 2**-x is normal.
const nearPowers = 115

// softmax returns the outputs of a block, after softmax if there is one. It goes to the label where an output is far from the first one, or the
// difference no number: where the first one is far below all others, nothing is left of these in it.
func (b *narrowBlocks) softmax(far string) (z []reg.VecVirtual) {
	k, others, plain, all := b.kernel, b.kernel.label("others"), b.kernel.label("plain"), b.kernel.label("all")
	magnitude := k.zero()
	for range mostFew {
		z = append(z, k.zero())
	}
	b.ifSoftmax(k.JNE, others)
	k.VMOVUPS(b.of(blockZ), z[0])
	k.Label(others)
	b.each(all, func(c int) {
		k.VMOVUPS(b.of(blockZ+64*c), z[c])
		bits := k.vector() // without the sign, in the order of magnitudes; those of NaN come last
		k.integers("VPADD", z[c], z[c], bits)
		k.integers("VPMAXU", bits, magnitude, magnitude)
	})
	k.Label(all)
	b.ifSoftmax(k.JE, plain)
	form, most := k.lanesOf(k.bitsOf(nearPowers) << 1)
	mask := k.K()
	k.integers("VPCMPU"+form, operand.Imm(above), most, magnitude, mask)
	k.KORTESTW(mask, mask)
	k.JNE(operand.LabelRef(far))
	b.powers(z)
	k.Label(plain)
	return z
}

// powers replaces logits that are near to 0 by the softmax: the first one is 0.
func (b *narrowBlocks) powers(z []reg.VecVirtual) {
	k, summed, done, sum := b.kernel, b.kernel.label("summed"), b.kernel.label("divided"), b.kernel.copy(b.exp.one)
	b.each(summed, func(c int) {
		k.do("VMOVA", b.exp.of(z[c]), z[c])
		k.do("VADD", z[c], sum, sum)
	})
	k.Label(summed)
	k.do("VDIV", sum, b.exp.one, z[0])
	b.each(done, func(c int) { k.do("VMUL", z[0], z[c], z[c]) })
	k.Label(done)
}

// power2 is 2**x for x from -126 to 127, with an error of 2 ulp.
type power2 struct {
	kernel     kernel
	round, one reg.VecVirtual
	c          []reg.VecVirtual
}

// powers are the coefficients of (2**r - 1)/r for |r| ≤ 1/16, by interpolation at Chebyshev nodes; the error of 2**r is 4e-8.
var powers = []float64{0.693147180559945, 0.240254686393847, 0.0555080151115461}

// power2 loads what it needs.
func (k kernel) power2() power2 {
	p := power2{k, k.constant(roundEighths), k.constant(1), nil}
	for _, c := range powers {
		p.c = append(p.c, k.constant(c))
	}
	return p
}

// of returns 2**x: with x = n + r, where n is in eighths, it is 2**n + 2**n·r·c(r).
func (p power2) of(x reg.VecVirtual) reg.VecVirtual {
	k, rounded, r, y := p.kernel, p.kernel.vector(), p.kernel.vector(), p.kernel.copy(p.c[2])
	k.do("VADD", p.round, x, rounded)
	k.do("VSUB", p.round, rounded, r)
	k.do("VSUB", r, x, r)
	k.do("VFMADD213", p.c[1], r, y)
	k.do("VFMADD213", p.c[0], r, y)
	scale := k.scaleOf(rounded)
	k.do("VMUL", scale, r, r)
	k.do("VFMADD213", scale, r, y)
	return y
}
