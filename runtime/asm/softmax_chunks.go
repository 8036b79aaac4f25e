package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// setBases points to the rows of the block: a vector has a chunk of each.
func (b *blockColumns) setBases(slice reg.Register) {
	b.bases = make([]reg.Register, b.width()/16)
	for i := range b.bases {
		b.bases[i] = b.GP64()
		m := b.place(slice)
		if step := min(i, 2); step > 0 {
			m = operand.Mem{Base: b.bases[i-step], Index: b.stride, Scale: uint8(step * b.chunk())}
		}
		b.LEAQ(m, b.bases[i])
	}
}

// chunkAt is where chunk c of a row is: that of place i in vector v.
func (b *blockColumns) chunkAt(c, v, i int) operand.Mem {
	m := operand.Mem{Base: b.bases[i], Disp: 16 * c}
	switch v {
	case 1, 2:
		m.Index, m.Scale = b.stride, uint8(v)
	case 3:
		m.Index, m.Scale = b.triple, 1
	}
	return m
}

// partial reports whether a chunk may be less than 16 bytes.
func (b *blockColumns) partial(chunk int) bool {
	last := (b.count - 1) / b.chunk()
	return chunk == last && (b.wide || b.count%b.chunk() != 0)
}

// tailMasks sets the masks of the last chunk.
func (b *blockColumns) tailMasks() {
	switch last := (b.count - 1) / b.chunk(); {
	case b.wide:
		count, bits := b.GP64(), b.GP64()
		b.LEAQ(operand.Mem{Base: b.n, Disp: -last * b.chunk()}, count)
		b.MOVQ(operand.I32(-1), bits)
		b.BZHIQ(count, bits, bits)
		for range b.width() / 16 {
			b.tails = append(b.tails, b.kmask(bits))
			b.SHLQ(operand.Imm(uint64(b.chunk())), bits)
		}
	case b.partial(last):
		b.tails = []reg.Register{b.lanesBelow(b.immediate(b.count % b.chunk()))}
	}
}

// load reads the rows as columns.
func (b *blockColumns) load() []reg.VecVirtual {
	var x []reg.VecVirtual
	for c := 0; len(x) < b.count; c++ {
		v := make([]reg.VecVirtual, b.chunk())
		for i := range v {
			v[i] = b.loadChunks(c, i)
		}
		x = append(x, b.transpose(v, min(b.count-len(x), b.chunk()))...)
	}
	return x
}

// loadChunks reads chunk c of the rows of vector v.
func (b *blockColumns) loadChunks(c, v int) reg.VecVirtual {
	switch {
	case !b.partial(c):
		return b.loadWhole(c, v)
	case b.wide:
		x := b.absentLogit()
		for i, tail := range b.tails {
			b.spread(b.chunkAt(c, v, i), tail, x)
		}
		return x
	}
	x, lower, upper := b.vector(), b.vector(), b.vector()
	b.do("VMASKMOV", b.chunkAt(c, v, 0), b.tails[0], lower)
	b.do("VMASKMOV", b.chunkAt(c, v, 1), b.tails[0], upper)
	b.VPERM2F128(operand.Imm(0x20), upper, lower, x)
	return x
}

// loadWhole is loadChunks where all 16 bytes are there.
func (b *blockColumns) loadWhole(c, v int) reg.VecVirtual {
	x := b.vector()
	if !b.wide {
		b.VBROADCASTF128(b.chunkAt(c, v, 0), x)
		b.VINSERTF128(operand.Imm(1), b.chunkAt(c, v, 1), x, x)
		return x
	}
	b.spread(b.chunkAt(c, v, 0), x)
	for i := range b.bases[1:] {
		b.VINSERTF32X4(operand.Imm(uint64(i+1)), b.chunkAt(c, v, i+1), x, x)
	}
	return x
}

// spread reads 16 bytes into all places of a vector, under a mask if there is one.
func (b *blockColumns) spread(ops ...operand.Op) {
	if b.double {
		b.VBROADCASTF64X2(ops...)
	} else {
		b.VBROADCASTF32X4(ops...)
	}
}
