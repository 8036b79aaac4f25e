package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func (k kernel) sumSquares() {
	k.begin("sumSquares", "func(x []T) float64", "is the loop of sumSquares.")
	if !k.double {
		k.double, k.widened = true, true
	}
	acc := make([]reg.VecVirtual, sums)
	for i := range acc {
		acc[i] = k.vector()
		k.VXORPD(acc[i], acc[i], acc[i])
	}
	k.each([]string{"x"}, sums, func(e element) {
		x := e.load("x")
		e.kernel.VFMADD231PD(x, x, acc[e.offset/(e.kernel.lanes()*e.kernel.size())])
	})
	sum := k.addLanes(k.addUp(acc))
	k.VZEROUPPER()
	k.Store(sum.AsX(), k.ReturnIndex(0))
	k.RET()
}

// addLanes returns the sum of the float64 in v.
func (k kernel) addLanes(v reg.VecVirtual) reg.VecVirtual {
	upper := k.YMM()
	if k.wide {
		k.VEXTRACTF64X4(operand.Imm(1), v, upper)
		k.VADDPD(upper, v.AsY(), v.AsY())
	}
	k.VEXTRACTF128(operand.Imm(1), v.AsY(), upper.AsX())
	k.VADDPD(upper.AsX(), v.AsX(), v.AsX())
	k.VUNPCKHPD(v.AsX(), v.AsX(), upper.AsX())
	k.VADDSD(upper.AsX(), v.AsX(), v.AsX())
	return v
}
