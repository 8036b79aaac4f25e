package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemvEnd is what gemvT does with the sums in the end, for all numbers of vectors: fewer are the last of them, so that the one that may not be
// whole is always the same.
type gemvEnd struct {
	kernel       kernel
	name         string
	leaks        bool // there is a slope
	sums         []reg.VecVirtual
	floor, slope reg.VecVirtual
	mask         reg.Register  // of the last vector
	left, y      reg.GPVirtual // numbers of the last vector, and where it is stored
}

func (k kernel) gemvEnd(name string, leaks bool) *gemvEnd {
	e := &gemvEnd{kernel: k, name: name, leaks: leaks, floor: k.vector(), slope: k.vector(), left: k.GP64(), y: k.GP64()}
	for range gemvVectors {
		e.sums = append(e.sums, k.vector())
	}
	return e
}

// finish jumps to where that many vectors are stored.
func (e *gemvEnd) finish(vectors int) {
	k := e.kernel
	k.Load(k.Param("y"), e.y)
	if vectors > 1 {
		k.ADDQ(operand.I32((vectors-1)*k.width()), e.y)
	}
	k.broadcastTo(k.address(k.Param("floor")), e.floor)
	if e.leaks {
		k.broadcastTo(k.address(k.Param("slope")), e.slope)
		k.CMPQ(k.address(k.Param("unit")), operand.Imm(0))
		k.JNE(operand.LabelRef(fmt.Sprint(e.name, "unit", vectors)))
		k.jumpToLeak(fmt.Sprint(e.name, "leak", vectors))
	}
	k.JMP(operand.LabelRef(fmt.Sprint(e.name, "raise", vectors)))
}

// write raises the sums to the floor or, where there is a slope other than 1, multiplies what is below 0 by that, and stores them.
func (e *gemvEnd) write() {
	k, pieces := e.kernel, e.name+"pieces"
	e.storeEach("raise", func(s reg.Register) { k.do("VMAX", s, e.floor, s) })
	if e.leaks {
		k.JMP(operand.LabelRef(pieces))
		e.storeEach("leak", func(s reg.Register) { k.soften(s, e.slope) })
	}
	k.Label(pieces)
	k.storeInPieces(e.sums[gemvVectors-1], e.y, e.left)
	k.end()
	if e.leaks {
		e.unit()
	}
}

// unit multiplies the sums by the slope where they are below 0, and adds what the unit behind makes of them to its sum. The lanes beyond the
// last output are no numbers where they met an input that is none.
func (e *gemvEnd) unit() {
	k, sum, unit := e.kernel, e.floor, e.kernel.GP64()
	for v := gemvVectors; v > 0; v-- {
		k.Label(fmt.Sprint(e.name, "unit", v))
		s, w := e.sums[gemvVectors-v], operand.Mem{Base: e.y, Disp: -(v - 1) * k.width()}
		k.soften(s, e.slope)
		switch {
		case v > 1:
			k.do("VFMADD231", w, s, sum)
		case k.wide:
			k.do("VFMADD231", w, s, e.mask, sum)
		default:
			k.do("VFMADD231", tile{k, 1, e.mask}.load(w, 0), k.keep(e.mask, s), sum)
		}
	}
	k.fold32("VADDPS", sum)
	k.Load(k.Param("unit"), unit)
	k.VADDSS(operand.Mem{Base: unit}, sum.AsX(), sum.AsX())
	k.VMOVSS(sum.AsX(), operand.Mem{Base: unit})
	k.end()
}

// storeEach changes the sums and stores all but the last; the label and a number of vectors is where these begin.
func (e *gemvEnd) storeEach(label string, change func(s reg.Register)) {
	for v := gemvVectors; v > 0; v-- {
		e.kernel.Label(fmt.Sprint(e.name, label, v))
		s := e.sums[gemvVectors-v]
		change(s)
		if v > 1 {
			e.kernel.do("VMOVU", s, operand.Mem{Base: e.y, Disp: -(v - 1) * e.kernel.width()})
		}
	}
}

// jumpToLeak jumps to the label where there is a slope other than 1.
func (k kernel) jumpToLeak(label string) {
	const one = 0x3f800000 // the bits of 1
	k.CMPL(k.address(k.Param("slope")), operand.U32(one))
	k.JNE(operand.LabelRef(label))
}

// soften multiplies by the slope what is below 0.
func (k kernel) soften(s, slope reg.Register) {
	low := k.vector()
	k.do("VMUL", s, slope, low)
	k.do("VMAX", s, low, s)
}
