package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of a comparison. Those with not are true of NaN.
const (
	equal      = 0x00
	unordered  = 0x03
	notEqual   = 0x04
	less       = 0x11
	atMost     = 0x12
	atLeast    = 0x1d
	greater    = 0x1e
	notGreater = 0x1a
	notLess    = 0x15
	notAtMost  = 0x16
)

// Predicates of a comparison of integers without a sign.
const (
	below    = 1
	notBelow = 5
	above    = 6
)

// with appends an instruction whose first operand is a constant in memory.
func (k kernel) with(instruction string, c float64, ops ...operand.Op) {
	k.withBits(instruction, k.bitsOf(c), ops...)
}

// withBits is with for a constant given by its bits.
func (k kernel) withBits(instruction string, b uint64, ops ...operand.Op) {
	form, m := k.lanesOf(b)
	k.do(instruction+form, append([]operand.Op{m}, ops...)...)
}

// withInts is withBits for an instruction of integers as wide as the numbers.
func (k kernel) withInts(instruction string, b uint64, ops ...operand.Op) {
	form, m := k.lanesOf(b)
	k.integers(instruction+form, append([]operand.Op{m}, ops...)...)
}

// lanesOf returns a constant for all lanes in memory, and the suffix of the instructions that read it.
func (k kernel) lanesOf(b uint64) (string, operand.Mem) {
	if k.wide {
		return "_BCST", k.words(fmt.Sprintf("bits_%x", b), b)
	}
	if !k.double {
		b |= b << 32
	}
	return "", k.words(fmt.Sprintf("lanes_%x", b), b, b, b, b)
}

// bitsOf returns the bits of v in the precision of the kernel.
func (k kernel) bitsOf(v float64) uint64 {
	if k.double {
		return math.Float64bits(v)
	}
	return uint64(math.Float32bits(float32(v)))
}

// signBit is that of a number.
func (k kernel) signBit() uint64 { return 1 << (8*k.size() - 1) }

// where returns the mask of the lanes in which x stands in a relation to c.
func (k kernel) where(x reg.Register, predicate uint64, c float64) reg.Register {
	form, m := k.lanesOf(k.bitsOf(c))
	var mask reg.Register = k.K()
	if !k.wide {
		mask = k.vector()
	}
	k.do("VCMP"+form, operand.Imm(predicate), m, x, mask)
	return mask
}

// compare returns the mask of the lanes in which x stands in a relation to y.
func (k kernel) compare(x reg.Register, predicate uint64, y reg.Register) reg.Register {
	var mask reg.Register = k.K()
	if !k.wide {
		mask = k.vector()
	}
	k.do("VCMP", operand.Imm(predicate), y, x, mask)
	return mask
}

// choose returns yes in the lanes of the mask and no in the others.
func (k kernel) choose(mask, yes, no reg.Register) reg.VecVirtual {
	v := k.vector()
	if k.wide {
		k.do("VBLENDM", yes, no, mask, v)
	} else {
		k.do("VBLENDV", mask, yes, no, v)
	}
	return v
}

// keep returns x in the lanes of the mask and 0 in the others.
func (k kernel) keep(mask, x reg.Register) reg.VecVirtual {
	v := k.vector()
	if k.wide {
		k.do("VMOVA_Z", x, mask, v)
	} else {
		k.do("VAND", x, mask, v)
	}
	return v
}

// magnitude returns |x|.
func (k kernel) magnitude(x reg.Register) reg.VecVirtual {
	v := k.vector()
	k.withBits("VAND", k.signBit()-1, x, v)
	return v
}

// opposite returns -|x|.
func (k kernel) opposite(x reg.Register) reg.VecVirtual {
	v := k.vector()
	k.withBits("VOR", k.signBit(), x, v)
	return v
}

// withSign gives v, which is not below 0, the sign of x.
func (k kernel) withSign(v, x reg.Register) {
	sign := k.vector()
	k.withBits("VAND", k.signBit(), x, sign)
	k.do("VOR", sign, v, v)
}

// atLeast returns the larger of x and c, and NaN where x is.
func (k kernel) atLeast(c float64, x reg.Register) reg.VecVirtual {
	v := k.constant(c)
	k.do("VMAX", x, v, v) // of a NaN and a number it returns the operand that stands first here
	return v
}

// atMost returns the smaller of x and c, and NaN where x is.
func (k kernel) atMost(c float64, x reg.Register) reg.VecVirtual {
	v := k.constant(c)
	k.do("VMIN", x, v, v)
	return v
}

// copy returns another register with x in it.
func (k kernel) copy(x reg.Register) reg.VecVirtual {
	v := k.vector()
	k.do("VMOVA", x, v)
	return v
}
