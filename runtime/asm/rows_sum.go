package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sums is how many sums are added up side by side, since an addition takes four cycles and two can start in each.
const sums = 4

func (k kernel) sumRows() {
	k.begin("sumRows", "func(db, dz []T)", "is the loop of sumRows.")
	n := k.Load(k.Param("db").Len(), k.GP64())
	k.CMPQ(n, operand.Imm(uint64(k.lanes()/2)))
	k.JLE(operand.LabelRef("narrow"))
	k.sumStrips()
	k.JMP(operand.LabelRef("end"))
	k.Label("narrow")
	k.TESTQ(n, n)
	k.JE(operand.LabelRef("end"))
	k.sumNarrow(n)
	k.Label("end")
	k.end()
}

// sumStrips adds up strips of columns as wide as a vector.
func (k kernel) sumStrips() {
	row := element{kernel: k, slices: map[string]reg.Register{}, index: k.GP64()}
	row.slices["db"] = k.Load(k.Param("db").Base(), k.GP64())
	stride, dz := k.Load(k.Param("db").Len(), k.GP64()), k.Load(k.Param("dz").Base(), k.GP64())
	k.IMUL3Q(operand.Imm(uint64(k.size())), stride, stride)
	end := k.Load(k.Param("dz").Len(), k.GP64())
	k.LEAQ(operand.Mem{Base: dz, Index: end, Scale: uint8(k.size())}, end)
	k.XORQ(row.index, row.index)
	k.strips("db", row, func(row element) {
		p := k.GP64()
		k.LEAQ(operand.Mem{Base: dz, Index: row.index, Scale: uint8(k.size())}, p)
		row.store("db", k.sumLines(p, end, stride, row.mask))
	})
}

// sumLines adds up the vectors at p, p + stride and so on before end. It moves p.
func (k kernel) sumLines(p, end, stride reg.Register, mask reg.Register) reg.VecVirtual {
	l, last, name := lines{p, nil, stride, k.GP64()}, k.GP64(), k.label("lines")
	k.LEAQ(operand.Mem{Base: stride, Index: stride, Scale: 2}, l.ld3)
	acc := make([]reg.VecVirtual, sums)
	for i := range acc {
		acc[i] = k.vector()
		k.do("VXOR", acc[i], acc[i], acc[i])
	}
	k.MOVQ(end, last)
	k.SUBQ(l.ld3, last)
	for _, step := range []struct {
		name  string
		times int
		limit reg.Register
	}{{name + "sums", sums, last}, {name + "one", 1, end}} {
		k.JMP(operand.LabelRef(step.name + "enter"))
		k.Label(step.name)
		for i := range step.times {
			k.addMasked(l.at(i), mask, acc[i])
		}
		k.LEAQ(operand.Mem{Base: p, Index: stride, Scale: uint8(step.times)}, p)
		k.Label(step.name + "enter")
		k.CMPQ(p, step.limit)
		k.JLT(operand.LabelRef(step.name))
	}
	return k.addUp(acc)
}

// addUp returns the sum of vectors, of which it overwrites some.
func (k kernel) addUp(acc []reg.VecVirtual) reg.VecVirtual {
	for n := len(acc); n > 1; n /= 2 {
		for i := range n / 2 {
			k.do("VADD", acc[i+n/2], acc[i], acc[i])
		}
	}
	return acc[0]
}

// addMasked adds what the mask shows of a place in memory.
func (k kernel) addMasked(m operand.Mem, mask reg.Register, sum reg.VecVirtual) {
	switch {
	case mask == nil:
		k.do("VADD", m, sum, sum)
	case k.wide:
		k.do("VADD", m, sum, mask, sum)
	default:
		v := k.vector()
		k.do("VMASKMOV", m, mask, v)
		k.do("VADD", v, sum, sum)
	}
}
