package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// weigh writes what counts losses and their gradient by weights: half a vector of entries at a time, since the factors are in float64
// until they are rounded.
func (k kernel) weigh() {
	k.begin("weigh", "func(dst, losses, ws []T, scale float64, slope T) float64", "is weighBody.")
	half, whole := k, k
	half.bytes, whole.double = k.whole()/2, true
	scale, sum := whole.broadcast(k.address(k.Param("scale"))), whole.zero()
	slope := half.broadcast(k.address(k.Param("slope")))
	half.each([]string{"dst", "losses", "ws"}, 1, func(e element) {
		if mask, ok := e.mask.(reg.VecVirtual); ok {
			e.mask = mask.AsX()
		}
		w, loss, d := e.load("ws"), e.load("losses"), e.load("dst")
		counts := half.where(w, notEqual, 0)
		wide, factor := k.widerOf(w), half.vector()
		k.VFMADD231PD(wide, k.widerOf(half.keep(counts, loss)), sum)
		k.VMULPD(scale, wide, wide)
		k.narrowTo(wide, factor)
		k.VMULPS(slope, factor, factor)
		k.VMULPS(d, factor, factor)
		e.store("dst", half.keep(counts, factor))
	})
	sum = k.addLanes(sum)
	k.VZEROUPPER()
	k.Store(sum.AsX(), k.ReturnIndex(0))
	k.RET()
}

// widerOf returns half a vector of float32 as one of float64.
func (k kernel) widerOf(v reg.Register) reg.VecVirtual {
	wide := k.vector()
	k.VCVTPS2PD(v, wide)
	return wide
}

// narrowTo rounds a vector of float64 to half a vector of float32.
func (k kernel) narrowTo(wide, v operand.Op) {
	if k.wide {
		k.VCVTPD2PS(wide, v)
	} else {
		k.VCVTPD2PSY(wide, v)
	}
}
