package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// bfloat16 writes the kernels for weights in bfloat16, which compute in float32.
func bfloat16(c *build.Context) {
	variants(c, func(k kernel) {
		if !k.double {
			k.bgemvT()
			k.bwiden()
		}
	})
}

// bgemvT computes up to 8 vectors of outputs.
func (k kernel) bgemvT() {
	k.begin("bgemvT", "func(y *T, w *uint16, b, x *T, n, k, whole, ld int, floor T)", fmt.Sprintf(
		"is the loop of SBgemvT for 1 to %d outputs. Whole vectors of so many pairs lie within w.", gemvVectors*k.lanes()))
	n, name, h, p := k.gp("n"), k.label("bgemvT"), k.bfloat16Halves(), k.pieces()
	for v := 1; v < gemvVectors; v++ {
		k.CMPQ(n, operand.I32(v*k.lanes()))
		k.JLE(operand.LabelRef(fmt.Sprint(name, "by", v)))
	}
	for v := gemvVectors; v > 0; v-- {
		k.Label(fmt.Sprint(name, "by", v))
		k.LEAQ(operand.Mem{Base: n, Disp: -(v - 1) * k.lanes()}, p.left)
		bgemvPanel{tile: tile{k, v, k.lanesBelow(p.left)}, split: h, last: p, name: fmt.Sprint(name, "by", v)}.write()
		if v > 1 {
			k.JMP(operand.LabelRef(name + "last"))
		}
	}
	k.Label(name + "last")
	p.store(name)
	k.end()
}

// halves takes vectors apart whose lanes hold the weights of two inputs.
type halves struct {
	kernel
	upper reg.VecVirtual // ones in the upper half of each lane
}

func (k kernel) bfloat16Halves() halves { return halves{k, k.bits(0xffff0000)} }

// first returns the weights of the first input.
func (h halves) first(pair reg.VecVirtual) reg.VecVirtual {
	w := h.vector()
	h.VPSLLD(operand.Imm(16), pair, w)
	return w
}

// second returns the weights of the second input.
func (h halves) second(pair reg.VecVirtual) reg.VecVirtual {
	w := h.vector()
	if h.wide {
		h.VPANDD(h.upper, pair, w)
	} else {
		h.VPAND(h.upper, pair, w)
	}
	return w
}
