package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Upper halves of positive float32 numbers, as in the runtime.
const (
	upperLeast    = 0x0d80
	upperGreatest = 0x7f7f
	upperNaN      = 0x7fc0
)

// bf16Round joins pairs of rows, in each lane as roundFirst and roundSecond do: by the bits of the numbers.
func (k kernel) bf16Round() {
	k.beginFor("bf16", "round", "func(dst *uint16, src *T, pairs, ld int)", "is the loop of BF16Round for pairs of rows.")
	name := k.label("bf16Round")
	first, second, dst, pairs, row := k.gp("src"), k.GP64(), k.gp("dst"), k.gp("pairs"), k.stride("ld")
	k.LEAQ(operand.Mem{Base: first, Index: row, Scale: 1}, second)
	e := element{kernel: k, index: k.GP64(), slices: map[string]reg.Register{"first": first, "second": second, "dst": dst}}
	mask := k.lastLanes("ld")
	k.Label(name)
	e.row(name, k.gp("ld"), mask, func(e element) {
		upper, present := k.roundFirst(e.load("first"))
		e.store("dst", k.roundSecond(e.load("second"), upper, present))
	})
	k.ADDQ(row, dst)
	for _, p := range []reg.GPVirtual{first, second} {
		k.LEAQ(operand.Mem{Base: p, Index: row, Scale: 2}, p)
	}
	k.tally(pairs, name)
	k.end()
}

// roundFirst returns the upper halves of numbers, rounded, and the mask of those that are not 0.
func (k kernel) roundFirst(x reg.VecVirtual) (upper reg.VecVirtual, present reg.Register) {
	size, last, half, special := k.size32(x), k.vector(), k.vector(), k.vector()
	k.VPSRLD(operand.Imm(16), size, special)
	k.do("VAND", k.bits(1), special, last)
	k.VPADDD(last, size, half)
	k.VPADDD(k.bits(0x7fff), half, half)
	k.VPSRLD(operand.Imm(16), half, half)
	k.VPMINSD(k.bits(upperGreatest), half, half)
	quiet := k.keep(k.above(size, 0x7f800000), k.bits(1<<6)) // what is cut off may be all that makes it a NaN
	k.or32(quiet, special, special)
	upper = k.choose(k.above(size, 0x7f7fffff), special, half)
	present = k.above(upper, 0)
	sign := k.sign32(x)
	k.VPSRLD(operand.Imm(16), sign, sign)
	k.or32(k.keep(present, sign), upper, upper)
	return upper, present
}

// roundSecond returns the pairs of the upper halves that are nearest to numbers, and the first.
func (k kernel) roundSecond(x, first reg.VecVirtual, present reg.Register) reg.VecVirtual {
	size, nearest := k.size32(x), k.vector()
	k.VPSUBD(first, size, nearest)
	k.VPADDD(k.bits(1<<15), nearest, nearest)
	k.VPSRAD(operand.Imm(16), nearest, nearest)
	k.VPMAXSD(k.keep(present, k.bits(upperLeast)), nearest, nearest)
	k.VPMINSD(k.bits(upperGreatest), nearest, nearest)
	pair := k.choose(k.above(size, 0x7f7fffff), k.bits(upperNaN), nearest)
	k.VPSLLD(operand.Imm(16), pair, pair)
	k.or32(k.sign32(x), pair, pair)
	k.or32(first, pair, pair)
	return pair
}

// size32 returns the bits without the sign, and sign32 the sign alone.
func (k kernel) size32(x reg.VecVirtual) reg.VecVirtual { return k.and32(k.bits(0x7fffffff), x) }
func (k kernel) sign32(x reg.VecVirtual) reg.VecVirtual { return k.and32(k.bits(0x80000000), x) }

func (k kernel) and32(x, y reg.VecVirtual) reg.VecVirtual {
	v := k.vector()
	k.do("VAND", x, y, v)
	return v
}

func (k kernel) or32(x, y, to reg.VecVirtual) { k.do("VOR", x, y, to) }

// above returns the mask of the whole numbers that are greater than c.
func (k kernel) above(x reg.VecVirtual, c uint64) reg.Register {
	var mask reg.Register = k.K()
	if !k.wide {
		mask = k.vector()
	}
	k.VPCMPGTD(k.bits(c), x, mask)
	return mask
}
