package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Beyond these e**x rounds to +Inf and to 0.
const (
	highestExp32 = 89
	lowestExp32  = -104
)

// whole32 rounds what is added to it to an integer, which then stands in the low bits, also a negative one.
const whole32 = 0x1.8p23

// parted returns, of a number within the range of exp, the integer n nearest to x/ln 2, as it stands in the low bits and as
// a number, and r with x = n·ln 2 + r.
func (k kernel) parted(x reg.Register) (bits, n, r reg.VecVirtual) {
	p := k.exponential()
	bits, n, r = k.constant(math.Log2E), k.vector(), k.copy(x)
	k.with("VFMADD213", whole32, x, bits)
	k.with("VSUB", whole32, bits, n)
	k.with("VFNMADD231", p.hi, n, r)
	k.with("VFNMADD231", p.lo, n, r)
	return bits, n, r
}

// anyExp returns e**x for any x.
func (e element) anyExp(x reg.VecVirtual) reg.VecVirtual {
	k := e.kernel
	bits, n, r := k.parted(k.atMost(highestExp32, k.atLeast(lowestExp32, x)))
	y := k.series(r)
	k.with("VADD", 1, y, y)
	if k.wide {
		k.VSCALEFPS(n, y, y)
		return y
	}
	// 2**n in two factors, each a normal number.
	half := k.vector()
	k.VPSUBD(k.bits(k.bitsOf(whole32)), bits, bits)
	k.VPSRAD(operand.Imm(1), bits, half)
	k.VPSUBD(half, bits, bits)
	for _, part := range []reg.VecVirtual{half, bits} {
		k.do("VMUL", k.powerOf(part), y, y)
	}
	return y
}

// powerOf returns 2**n for integers n.
func (k kernel) powerOf(n reg.VecVirtual) reg.VecVirtual {
	v := k.vector()
	k.VPADDD(k.bits(uint64(k.exponential().exponent)), n, v)
	k.VPSLLD(operand.Imm(k.exponential().shift), v, v)
	return v
}

// anyExpm1 returns e**x - 1 for any x: twice what it is with half the power of two, which never overflows.
func (e element) anyExpm1(x reg.VecVirtual) reg.VecVirtual {
	const one = -40 // here e**x - 1 rounds to -1
	k := e.kernel
	bits, _, r := k.parted(k.atMost(highestExp32, k.atLeast(one, x)))
	y, rest := k.series(r), k.vector()
	k.VPSUBD(k.bits(k.bitsOf(whole32)+1), bits, bits)
	scale := k.powerOf(bits)
	k.with("VSUB", 0.5, scale, rest)
	k.do("VFMADD213", rest, scale, y)
	k.do("VADD", y, y, y)
	k.withSign(y, x) // for -0
	return y
}

// The error function by interpolation at Chebyshev nodes: erf(x)/x - 1 in x² up to 1, with a relative error of 1.4e-9, and
// log(1 - erf(x)) from 1 to 4, which makes an error of 6e-10.
var (
	erfNear = []float64{0.1283791658483509, -0.37612626666720334, 0.11283594715160218, -0.026854212010626412,
		0.005189087423433974, -0.000801686428716587, 7.875875062685488e-05}
	erfFar = []float64{0.00032013804967769883, -1.130233434841994, -0.631826051559163, -0.11008008294882024,
		0.026421136005663898, -0.004759596293266265, 0.0005968056256607798, -4.605804268918978e-05, 1.6371514145936436e-06}
)

// erf returns the error function: beyond 4 it rounds to 1.
func (e element) erf(x reg.VecVirtual) reg.VecVirtual {
	k := e.kernel
	square := k.vector()
	k.do("VMUL", x, x, square)
	near := k.polynomial(erfNear, square)
	k.do("VFMADD213", x, x, near)
	t := k.atMost(4, k.atLeast(1, k.magnitude(x)))
	rest, far := k.expNormal(k.polynomial(erfFar, t)), k.constant(1)
	k.do("VSUB", rest, far, far)
	k.withSign(far, x)
	return k.choose(k.where(k.magnitude(x), atMost, 1), near, far)
}
