package main

import (
	"math"

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
	move := func(e element, w, g reg.Register) {
		m := e.load("m")
		e.kernel.do("VMUL", beta1, m, m)
		e.kernel.do("VFMADD231", gain1, g, m)
		e.store("m", m)
		v := e.square(g, beta2, gain2)
		e.store("v", v)
		step(e, w, m, v)
	}
	e, rest := k.fromStart([]string{"w", "dw", "m", "v"})
	if k.wide && !k.double {
		other := k.label("other")
		k.jumpUnlessPlain(other)
		e.loop(k.label("plain"), 1, rest, func(e element) { move(e, e.load("w"), e.load("dw")) })
		k.Label(other)
	}
	e.walk(1, rest, func(e element) {
		w := e.load("w")
		g := e.gradient(w, decay, clip)
		e.kernel.do("VFNMADD231", shrink, w, w)
		move(e, w, g)
	})
	restore()
	k.end()
}

// jumpUnlessPlain jumps where the step of adam clips or decays, which takes a fifth of the time.
func (k kernel) jumpUnlessPlain(label string) {
	const decayAndShrink, clip, one = 7 * 4, 9 * 4, 0x3f800000
	s := k.gp("s")
	k.CMPL(operand.Mem{Base: s, Disp: clip}, operand.U32(one))
	k.JNE(operand.LabelRef(label))
	k.CMPQ(operand.Mem{Base: s, Disp: decayAndShrink}, operand.Imm(0))
	k.JNE(operand.LabelRef(label))
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
	divide := k.byRoot
	if k.wide && !k.double {
		rate, epsilon, divide = k.twice(rate), k.twice(epsilon), k.rootDivider()
	}
	return func(e element, w, m, v reg.Register) {
		divide(epsilon, v, m)
		e.kernel.do("VFNMADD231", rate, m, w)
		e.store("w", w)
	}
}

// byRoot divides m by √v + ε.
func (k kernel) byRoot(epsilon, v, m reg.Register) {
	k.do("VSQRT", v, v)
	k.do("VADD", epsilon, v, v)
	k.do("VDIV", v, m, m)
}

// twice is 2x, which is at most the largest number.
func (k kernel) twice(x reg.Register) reg.Register {
	double := k.vector()
	k.do("VADD", x, x, double)
	return k.atMost(math.MaxFloat32, double)
}

// rootDivider prepares a function that divides m by 2√v + ε and overwrites v: with roots by VSQRT the one unit for roots and divisions would take
// longer than all else. It is off by three units in the last place.
func (k kernel) rootDivider() func(epsilon, v, m reg.Register) {
	// Bounds on both sides keep the approximation from what it is for 0 and infinity. They are computed beside the multiplications, unlike
	// VFIXUPIMM on Zen 4.
	three, least, most := k.constant(3), k.constant(k.leastNormal()), k.constant(math.MaxFloat32)
	return func(epsilon, v, m reg.Register) {
		// A step of Newton's method squares the error 2⁻¹⁴ of the approximation y of 1/√v: with s = v·y, 2√v is s·(3 − s·y).
		y, s := k.vector(), k.vector()
		k.VMAXPS(least, v, y)
		k.VMINPS(most, y, y)
		k.VRSQRT14PS(y, y)
		k.VMULPS(v, y, s)
		k.VFNMADD213PS(three, s, y)
		k.VFMADD213PS(epsilon, y, s)
		k.VDIVPS(s, m, m)
	}
}
