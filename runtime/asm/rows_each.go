package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// eachRow walks matrices. body gets the entries of the params, one for each column, that belong to a vector.
func (k kernel) eachRow(matrices, params []string, body func(e element, params []reg.VecVirtual)) {
	name, n := k.label("row"), k.Load(k.Param(params[0]).Len(), k.GP64())
	k.TESTQ(n, n)
	k.JE(operand.LabelRef(name + "end"))
	k.CMPQ(n, operand.Imm(uint64(k.lanes())))
	k.JLE(operand.LabelRef(name + "narrow"))
	k.eachStrip(matrices, params, body)
	k.JMP(operand.LabelRef(name + "end"))
	k.Label(name + "narrow")
	k.eachNarrow(n, matrices, params, body)
	k.Label(name + "end")
}

// eachStrip walks rows in strips of columns as wide as a vector. The params are loaded once for a strip.
func (k kernel) eachStrip(matrices, params []string, body func(e element, params []reg.VecVirtual)) {
	row := element{kernel: k, slices: map[string]reg.Register{}, index: k.GP64()}
	for _, s := range append(matrices, params...) {
		row.slices[s] = k.Load(k.Param(s).Base(), k.GP64())
	}
	k.XORQ(row.index, row.index)
	k.strips(params[0], row, func(row element) {
		p := make([]reg.VecVirtual, len(params))
		for i, s := range params {
			p[i] = row.load(s)
		}
		e, name := row, k.label("rows")
		e.index = k.GP64()
		k.MOVQ(row.index, e.index)
		k.JMP(operand.LabelRef(name + "enter"))
		k.Label(name + "next")
		body(e, p)
		k.ADDQ(k.address(k.Param(params[0]).Len()), e.index)
		k.Label(name + "enter")
		k.CMPQ(e.index, k.address(k.Param(matrices[0]).Len()))
		k.JL(operand.LabelRef(name + "next"))
	})
}

// strips walks a row of the length of a slice in vectors, the last of them masked.
func (k kernel) strips(slice string, row element, body func(row element)) {
	name, rest := k.label("strips"), k.Load(k.Param(slice).Len(), k.GP64())
	step := operand.Imm(uint64(k.lanes()))
	k.Label(name + "next")
	k.CMPQ(rest, step)
	k.JL(operand.LabelRef(name + "last"))
	body(row)
	k.ADDQ(step, row.index)
	k.SUBQ(step, rest)
	k.JMP(operand.LabelRef(name + "next"))
	k.Label(name + "last")
	k.TESTQ(rest, rest)
	k.JE(operand.LabelRef(name + "end"))
	row.mask = k.lanesBelow(rest)
	body(row)
	k.Label(name + "end")
}
