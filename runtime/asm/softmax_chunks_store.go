package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// store writes the columns as rows.
func (b *blockColumns) store(y []reg.VecVirtual) {
	for c := 0; c*b.kernel.chunk() < len(y); c++ {
		part := y[c*b.kernel.chunk():]
		part = part[:min(len(part), b.kernel.chunk())]
		for len(part) < b.kernel.chunk() {
			part = append(part[:len(part):len(part)], part[0]) // is not written
		}
		for v, x := range b.kernel.transpose(part, b.kernel.chunk()) {
			for i := range b.bases {
				b.storeChunk(x, c, v, i)
			}
		}
	}
}

// storeChunk writes chunk c of a row.
func (b *blockColumns) storeChunk(x reg.VecVirtual, c, v, i int) {
	m, whole := b.chunkAt(c, v, i), !b.partial(c)
	switch {
	case i > 0 && whole:
		b.extract(i, x, m)
		return
	case i > 0:
		place := b.kernel.XMM() // the other instruction may fault in lanes that its mask leaves out
		b.extract(i, x, place)
		x = place
	}
	switch {
	case whole:
		b.kernel.do("VMOVU", x.AsX(), m)
	case b.kernel.wide:
		b.kernel.do("VMOVU", x.AsX(), b.tails[0], m)
	default:
		b.kernel.do("VMASKMOV", x.AsX(), b.tails[0].(reg.Vec).AsX(), m)
	}
}

// extract writes the 16 bytes at place i of x.
func (b *blockColumns) extract(i int, x reg.VecVirtual, to operand.Op) {
	if b.kernel.wide {
		b.kernel.VEXTRACTF32X4(operand.Imm(uint64(i)), x, to)
	} else {
		b.kernel.VEXTRACTF128(operand.Imm(uint64(i)), x, to)
	}
}

// transpose returns the first columns of the square matrices whose rows are the 16 bytes at the same place of v.
func (k kernel) transpose(v []reg.VecVirtual, count int) []reg.VecVirtual {
	if k.double {
		a, b := k.pairs(k.VUNPCKLPD, k.VUNPCKHPD, v[0], v[1])
		return []reg.VecVirtual{a, b}[:count]
	}
	a, b := k.pairs(k.VUNPCKLPS, k.VUNPCKHPS, v[0], v[1])
	c, d := k.pairs(k.VUNPCKLPS, k.VUNPCKHPS, v[2], v[3])
	first, second := k.pairs(k.VUNPCKLPD, k.VUNPCKHPD, a, c)
	if count <= 2 {
		return []reg.VecVirtual{first, second}[:count]
	}
	third, fourth := k.pairs(k.VUNPCKLPD, k.VUNPCKHPD, b, d)
	return []reg.VecVirtual{first, second, third, fourth}[:count]
}
