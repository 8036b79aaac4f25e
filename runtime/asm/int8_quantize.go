package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const (
	int8QuantizeDoc = "sets q to x·factor, rounded to the nearest, the even one of two, and returns the sum. It writes whole vectors"
	// int8Ahead is how many lines of weights are fetched for four vectors of inputs, while nothing else is read from the second cache.
	int8Ahead = 8
)

// int8QuantizeWords rounds x·factor to the 16-bit numbers that the product with AVX2 takes, with zeros after the last.
func (k kernel) int8QuantizeWords() {
	k.beginFor("int8", "quantize", "func(x []T, q *int16, factor T) int32", int8QuantizeDoc+".")
	factor, sum, to := k.broadcast(k.address(k.Param("factor"))), k.zero(), k.gp("q")
	k.each([]string{"x"}, 2, func(e element) {
		v := e.rounded(factor)
		k.integers("VPADD", v, sum, sum)
		upper := k.XMM()
		k.VEXTRACTI128(operand.Imm(1), v, upper)
		k.VPACKSSDW(upper, v.AsX(), upper)
		k.VMOVDQU(upper, operand.Mem{Base: to, Index: e.index, Scale: 2, Disp: e.offset / 2})
	})
	k.returnSum(sum)
}

// int8QuantizeBytes rounds x·factor to the bytes that the product with AVX-512 takes, with zeros after the last: four vectors at a time are
// packed, and added up as a product with ones.
func (k kernel) int8QuantizeBytes() {
	k.beginFor("int8", "quantize", "func(x []T, q *int8, factor T, w *uint8, ld int) int32",
		int8QuantizeDoc+", and fetches the first weights meanwhile.")
	factor, sum, to := k.broadcast(k.address(k.Param("factor"))), k.zero(), k.gp("q")
	w, across := k.gp("w"), k.stride("ld")
	ones, order := k.bits(0x01010101), k.vector()
	k.VMOVDQU32(k.table("int8_order", func(lane int) int { return lane%4*4 + lane/4 }), order)
	e, rest := k.fromStart([]string{"x"})
	name := k.label("quantize")
	var v []reg.VecVirtual
	e.loop(name+"4", 4, rest, func(e element) {
		if v = append(v, e.rounded(factor)); len(v) < 4 {
			return
		}
		for line := range int8Ahead {
			k.PREFETCHT0(operand.Mem{Base: w, Disp: 64 * line})
		}
		k.ADDQ(across, w)
		k.VPACKSSDW(v[1], v[0], v[0])
		k.VPACKSSDW(v[3], v[2], v[2])
		k.VPACKSSWB(v[2], v[0], v[0])
		k.multiplyBytes(v[0], ones, sum)
		k.VPERMD(v[0], order, v[0])
		k.VMOVDQU32(v[0], operand.Mem{Base: to, Index: e.index, Scale: 1})
	})
	single := func(e element) {
		v := e.rounded(factor)
		k.integers("VPADD", v, sum, sum)
		k.VPMOVDB(v, v.AsX())
		k.VMOVDQU(v.AsX(), operand.Mem{Base: to, Index: e.index, Scale: 1})
	}
	e.loop(name+"1", 1, rest, single)
	k.TESTQ(rest, rest)
	k.JE(operand.LabelRef(name + "end"))
	e.mask = k.lanesBelow(rest)
	single(e)
	k.Label(name + "end")
	k.returnSum(sum)
}

// rounded is x·factor in whole numbers.
func (e element) rounded(factor reg.Register) reg.VecVirtual {
	v := e.kernel.vector()
	if e.mask == nil {
		e.kernel.do("VMUL", e.at("x"), factor, v)
	} else {
		e.kernel.do("VMUL", e.load("x"), factor, v)
	}
	e.kernel.VCVTPS2DQ(v, v)
	return v
}

// returnSum returns the sum of a vector of integers.
func (k kernel) returnSum(sum reg.VecVirtual) {
	k.fold32("VPADDD", sum)
	result := k.GP32()
	k.VMOVD(sum.AsX(), result)
	k.Store(result, k.ReturnIndex(0))
	k.end()
}
