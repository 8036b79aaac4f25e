package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/reg"
)

// activation writes the functions that are applied entry by entry, and what their slopes do to a gradient.
func activation(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.relu()
		k.leakyRelu()
		k.slope("sigmoidGrad", "a", element.sigmoidSlope)
		k.slope("tanhGrad", "a", element.tanhSlope)
		k.elu()
		k.pointwise("sigmoid", element.sigmoid)
		k.pointwise("tanh", element.tanh)
		k.pointwise("silu", element.silu)
		k.slope("siluGrad", "z", element.siluSlope)
		k.slope("softplusGrad", "z", element.sigmoid)
		k.pointwise("gelu", element.gelu)
		k.slope("geluGrad", "z", element.geluSlope)
		k.pointwise("softplus", element.softplus)
	})
}

// function computes a vector from one.
type function func(e element, x reg.VecVirtual) reg.VecVirtual

// pointwise writes a kernel that computes y = f(z).
func (k kernel) pointwise(name string, f function) {
	k.begin(name, "func(y, z []T)", "computes y = "+name+"(z).")
	k.each([]string{"y", "z"}, 1, func(e element) { e.store("y", f(e, e.load("z"))) })
	k.end()
}

// slope writes a kernel that multiplies da by f(x), x being the argument z or the result a.
func (k kernel) slope(name, x string, f function) {
	k.begin(name, "func(da, "+x+" []T)", "multiplies da by a slope.")
	k.each([]string{"da", x}, 1, func(e element) {
		y := f(e, e.load(x))
		e.kernel.do("VMUL", e.load("da"), y, y)
		e.store("da", y)
	})
	k.end()
}

func (k kernel) relu() {
	k.begin("relu", "func(y, z []T)", "computes y = max(z, 0).")
	k.each([]string{"y", "z"}, 4, func(e element) {
		z := e.load("z")
		e.store("y", e.kernel.keep(e.kernel.where(z, notAtMost, 0), z))
	})
	k.end()

	k.begin("reluGrad", "func(da, a []T)", "sets da to 0 where a <= 0.")
	k.each([]string{"da", "a"}, 4, func(e element) {
		e.store("da", e.kernel.keep(e.kernel.where(e.load("a"), notAtMost, 0), e.load("da")))
	})
	k.end()
}

func (k kernel) leakyRelu() {
	k.begin("leakyRelu", "func(y, z []T, alpha T)", "computes y = z > 0 ? z : alpha*z.")
	alpha := k.operandOf("alpha")
	k.each([]string{"y", "z"}, 4, func(e element) {
		z := e.load("z")
		e.store("y", e.kernel.leak(z, z, alpha))
	})
	k.end()

	k.begin("leakyReluGrad", "func(da, z []T, alpha T)", "multiplies da by alpha where z is not above 0.")
	alpha = k.operandOf("alpha")
	k.each([]string{"da", "z"}, 4, func(e element) {
		e.store("da", e.kernel.leak(e.load("z"), e.load("da"), alpha))
	})
	k.end()
}

// leak returns x, times alpha where z is not above 0.
func (k kernel) leak(z, x, alpha reg.Register) reg.VecVirtual {
	less := k.vector()
	k.do("VMUL", alpha, x, less)
	return k.choose(k.where(z, greater, 0), x, less)
}

func (k kernel) elu() {
	k.begin("elu", "func(y, z []T, alpha, scale T)", "computes y = z > 0 ? scale*z : scale*alpha*(exp(z)-1).")
	limit, scale := k.operandOf("alpha"), k.operandOf("scale")
	k.do("VMUL", scale, limit, limit)
	k.each([]string{"y", "z"}, 1, func(e element) {
		z := e.load("z")
		y := e.kernel.expm1(z)
		e.kernel.withSign(y, z) // for -0
		e.kernel.do("VMUL", limit, y, y)
		positive := e.kernel.where(z, greater, 0)
		e.kernel.do("VMUL", scale, z, z)
		e.store("y", e.kernel.choose(positive, z, y))
	})
	k.end()

	k.begin("eluGrad", "func(da, a []T, alpha, scale T)", "multiplies da by a > 0 ? scale : a + scale*alpha.")
	limit, scale = k.operandOf("alpha"), k.operandOf("scale")
	k.do("VMUL", scale, limit, limit)
	k.each([]string{"da", "a"}, 1, func(e element) {
		a := e.load("a")
		positive := e.kernel.where(a, greater, 0)
		e.kernel.do("VADD", limit, a, a)
		a = e.kernel.choose(positive, scale, a)
		e.kernel.do("VMUL", e.load("da"), a, a)
		e.store("da", a)
	})
	k.end()
}

// operandOf loads a number that the function is given into all lanes.
func (k kernel) operandOf(name string) reg.VecVirtual {
	b, err := k.Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return k.broadcast(b.Addr)
}
