package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// norms writes the kernels of batch_norm, over the entries of a channel that lie next to each other.
func norms(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.totals()
		k.line()
		k.plane()
		k.normed()
	})
}

// totals adds up lane by lane, and the lanes in float64. Lanes that are not there would not be 0 once less is taken off.
func (k kernel) totals() {
	k.begin("totals", "func(x, y []T, less T) (sum, along float64)", "is totalsBody of some entries, which it adds up in the lanes of vectors.")
	both, less := k.zeros(2, 2), k.broadcast(k.address(k.Param("less")))
	k.each([]string{"x", "y"}, 2, func(e element) {
		at := e.offset / k.width() % 2
		x, y := e.load("x"), e.load("y")
		for _, v := range []reg.VecVirtual{x, y} {
			k.do("VSUB", less, v, v)
		}
		if e.mask != nil {
			x = k.keep(e.mask, x)
		}
		k.do("VADD", x, both[0][at], both[0][at])
		k.do("VFMADD231", x, y, both[1][at])
	})
	sum, along := k.addWidened(k.addUp(both[0])), k.addWidened(k.addUp(both[1]))
	k.VZEROUPPER()
	k.Store(sum.AsX(), k.ReturnIndex(0))
	k.Store(along.AsX(), k.ReturnIndex(1))
	k.RET()
}

// addWidened adds the lanes of a vector in float64.
func (k kernel) addWidened(v reg.VecVirtual) reg.VecVirtual {
	low, high := k.vector(), k.vector()
	if k.wide {
		k.VEXTRACTF64X4(operand.Imm(1), v, high.AsY())
		k.VCVTPS2PD(high.AsY(), high)
		k.VCVTPS2PD(v.AsY(), low)
	} else {
		k.VEXTRACTF128(operand.Imm(1), v, high.AsX())
		k.VCVTPS2PD(high.AsX(), high)
		k.VCVTPS2PD(v.AsX(), low)
	}
	k.VADDPD(high, low, low)
	return k.addLanes(low)
}

func (k kernel) line() {
	k.begin("line", "func(y, x []T, less, scale, plus T)", "computes y = (x - less)*scale + plus.")
	less, scale, plus := k.broadcast(k.address(k.Param("less"))), k.broadcast(k.address(k.Param("scale"))), k.broadcast(k.address(k.Param("plus")))
	k.each([]string{"y", "x"}, 1, func(e element) {
		x := e.load("x")
		k.do("VSUB", less, x, x)
		k.do("VFMADD213", plus, scale, x)
		e.store("y", x)
	})
	k.end()
}

func (k kernel) plane() {
	k.begin("plane", "func(z, x, y []T, a, b, c T)", "computes z = a*x + b*y + c.")
	a, b, c := k.broadcast(k.address(k.Param("a"))), k.broadcast(k.address(k.Param("b"))), k.broadcast(k.address(k.Param("c")))
	k.each([]string{"z", "x", "y"}, 1, func(e element) {
		x, y := e.load("x"), e.load("y")
		k.do("VFMADD213", c, b, y)
		k.do("VFMADD231", a, x, y)
		e.store("z", y)
	})
	k.end()
}

func (k kernel) normed() {
	k.begin("normed", "func(n, y, x []T, less, inverse, gamma, beta, floor T)", "computes n = (x - less)*inverse and y = max(floor, gamma*n + beta).")
	numbers := map[string]reg.VecVirtual{}
	for _, name := range []string{"less", "inverse", "gamma", "beta", "floor"} {
		numbers[name] = k.broadcast(k.address(k.Param(name)))
	}
	k.each([]string{"n", "y", "x"}, 1, func(e element) {
		x := e.load("x")
		k.do("VSUB", numbers["less"], x, x)
		k.do("VMUL", numbers["inverse"], x, x)
		e.store("n", x)
		k.do("VFMADD213", numbers["beta"], numbers["gamma"], x)
		k.do("VMAX", x, numbers["floor"], x) // NaN stays NaN
		e.store("y", x)
	})
	k.end()
}
