package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func (k kernel) adam() {
	k.begin("adam", "func(w, dw, m, v []T, s *T)", "is the loop of adam; s points to the first number of the step.")
	restore := k.flushDenormals()
	s := k.scalars("s", 10)
	rate, correction, beta1, gain1, beta2, gain2 := s[0], s[1], s[2], s[3], s[4], s[5]
	epsilon, decay, shrink, clip := s[6], s[7], s[8], s[9]
	// rate·m/(√v/correction + ε) with numerator and denominator times the correction, which saves a division.
	k.do("VMUL", correction, rate, rate)
	k.do("VMUL", correction, epsilon, epsilon)
	epsilon = k.atLeast(k.leastNormal(), epsilon)
	step := k.rootStep(rate, epsilon)
	k.each([]string{"w", "dw", "m", "v"}, 1, func(e element) {
		w := e.load("w")
		g := e.gradient(w, decay, clip)
		e.kernel.do("VFNMADD231", shrink, w, w)
		m := e.load("m")
		e.kernel.do("VMUL", beta1, m, m)
		e.kernel.do("VFMADD231", gain1, g, m)
		e.store("m", m)
		v := e.square(g, beta2, gain2)
		e.store("v", v)
		step(e, w, m, v)
	})
	restore()
	k.end()
}

func (k kernel) rmsprop() {
	k.begin("rmsprop", "func(w, dw, v []T, s *T)", "is the loop of rmsprop; s points to the first number of the step.")
	restore := k.flushDenormals()
	s := k.scalars("s", 6)
	rate, rho, gain, epsilon, decay, clip := s[0], s[1], s[2], s[3], s[4], s[5]
	step := k.rootStep(rate, epsilon)
	k.each([]string{"w", "dw", "v"}, 1, func(e element) {
		w := e.load("w")
		g := e.gradient(w, decay, clip)
		v := e.square(g, rho, gain)
		e.store("v", v)
		step(e, w, g, v)
	})
	restore()
	k.end()
}

func (k kernel) adagrad() {
	k.begin("adagrad", "func(w, dw, v []T, s *T)", "is the loop of adagrad; s points to the first number of the step.")
	restore := k.flushDenormals()
	s := k.scalars("s", 4)
	rate, epsilon, decay, clip := s[0], s[1], s[2], s[3]
	step := k.rootStep(rate, epsilon)
	k.each([]string{"w", "dw", "v"}, 1, func(e element) {
		w := e.load("w")
		g := e.gradient(w, decay, clip)
		v := e.load("v")
		e.kernel.do("VFMADD231", g, g, v)
		e.store("v", v)
		step(e, w, g, v)
	})
	restore()
	k.end()
}

// square is keep·v + gain·g².
func (e element) square(g, keep, gain reg.Register) reg.VecVirtual {
	v, scaled := e.load("v"), e.kernel.vector()
	e.kernel.do("VMUL", keep, v, v)
	e.kernel.do("VMUL", gain, g, scaled)
	e.kernel.do("VFMADD231", scaled, g, v)
	return v
}

// rootStep prepares a function that stores w − rate·m/(√v + ε) and overwrites w, m and v.
func (k kernel) rootStep(rate, epsilon reg.Register) func(e element, w, m, v reg.Register) {
	divide := k.divider()
	return func(e element, w, m, v reg.Register) {
		e.kernel.do("VSQRT", v, v)
		e.kernel.do("VADD", epsilon, v, v)
		divide(v, m)
		e.kernel.do("VFNMADD231", rate, m, w)
		e.store("w", w)
	}
}

// divider prepares a function that divides x by d, which is normal and may be overwritten. In float32 of AVX-512 it is
// off by two units in the last place where d is less than 2¹²⁶.
func (k kernel) divider() func(d, x reg.Register) {
	if k.double || !k.wide {
		return func(d, x reg.Register) { k.do("VDIV", d, x, x) }
	}
	// The answer 0 for token 5 of VFIXUPIMM, plus infinity, where Newton's step makes NaN.
	one, table := k.constant(1), k.bits(8<<(4*5))
	return func(d, x reg.Register) {
		// A step of Newton's method squares the error 2⁻¹⁴ of the approximation r: it is r + r·(1 − d·r).
		r, better := k.vector(), k.vector()
		k.VRCP14PS(d, r)
		k.VMOVAPS(one, better)
		k.VFNMADD231PS(d, r, better)
		k.VFMADD213PS(r, r, better)
		k.VFIXUPIMMPS(operand.Imm(0), table, d, better)
		k.VMULPS(better, x, x)
	}
}
