package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const (
	nearPowers = 115 // 2 to this may be multiplied by a small number, and 2 to its opposite is normal
	above      = 6   // the predicate of integers without a sign
)

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

// power2 is 2**x for x from -127 to 127.
type power2 struct {
	kernel     kernel
	round, one reg.VecVirtual
	c          []reg.VecVirtual
}

// powers are the coefficients of (2**r - 1)/r for |r| ≤ 1/2, by interpolation at Chebyshev nodes; the error of 2**r is 1e-8.
var powers = []float64{0.693147188026229, 0.240226507605681, 0.0555035711421932, 0.00961808255727954, 0.00133908633646361, 0.000154531629441776}

// power2 loads what it needs.
func (k kernel) power2() power2 {
	p := power2{k, k.constant(k.exponential().round), k.constant(1), nil}
	for _, c := range powers {
		p.c = append(p.c, k.constant(c))
	}
	return p
}

// of returns 2**x: with x = n + r, it is 2**n·(1 + r·c(r)).
func (p power2) of(x reg.VecVirtual) reg.VecVirtual {
	k := p.kernel
	rounded, r, square, scale := k.vector(), k.vector(), k.vector(), k.vector()
	k.do("VADD", p.round, x, rounded)
	k.do("VSUB", p.round, rounded, r)
	k.do("VSUB", r, x, r)
	k.do("VMUL", r, r, square)
	var y reg.VecVirtual
	for i := len(p.c) - 2; i >= 0; i -= 2 {
		pair := k.copy(p.c[i])
		k.do("VFMADD231", p.c[i+1], r, pair)
		if y != nil {
			k.do("VFMADD231", y, square, pair)
		}
		y = pair
	}
	k.integers("VPSLL", operand.Imm(k.exponential().shift), rounded, scale)
	k.integers("VPADD", p.one, scale, scale)
	k.do("VMUL", scale, r, r)
	k.do("VFMADD213", scale, r, y)
	return y
}
