package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// blockSoftmax is the softmax of a block.
type blockSoftmax struct {
	*narrowBlocks
	z         []reg.VecVirtual
	first     reg.VecVirtual // the power of the first logit
	near, far string         // where it goes on where all are near to the first one, and where not
}

const (
	largerMagnitude = 0x0b // has VRANGE return the larger of two numbers without their signs
	nearPowers      = 115  // 2 to this may be multiplied by a small number, and 2 to its opposite is normal
	noPower         = -127 // 2 to this has no bits
)

// softmax returns the outputs of a block, after softmax if there is one.
func (b *narrowBlocks) softmax() []reg.VecVirtual {
	k, others, plain, all := b.kernel, b.kernel.label("others"), b.kernel.label("plain"), b.kernel.label("all")
	s := &blockSoftmax{narrowBlocks: b, near: k.label("near"), far: k.label("far")}
	b.soft = s
	magnitude := k.zero()
	for range mostFew {
		s.z = append(s.z, k.zero())
	}
	b.ifSoftmax(k.JNE, others)
	k.VMOVUPS(b.of(blockZ), s.z[0])
	k.Label(others)
	b.each(all, func(c int) {
		k.VMOVUPS(b.of(blockZ+64*c), s.z[c])
		k.do("VRANGE", operand.Imm(largerMagnitude), s.z[c], magnitude, magnitude)
	})
	k.Label(all)
	b.ifSoftmax(k.JE, plain)
	s.first = k.copy(b.exp.one)
	mask := k.where(magnitude, notAtMost, nearPowers)
	k.KORTESTW(mask, mask)
	k.JNE(operand.LabelRef(s.far))
	k.Label(s.near)
	s.powers()
	k.Label(plain)
	return s.z
}

// powers replaces logits that are near to 0 by the softmax.
func (s *blockSoftmax) powers() {
	k, summed, done := s.kernel, s.kernel.label("summed"), s.kernel.label("divided")
	sum, q := k.copy(s.first), k.vector()
	s.each(summed, func(c int) {
		k.do("VMOVA", s.exp.of(s.z[c]), s.z[c])
		k.do("VADD", s.z[c], sum, sum)
	})
	k.Label(summed)
	k.do("VDIV", sum, s.exp.one, q)
	k.do("VMUL", s.first, q, s.z[0])
	s.each(done, func(c int) { k.do("VMUL", q, s.z[c], s.z[c]) })
	k.Label(done)
}

// moveNear subtracts the largest logit of each row from the others. Logits that are not finite leave nothing that is.
func (s *blockSoftmax) moveNear() {
	k := s.kernel
	k.Label(s.far)
	largest, nothing, zero, lowest := k.zero(), k.zero(), k.zero(), k.constant(noPower)
	for _, z := range s.z[1:] {
		k.do("VFMADD231", zero, z, nothing)
		k.do("VMAX", z, largest, largest)
	}
	k.do("VSUB", nothing, largest, largest)
	for _, z := range append([]reg.VecVirtual{zero}, s.z[1:]...) {
		k.do("VSUB", largest, z, z)
		k.do("VMAX", z, lowest, z) // NaN stays NaN
	}
	k.do("VMOVA", s.exp.of(zero), s.first)
	k.JMP(operand.LabelRef(s.near))
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
