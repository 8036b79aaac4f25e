package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Up to wavesEnd the quarters of a circle in an argument are counted exactly.
const wavesEnd = 1e5

// circle is what sine and cosine are made of in one precision.
type circle struct {
	quarter      []float64 // π/2 in three parts
	sine, cosine []float64 // the series of (sin(r) - r)/r³ and (cos(r) - 1 + r²/2)/r⁴ in r² for |r| ≤ π/4, by interpolation at Chebyshev nodes
}

var (
	circle32 = circle{[]float64{0x1.921fb6p+00, -0x1.777a5cp-25, -0x1.ee59dap-50}, []float64{-0.1666666466231438, 0.008332748270629749, -0.00019587890880412386},
		[]float64{0.04166666465950221, -0.0013888303035894866, 2.4547942085071572e-05}}
	circle64 = circle{[]float64{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110},
		[]float64{-0.16666666666666666, 0.008333333333330948, -0.00019841269836756774, 2.7557316101617874e-06, -2.505113165023518e-08, 1.5918115263265974e-10},
		[]float64{0.041666666666666664, -0.0013888888888887398, 2.480158729876456e-05, -2.7557317271145144e-07, 2.087614614655861e-09, -1.1382623647474604e-11}}
)

func (k kernel) circle() circle {
	if k.double {
		return circle64
	}
	return circle32
}

// wave writes the kernel of sine and cosine. Where the argument is beyond wavesEnd, or NaN, it is stored as it is, and the kernel returns
// another number than 0.
func (k kernel) wave() {
	k.begin("wave", fmt.Sprintf("func(y, x []T, quarters, sign uint%d) (beyond uint32)", 8*k.size()), "computes y = the sine of |x| and as many quarters of a circle, "+
		"with another sign where x has the bits of sign; it leaves what is beyond its range as it is.")
	beyond, quarters, sign := k.GP32(), k.broadcast(k.address(k.Param("quarters"))), k.broadcast(k.address(k.Param("sign")))
	k.XORL(beyond, beyond)
	k.each([]string{"y", "x"}, 1, func(e element) {
		x := e.load("x")
		inside := e.kernel.where(e.kernel.magnitude(x), atMost, wavesEnd)
		e.kernel.note(inside, beyond)
		e.store("y", e.kernel.choose(inside, e.kernel.sine(x, quarters, sign), x))
	})
	k.VZEROUPPER()
	k.Store(beyond, k.ReturnIndex(0))
	k.RET()
}

// note sets bits of seen where a mask has none.
func (k kernel) note(mask reg.Register, seen reg.GPVirtual) {
	bits := k.GP32()
	if k.wide {
		k.KMOVW(mask, bits)
		k.XORL(operand.U32(0xffff), bits)
	} else {
		k.do("VMOVMSK", mask, bits)
		k.XORL(operand.U32(1<<k.lanes()-1), bits)
	}
	k.ORL(bits, seen)
}

// sine returns the sine of |x| and as many quarters, by the quarter of the circle that it is in, with another sign where x has these bits.
func (k kernel) sine(x, quarters, sign reg.VecVirtual) reg.VecVirtual {
	t := k.magnitude(x)
	count, n := k.constant(2/math.Pi), k.vector()
	k.with("VFMADD213", k.exponential().round, t, count)
	k.with("VSUB", k.exponential().round, count, n)
	for _, part := range k.circle().quarter {
		k.with("VFNMADD231", part, n, t)
	}
	k.integers("VPADD", quarters, count, count)
	y := k.choose(k.odd(count), k.cosineSmall(t), k.sineSmall(t))
	k.integers("VPSLL", operand.Imm(uint64(8*k.size()-2)), count, count) // the second half of the circle is negative
	k.withBits("VAND", k.signBit(), count, count)
	k.do("VAND", sign, x, n)
	k.do("VXOR", n, count, count)
	k.do("VXOR", count, y, y)
	return y
}

// odd is the mask of the odd integers.
func (k kernel) odd(n reg.VecVirtual) reg.Register {
	v := k.vector()
	k.integers("VPSLL", operand.Imm(uint64(8*k.size()-1)), n, v)
	if !k.wide {
		return v // a blend looks at the highest bit
	}
	mask := k.K()
	k.VPMOVD2M(v, mask)
	return mask
}

// sineSmall returns r + r³·s(r²).
func (k kernel) sineSmall(r reg.VecVirtual) reg.VecVirtual {
	square := k.vector()
	k.do("VMUL", r, r, square)
	y := k.polynomial(k.circle().sine, square)
	k.do("VMUL", square, y, y)
	k.do("VFMADD213", r, r, y)
	return y
}

// cosineSmall returns 1 - r²/2 + r⁴·s(r²).
func (k kernel) cosineSmall(r reg.VecVirtual) reg.VecVirtual {
	square := k.vector()
	k.do("VMUL", r, r, square)
	y := k.polynomial(k.circle().cosine, square)
	k.with("VFMADD213", -0.5, square, y)
	k.with("VFMADD213", 1, square, y)
	return y
}
