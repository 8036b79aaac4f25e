package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

// sigmoidSlope returns a·(1 - a).
func (e element) sigmoidSlope(a reg.VecVirtual) reg.VecVirtual {
	y := e.constant(1)
	e.do("VSUB", a, y, y)
	e.do("VMUL", a, y, y)
	return y
}

// tanhSlope returns 1 - a².
func (e element) tanhSlope(a reg.VecVirtual) reg.VecVirtual {
	e.with("VFNMADD213", 1, a, a)
	return a
}

// sigmoid returns 1/(1 + u) for positive z, else u/(1 + u), with u = e**-|z|.
func (e element) sigmoid(z reg.VecVirtual) reg.VecVirtual {
	u := e.unbias(e.exp(e.opposite(z)))
	y := e.choose(e.where(z, greater, 0), e.constant(1), u)
	e.with("VADD", 1, u, u)
	e.do("VDIV", u, y, y)
	return y
}

// tanh returns -u/(2 + u) with the sign of z, where u = e**(-2|z|) - 1.
func (e element) tanh(z reg.VecVirtual) reg.VecVirtual {
	x := e.opposite(z)
	e.do("VADD", x, x, x)
	u, y := e.expm1(x), e.vector()
	e.with("VADD", 2, u, y)
	e.do("VDIV", y, u, u)
	u = e.magnitude(u)
	e.withSign(u, z)
	return u
}

// silu returns z·σ(z). Where z is negative, the sigmoid keeps the bias of exp until it has been multiplied by z.
func (e element) silu(z reg.VecVirtual) reg.VecVirtual {
	biased := e.exp(e.opposite(z))
	u := e.unbias(biased)
	positive, one := e.where(z, greater, 0), e.constant(1)
	y := e.choose(positive, one, biased)
	e.do("VMUL", z, y, y)
	e.do("VADD", one, u, u)
	e.do("VDIV", u, y, y)
	unbias := e.choose(positive, one, e.constant(math.Ldexp(1, -int(e.exponential().bias))))
	e.do("VMUL", unbias, y, y)
	return y
}

// siluSlope returns s·(1 + z·(1 - s)) with s = σ(z).
func (e element) siluSlope(z reg.VecVirtual) reg.VecVirtual {
	u := e.unbias(e.exp(e.opposite(z)))
	large, small := e.constant(1), e.vector()
	e.do("VADD", large, u, small)
	e.do("VDIV", small, large, large)
	e.do("VMUL", large, u, small)
	positive := e.where(z, greater, 0)
	s, rest := e.choose(positive, large, small), e.choose(positive, small, large)
	e.with("VFMADD213", 1, z, rest)
	e.do("VMUL", s, rest, rest)
	return rest
}

// log1p are the coefficients of log(1+u)/u for u from 0 to 1, by interpolation at Chebyshev nodes; the error is 5e-9.
var log1p = []float64{0.999999994656, -0.499998926481, 0.333297104989, -0.249516162629, 0.196632742572,
	-0.152696670744, 0.105436237954, -0.0563736128301, 0.019542527261, -0.00317605701843}

// softplus returns max(z, 0) + log(1 + u) with u = e**-|z|.
func (e element) softplus(z reg.VecVirtual) reg.VecVirtual {
	u := e.unbias(e.exp(e.opposite(z)))
	y := e.polynomial(log1p, u)
	e.do("VFMADD213", e.atLeast(0, z), u, y)
	return y
}
