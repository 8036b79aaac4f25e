package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// eachNarrow walks rows that fit into a vector, without regard to where they end: the params are turned instead.
// Masked rows would be slow where a kernel works in place, since each store covers a part of the next load.
func (k kernel) eachNarrow(n reg.Register, matrices, params []string, body func(e element, params []reg.VecVirtual)) {
	row, mask := make([]reg.VecVirtual, len(params)), k.lanesBelow(n)
	for i, s := range params {
		base := k.Load(k.Param(s).Base(), k.GP64())
		e := element{kernel: k, slices: map[string]reg.Register{s: base}, mask: mask}
		row[i] = e.load(s)
	}
	r := k.rotation(n)
	k.each(matrices, 2, func(e element) {
		turned := make([]reg.VecVirtual, len(row))
		for i := range row {
			turned[i] = k.vector()
			k.VPERMPS(row[i], r.index, turned[i])
		}
		body(e, turned)
		k.VPADDD(r.step, r.index, r.index)
		k.reduce(r.index, r.n)
	})
}

// rotation is the place in its row of each number of a vector. All are counted in words of 32 bits, since AVX2 has no
// permutation of others.
type rotation struct{ index, step, n reg.VecVirtual }

// rotation returns the places in the first vector, where rows are n > 0 numbers.
func (k kernel) rotation(n reg.Register) rotation {
	r, name := rotation{k.vector(), k.vector(), k.vector()}, k.label("rotation")
	words, rest := k.GP64(), k.GP64()
	k.MOVQ(n, words)
	k.IMUL3Q(operand.Imm(uint64(k.size()/4)), words, words)
	k.spread(words, r.n)
	k.do("VMOVU", k.iota(), r.index)
	k.MOVQ(operand.U32(k.width()/4), rest)
	k.Label(name)
	k.reduce(r.index, r.n)
	k.SUBQ(words, rest)
	k.CMPQ(rest, words)
	k.JGE(operand.LabelRef(name))
	k.spread(rest, r.step)
	return r
}

// reduce subtracts n from the words of v that are not less.
func (k kernel) reduce(v, n reg.VecVirtual) {
	less := k.vector()
	k.VPSUBD(n, v, less)
	k.VPMINUD(less, v, v)
}

// spread sets each word of v to n.
func (k kernel) spread(n reg.Register, v reg.VecVirtual) {
	k.VMOVD(n.(reg.GPVirtual).As32(), v.AsX())
	k.VPBROADCASTD(v.AsX(), v)
}

// iota is 0, 1, 2 and so on in words of 32 bits.
func (k kernel) iota() operand.Mem {
	words := make([]uint64, 8)
	for i := range words {
		words[i] = uint64(2*i+1)<<32 | uint64(2*i)
	}
	return k.words("iota", words...)
}
