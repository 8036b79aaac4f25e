package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

// sigmoidSlope returns a·(1 - a).
func (e element) sigmoidSlope(a reg.VecVirtual) reg.VecVirtual {
	y := e.kernel.constant(1)
	e.kernel.do("VSUB", a, y, y)
	e.kernel.do("VMUL", a, y, y)
	return y
}

// tanhSlope returns 1 - a².
func (e element) tanhSlope(a reg.VecVirtual) reg.VecVirtual {
	e.kernel.with("VFNMADD213", 1, a, a)
	return a
}

// sigmoid returns 1/(1 + u) for positive z, else u/(1 + u), with u = e**-|z|.
func (e element) sigmoid(z reg.VecVirtual) reg.VecVirtual {
	u := e.kernel.unbias(e.kernel.exp(e.kernel.opposite(z)))
	y := e.kernel.choose(e.kernel.where(z, greater, 0), e.kernel.constant(1), u)
	e.kernel.with("VADD", 1, u, u)
	e.kernel.do("VDIV", u, y, y)
	return y
}

// tanh returns -u/(2 + u) with the sign of z, where u = e**(-2|z|) - 1.
func (e element) tanh(z reg.VecVirtual) reg.VecVirtual {
	x := e.kernel.opposite(z)
	e.kernel.do("VADD", x, x, x)
	u, y := e.kernel.expm1(x), e.kernel.vector()
	e.kernel.with("VADD", 2, u, y)
	e.kernel.do("VDIV", y, u, u)
	u = e.kernel.magnitude(u)
	e.kernel.withSign(u, z)
	return u
}

// silu returns z·σ(z). Where z is negative, the sigmoid keeps the bias of exp until it has been multiplied by z.
func (e element) silu(z reg.VecVirtual) reg.VecVirtual {
	biased := e.kernel.exp(e.kernel.opposite(z))
	u := e.kernel.unbias(biased)
	positive, one := e.kernel.where(z, greater, 0), e.kernel.constant(1)
	y := e.kernel.choose(positive, one, biased)
	e.kernel.do("VMUL", z, y, y)
	e.kernel.do("VADD", one, u, u)
	e.kernel.do("VDIV", u, y, y)
	unbias := e.kernel.choose(positive, one, e.kernel.constant(math.Ldexp(1, -int(e.kernel.exponential().bias))))
	e.kernel.do("VMUL", unbias, y, y)
	return y
}

// siluSlope returns s·(1 + z·(1 - s)) with s = σ(z).
func (e element) siluSlope(z reg.VecVirtual) reg.VecVirtual {
	u := e.kernel.unbias(e.kernel.exp(e.kernel.opposite(z)))
	large, small := e.kernel.constant(1), e.kernel.vector()
	e.kernel.do("VADD", large, u, small)
	e.kernel.do("VDIV", small, large, large)
	e.kernel.do("VMUL", large, u, small)
	positive := e.kernel.where(z, greater, 0)
	s, rest := e.kernel.choose(positive, large, small), e.kernel.choose(positive, small, large)
	e.kernel.with("VFMADD213", 1, z, rest)
	e.kernel.do("VMUL", s, rest, rest)
	return rest
}

// log1p are the coefficients of log(1+u)/u for u from 0 to 1, by interpolation at Chebyshev nodes; the error is 5e-9 and,
// as rounded to float64, 5e-17.
var (
	log1p32 = []float64{0.999999994656, -0.499998926481, 0.333297104989, -0.249516162629, 0.196632742572,
		-0.152696670744, 0.105436237954, -0.0563736128301, 0.019542527261, -0.00317605701843}
	log1p64 = []float64{1, -0.49999999999999833, 0.3333333333330646, -0.2499999999826481, 0.19999999940349814,
		-0.16666665403691092, 0.14285696309567308, -0.12499817769513955, 0.11109740896460193, -0.09992127821760016,
		0.09055567515590733, -0.08207163680437429, 0.07329015255534954, -0.06288754670783146, 0.05007742395391704,
		-0.03553052540144125, 0.021511022653356974, -0.01061469636358553, 0.004047809893467512, -0.0011093809681700342,
		0.00019330794553431145, -1.6020216725538194e-05}
)

func (k kernel) log1p() []float64 {
	if k.double {
		return log1p64
	}
	return log1p32
}

// softplus returns max(z, 0) + log(1 + u) with u = e**-|z|.
func (e element) softplus(z reg.VecVirtual) reg.VecVirtual {
	u := e.kernel.unbias(e.kernel.exp(e.kernel.opposite(z)))
	y := e.kernel.polynomial(e.kernel.log1p(), u)
	e.kernel.do("VFMADD213", e.kernel.atLeast(0, z), u, y)
	return y
}
