package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// anyExp returns e**x for any x.
func (e element) anyExp(x reg.VecVirtual) reg.VecVirtual {
	k, p := e.kernel, e.kernel.exponential()
	bits, n, r := k.parted(k.atMost(p.overflow, k.atLeast(p.underflow, x)), 0)
	y := k.series(r)
	k.with("VADD", 1, y, y)
	if k.wide {
		k.VSCALEFPS(n, y, y)
		return y
	}
	// 2**n in two factors, each a normal number. n stands in the lowest 32 bits of a float64, too, and a shift leaves nothing of the others.
	half := k.vector()
	k.VPSUBD(k.bits(k.bitsOf(p.round)), bits, bits)
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
	k.integers("VPSLL", operand.Imm(k.exponential().shift), v, v)
	return v
}

// anyExpm1 returns e**x - 1 for any x: twice what it is with half the power of two, which never overflows.
func (e element) anyExpm1(x reg.VecVirtual) reg.VecVirtual {
	const one = -40 // here e**x - 1 rounds to -1
	k, p := e.kernel, e.kernel.exponential()
	bits, _, r := k.parted(k.atMost(p.overflow, k.atLeast(one, x)), 0)
	y, rest := k.series(r), k.vector()
	k.VPSUBD(k.bits(k.bitsOf(p.round)+1), bits, bits)
	scale := k.powerOf(bits)
	k.with("VSUB", 0.5, scale, rest)
	k.do("VFMADD213", rest, scale, y)
	k.do("VADD", y, y, y)
	k.withSign(y, x) // for -0
	return y
}

// errors is the error function in one precision: erf(x)/x - 1 in x² up to 1, and log(1 - erf(x)) from 1 to where erf(x) rounds to 1.
type errors struct {
	near, far []float64
	end       float64
}

// Interpolated at Chebyshev nodes, but for the last, which makes the error of 1 - erf(x) as small as it can be: the relative errors of erf(x)
// are 1.4e-9 and 6e-10, and 5e-17 and 7e-18.
var (
	errors32 = errors{[]float64{0.1283791658483509, -0.37612626666720334, 0.11283594715160218, -0.026854212010626412,
		0.005189087423433974, -0.000801686428716587, 7.875875062685488e-05},
		[]float64{0.00032013804967769883, -1.130233434841994, -0.631826051559163, -0.11008008294882024,
			0.026421136005663898, -0.004759596293266265, 0.0005968056256607798, -4.605804268918978e-05, 1.6371514145936436e-06}, 4}
	errors64 = errors{[]float64{0.12837916709551256, -0.37612638903183543, 0.11283791670945006, -0.02686617064323777,
		0.0052239776071164225, -0.0008548325975389692, 0.00012055294904839707, -1.492473690741966e-05, 1.6447424703317362e-06,
		-1.6208483801871705e-07, 1.3720064546777686e-08, -7.795898827002142e-10},
		[]float64{-5.133404865522001e-07, -1.1283739907926178, -0.6366440590472369, -0.10270227935972323,
			0.01898802302367328, 0.00041356186775777466, -0.0019189710859479426, 0.0007730628659982426, -0.0001365661997701172,
			-1.9518087046268073e-05, 2.253111935277898e-05, -8.57827674819564e-06, 2.114688040100407e-06, -3.6954678291266535e-07,
			4.5930957051153715e-08, -3.889827791869543e-09, 2.0202507365090697e-10, -4.864894944162847e-12}, 5.93}
)

func (k kernel) errors() errors {
	if k.double {
		return errors64
	}
	return errors32
}

// erf returns the error function.
func (e element) erf(x reg.VecVirtual) reg.VecVirtual {
	k, p := e.kernel, e.kernel.errors()
	square := k.vector()
	k.do("VMUL", x, x, square)
	near := k.polynomial(p.near, square)
	k.do("VFMADD213", x, x, near)
	t := k.atMost(p.end, k.atLeast(1, k.magnitude(x)))
	rest, far := k.expNormal(k.polynomial(p.far, t)), k.constant(1)
	k.do("VSUB", rest, far, far)
	k.withSign(far, x)
	return k.choose(k.where(k.magnitude(x), atMost, 1), near, far)
}
