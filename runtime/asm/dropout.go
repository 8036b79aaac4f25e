package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dropout writes the masking of a row.
func dropout(c *build.Context) { variants(c, withDouble, kernel.dropout) }

func (k kernel) dropout() {
	k.begin("dropout", "func(dst, src []T, h, silent uint64, scale T)", "is the loop of dropout over a row with the hash h.")
	scale, mask := k.broadcast(k.address(k.Param("scale"))), k.masking()
	k.each([]string{"dst", "src"}, 1, func(e element) {
		x := e.load("src")
		mask(scale, x)
		e.store("dst", x)
	})
	k.end()
}

// masking returns what multiplies the next units of a row by the scale, or by 0 if they are silenced.
func (k kernel) masking() func(scale, x reg.VecVirtual) {
	if k.wide {
		kept := k.kept()
		return func(scale, x reg.VecVirtual) { k.do("VMUL_Z", scale, x, kept(), x) }
	}
	silenced := k.silenced()
	return func(scale, x reg.VecVirtual) {
		k.do("VMUL", scale, x, x)
		k.do("VANDN", x, silenced(), x)
	}
}

// kept returns what computes the mask of the units that are kept, for AVX-512.
func (k kernel) kept() func() reg.Register {
	silent, hash := k.quads(k.address(k.Param("silent"))), k.hashes([]uint64{0, 1, 2, 3, 4, 5, 6, 7}, 8)
	half := func() reg.Register {
		h, mask := hash(0), k.K()
		k.VPSRLQ(operand.Imm(40), h, h)
		k.VPCMPUQ(operand.Imm(notBelow), silent, h, mask)
		return mask
	}
	if k.double {
		return half
	}
	return func() reg.Register {
		mask := half()
		k.KUNPCKBW(mask, half(), mask)
		return mask
	}
}

// silenced returns what computes the mask of the units that are not, for AVX2. Of float32 the upper halves of the hashes
// are compared, which VSHUFPS puts in the order of the units.
func (k kernel) silenced() func() reg.VecVirtual {
	silent := k.vector()
	if k.double {
		hash := k.hashes([]uint64{0, 1, 2, 3}, 4)
		k.VPBROADCASTQ(k.address(k.Param("silent")), silent)
		return func() reg.VecVirtual {
			h := hash(0)
			k.VPSRLQ(operand.Imm(40), h, h)
			k.VPCMPGTQ(h, silent, h)
			return h
		}
	}
	hash := k.hashes([]uint64{0, 1, 4, 5}, 2, 6)
	k.VPBROADCASTD(k.address(k.Param("silent")), silent)
	return func() reg.VecVirtual {
		h := hash(0)
		k.VSHUFPS(operand.Imm(0xdd), hash(1), h, h)
		k.VPSRLD(operand.Imm(8), h, h)
		k.VPCMPGTD(h, silent, h)
		return h
	}
}
