package main

import (
	"fmt"
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// hashes returns what computes the hashes of the next units of a row, one in each 64-bit word, and goes on to those that
// stand a step further. The units are those that it begins with.
func (k kernel) hashes(units []uint64, steps ...uint64) func(step int) reg.VecVirtual {
	const golden uint64 = 0x9e3779b97f4a7c15
	name, first := "units", make([]uint64, len(units))
	for i, u := range units {
		name, first[i] = fmt.Sprint(name, u), golden*u
	}
	unit, mix, further := k.quads(k.address(k.Param("h"))), k.mixer(), make([]reg.VecVirtual, len(steps))
	k.VPADDQ(k.words(name, first...), unit, unit)
	for i, s := range steps {
		further[i] = k.quad(golden * s)
	}
	return func(step int) reg.VecVirtual {
		h := mix(unit)
		k.VPADDQ(further[step], unit, unit)
		return h
	}
}

// mixer prepares the finalizer of SplitMix64, but for its last shift, which does not reach the 24 bits that count.
func (k kernel) mixer() func(h reg.VecVirtual) reg.VecVirtual {
	first, second := k.times(0xbf58476d1ce4e5b9), k.times(0x94d049bb133111eb)
	return func(h reg.VecVirtual) reg.VecVirtual { return second(27, first(30, h)) }
}

// times prepares the product (h ^ h>>shift)·c.
func (k kernel) times(c uint64) func(shift uint64, h reg.VecVirtual) reg.VecVirtual {
	if k.wide {
		factor := k.quad(c)
		return func(shift uint64, h reg.VecVirtual) reg.VecVirtual {
			mixed := k.vector()
			k.VPSRLQ(operand.Imm(shift), h, mixed)
			k.VPXORQ(h, mixed, mixed)
			k.VPMULLQ(factor, mixed, mixed)
			return mixed
		}
	}
	low, high := k.quad(c), k.quad(bits.RotateLeft64(c, 32))
	return func(shift uint64, h reg.VecVirtual) reg.VecVirtual {
		mixed, cross, upper := k.vector(), k.vector(), k.vector()
		k.VPSRLQ(operand.Imm(shift), h, mixed)
		k.VPXOR(h, mixed, mixed)

		// AVX2 has products of 32-bit words only: that of the upper ones would be too far up to count.
		k.VPSRLQ(operand.Imm(32), mixed, upper)
		k.VPMULUDQ(low, upper, upper)
		k.VPMULUDQ(high, mixed, cross)
		k.VPADDQ(upper, cross, cross)
		k.VPSLLQ(operand.Imm(32), cross, cross)
		k.VPMULUDQ(low, mixed, mixed)
		k.VPADDQ(cross, mixed, mixed)
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
