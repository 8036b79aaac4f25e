package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sumNarrow takes as many rows at a time as a vector holds, if that is a power of two, and adds up their sums at last.
func (k kernel) sumNarrow(n reg.Register) {
	several, p, end := k.GP64(), k.Load(k.Param("dz").Base(), k.GP64()), k.Load(k.Param("dz").Len(), k.GP64())
	k.LEAQ(operand.Mem{Base: p, Index: end, Scale: uint8(k.size())}, end)
	k.rowsInVector(n, several)
	mask, stride, whole := k.lanesBelow(several), k.GP64(), k.GP64()
	k.MOVQ(several, stride)
	k.IMUL3Q(operand.Imm(uint64(k.size())), stride, stride)
	// The last line may not be whole: it begins behind end − stride.
	k.MOVQ(end, whole)
	k.SUBQ(stride, whole)
	k.INCQ(whole)
	sum := k.sumLines(p, whole, stride, mask)
	k.SUBQ(p, end)
	k.SHRQ(operand.Imm(uint64(k.size()/4+1)), end)
	k.addMasked(operand.Mem{Base: p}, k.lanesBelow(end), sum)
	k.fold(sum, several, n)
	e := element{kernel: k, slices: map[string]reg.Register{"db": k.Load(k.Param("db").Base(), k.GP64())}, mask: k.lanesBelow(n)}
	e.store("db", sum)
}

// rowsInVector doubles n until another time would be more than a vector.
func (k kernel) rowsInVector(n, several reg.Register) {
	name, twice := k.label("double"), k.GP64()
	k.MOVQ(n, twice)
	k.Label(name)
	k.MOVQ(twice, several)
	k.ADDQ(twice, twice)
	k.CMPQ(twice, operand.Imm(uint64(k.lanes())))
	k.JLE(operand.LabelRef(name))
}

// fold adds the upper half of the first lanes to the lower until n are left.
func (k kernel) fold(sum reg.VecVirtual, lanes, n reg.Register) {
	name, from, upper := k.label("fold"), k.vector(), k.vector()
	k.Label(name)
	k.SHRQ(operand.Imm(1), lanes)
	k.spread(lanes, from)
	if k.double {
		// Lanes are moved by a permutation of words of 32 bits.
		k.VPADDD(from, from, from)
	}
	k.VPADDD(k.iota(), from, from)
	k.VPERMPS(sum, from, upper)
	k.do("VADD", upper, sum, sum)
	k.CMPQ(lanes, n)
	k.JG(operand.LabelRef(name))
}
