package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dropout writes the masking of a row. AVX2 has no product of 64-bit words, without which it is no faster than Go.
func dropout(c *build.Context) {
	variants(c, func(k kernel) {
		if k.wide {
			k.dropout()
		}
	})
}

func (k kernel) dropout() {
	k.begin("dropout", "func(dst, src []T, h, silent uint64, scale T)", "is the loop of dropout over a row with the hash h.")
	const golden uint64 = 0x9e3779b97f4a7c15
	units := make([]uint64, 9)
	for i := range units {
		units[i] = golden * uint64(i)
	}
	unit, silent, step := k.quads(k.address(k.Param("h"))), k.quads(k.address(k.Param("silent"))), k.quad(units[8])
	k.VPADDQ(k.words("units", units[:8]...), unit, unit)
	scale, mix := k.broadcast(k.address(k.Param("scale"))), k.mixer()
	kept := func() reg.Register {
		h, mask := mix(unit), k.K()
		k.VPSRLQ(operand.Imm(40), h, h)
		k.VPCMPUQ(operand.Imm(5), silent, h, mask) // not less
		k.VPADDQ(step, unit, unit)
		return mask
	}
	k.each([]string{"dst", "src"}, 2, func(e element) {
		x, mask := e.load("src"), kept()
		if !e.double {
			e.KUNPCKBW(mask, kept(), mask)
		}
		e.do("VMUL_Z", scale, x, mask, x)
		e.store("dst", x)
	})
	k.end()
}

// mixer prepares the finalizer of SplitMix64.
func (k kernel) mixer() func(h reg.VecVirtual) reg.VecVirtual {
	first, second := k.quad(0xbf58476d1ce4e5b9), k.quad(0x94d049bb133111eb)
	return func(h reg.VecVirtual) reg.VecVirtual {
		mixed, shifted := k.vector(), k.vector()
		k.VPSRLQ(operand.Imm(30), h, mixed)
		k.VPXORQ(h, mixed, mixed)
		k.VPMULLQ(first, mixed, mixed)
		k.VPSRLQ(operand.Imm(27), mixed, shifted)
		k.VPXORQ(shifted, mixed, mixed)
		k.VPMULLQ(second, mixed, mixed)
		k.VPSRLQ(operand.Imm(31), mixed, shifted)
		k.VPXORQ(shifted, mixed, mixed)
		return mixed
	}
}

// quads loads a 64-bit word into all lanes.
func (k kernel) quads(m operand.Mem) reg.VecVirtual {
	v := k.vector()
	k.VPBROADCASTQ(m, v)
	return v
}

// quad is quads of a constant.
func (k kernel) quad(w uint64) reg.VecVirtual { return k.quads(k.words(fmt.Sprintf("quad_%x", w), w)) }
