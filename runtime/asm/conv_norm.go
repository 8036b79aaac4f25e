package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// normalize folds a batch_norm into what scales and shifts the sums of each channel. It computes in float64, as Go does.
func (k kernel) normalize() {
	k.begin("normalize", "func(scale, shift, gamma, beta, mean, variance *T, n int, epsilon float64)", "is normalizeBody.")
	inner := k
	inner.double = true
	inner.widened = true
	norm{kernel: inner, name: k.label("normalize")}.write()
}

// inverseRoot is 1/√v: the processor's estimate y of it, and y·(1 + e/2 + 3/8·e²) with e = 1 − v·y², which leaves an error of about
// e³/3, 2⁻⁴¹. Root and division take several times as long. Infinity, of which there is none, is taken for the largest number.
func (m norm) inverseRoot(v reg.VecVirtual) reg.VecVirtual {
	y, t, e, p := m.kernel.vector(), m.kernel.vector(), m.kernel.constant(1), m.kernel.constant(0.375)
	m.kernel.VMINPD(v, m.kernel.constant(math.MaxFloat64), v) // NaN stays NaN
	m.kernel.VRSQRT14PD(v, y)
	m.kernel.VMULPD(y, v, t)
	m.kernel.VFNMADD231PD(y, t, e)
	m.kernel.VFMADD213PD(m.kernel.constant(0.5), e, p)
	m.kernel.VMULPD(y, e, e)
	m.kernel.VFMADD231PD(p, e, y)
	return y
}

// norm is the loop over channels, a vector of float64 at a time.
type norm struct {
	kernel kernel
	name   string
}

func (m norm) write() {
	pointers := map[string]reg.GPVirtual{}
	names := []string{"scale", "shift", "gamma", "beta", "mean", "variance"}
	for _, name := range names {
		pointers[name] = m.kernel.gp(name)
	}
	left, lanes, most := m.kernel.gp("n"), m.kernel.GP64(), operand.I32(m.kernel.lanes())
	epsilon := m.kernel.broadcast(m.kernel.address(m.kernel.Param("epsilon")))
	m.kernel.Label(m.name)
	m.kernel.MOVQ(most, lanes)
	m.kernel.CMPQ(left, lanes)
	m.kernel.CMOVQLT(left, lanes)
	mask := m.kernel.lanesBelow(lanes)
	load := func(name string) reg.VecVirtual {
		v := m.kernel.vector()
		m.kernel.VCVTPS2PD_Z(operand.Mem{Base: pointers[name]}, mask, v)
		return v
	}
	store := func(v reg.VecVirtual, name string) {
		narrow := m.kernel.YMM()
		m.kernel.VCVTPD2PS(v, narrow)
		m.kernel.VMOVUPS(narrow, mask, operand.Mem{Base: pointers[name]})
	}
	root, scale, shift := load("variance"), load("gamma"), load("shift")
	m.kernel.VADDPD(epsilon, root, root)
	m.kernel.VMULPD(m.inverseRoot(root), scale, scale)
	m.kernel.VSUBPD(load("mean"), shift, shift)
	m.kernel.VMULPD(scale, shift, shift)
	m.kernel.VADDPD(load("beta"), shift, shift)
	store(scale, "scale")
	store(shift, "shift")
	for _, name := range names {
		m.kernel.ADDQ(operand.I32(4*m.kernel.lanes()), pointers[name])
	}
	m.kernel.SUBQ(most, left)
	m.kernel.JG(operand.LabelRef(m.name))
	m.kernel.end()
}
