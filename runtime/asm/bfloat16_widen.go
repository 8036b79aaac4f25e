package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// bf16Widen takes pairs of rows apart. The first row is written last, so that the second may lie in the same place.
func (k kernel) bf16Widen() {
	k.beginFor("bf16", "widen", "func(dst *T, src *uint16, pairs, ld, apart int)",
		"is the loop of BF16Widen for pairs of rows that begin so far apart, or at 0 for the first of a pair alone.")
	name := k.label("bf16Widen")
	first, second, src, pairs, row := k.gp("dst"), k.stride("apart"), k.gp("src"), k.gp("pairs"), k.stride("ld")
	k.ADDQ(first, second)
	e := element{kernel: k, index: k.GP64(), slices: map[string]reg.Register{"first": first, "second": second, "src": src}}
	mask := k.lastLanes("ld")
	k.Label(name)
	e.row(name, k.gp("ld"), mask, func(e element) {
		pair := e.load("src")
		e.store("second", pair)
		e.store("first", k.first(pair))
	})
	k.ADDQ(row, src)
	for _, p := range []reg.GPVirtual{first, second} {
		k.LEAQ(operand.Mem{Base: p, Index: row, Scale: 2}, p)
	}
	k.tally(pairs, name)
	k.end()
}

// lastLanes returns the mask of the lanes of the last vector of so many numbers, none where it is whole.
func (k kernel) lastLanes(n string) reg.Register {
	last := k.gp(n)
	k.ANDQ(operand.Imm(uint64(k.lanes()-1)), last)
	return k.lanesBelow(last)
}

// row runs body for the vectors of a row, the last of them masked.
func (e element) row(name string, left reg.GPVirtual, mask reg.Register, body func(e element)) {
	e.kernel.XORQ(e.index, e.index)
	e.loop(name+"vectors", 1, left, body)
	e.kernel.TESTQ(left, left)
	e.kernel.JE(operand.LabelRef(name + "end"))
	e.mask = mask
	body(e)
	e.kernel.Label(name + "end")
}
