package main

import (
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

// norm is the loop over channels, a vector of float64 at a time.
type norm struct {
	kernel
	name string
}

func (m norm) write() {
	pointers := map[string]reg.GPVirtual{}
	names := []string{"scale", "shift", "gamma", "beta", "mean", "variance"}
	for _, name := range names {
		pointers[name] = m.gp(name)
	}
	left, lanes, most := m.gp("n"), m.GP64(), operand.I32(m.lanes())
	epsilon := m.broadcast(m.address(m.Param("epsilon")))
	m.Label(m.name)
	m.MOVQ(most, lanes)
	m.CMPQ(left, lanes)
	m.CMOVQLT(left, lanes)
	mask := m.lanesBelow(lanes)
	load := func(name string) reg.VecVirtual {
		v := m.vector()
		m.VCVTPS2PD_Z(operand.Mem{Base: pointers[name]}, mask, v)
		return v
	}
	store := func(v reg.VecVirtual, name string) {
		narrow := m.YMM()
		m.VCVTPD2PS(v, narrow)
		m.VMOVUPS(narrow, mask, operand.Mem{Base: pointers[name]})
	}
	root, scale, shift := load("variance"), load("gamma"), load("shift")
	m.VADDPD(epsilon, root, root)
	m.VSQRTPD(root, root)
	m.VDIVPD(root, scale, scale)
	m.VSUBPD(load("mean"), shift, shift)
	m.VMULPD(scale, shift, shift)
	m.VADDPD(load("beta"), shift, shift)
	store(scale, "scale")
	store(shift, "shift")
	for _, name := range names {
		m.ADDQ(operand.I32(4*m.lanes()), pointers[name])
	}
	m.SUBQ(most, left)
	m.JG(operand.LabelRef(m.name))
	m.end()
}
