package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// setBases points to the rows of the block: a vector has a chunk of each.
func (b *blockColumns) setBases(slice reg.Register) {
	b.bases = make([]reg.Register, b.kernel.width()/16)
	for i := range b.bases {
		b.bases[i] = b.kernel.GP64()
		m := b.place(slice)
		switch step := min(i, 2); {
		case step > 0 && b.loss:
			m = operand.Mem{Base: b.bases[i-step], Index: b.stride, Scale: uint8(step * b.kernel.chunk())}
		case step > 0:
			m = operand.Mem{Base: b.bases[0], Index: b.apart[i-1], Scale: 1}
		}
		b.kernel.LEAQ(m, b.bases[i])
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
	last := (b.count - 1) / b.kernel.chunk()
	return chunk == last && (b.kernel.wide || b.count%b.kernel.chunk() != 0)
}

// tailMasks sets the masks of the last chunk.
func (b *blockColumns) tailMasks() {
	switch last := (b.count - 1) / b.kernel.chunk(); {
	case b.kernel.wide:
		count, bits := b.kernel.GP64(), b.kernel.GP64()
		b.kernel.LEAQ(operand.Mem{Base: b.n, Disp: -last * b.kernel.chunk()}, count)
		b.kernel.MOVQ(operand.I32(-1), bits)
		b.kernel.BZHIQ(count, bits, bits)
		for range b.kernel.width() / 16 {
			b.tails = append(b.tails, b.kernel.kmask(bits))
			b.kernel.SHLQ(operand.Imm(uint64(b.kernel.chunk())), bits)
		}
	case b.partial(last):
		b.tails = []reg.Register{b.kernel.lanesBelow(b.kernel.immediate(b.count % b.kernel.chunk()))}
	}
}

// load reads the rows as columns.
func (b *blockColumns) load() []reg.VecVirtual {
	var x []reg.VecVirtual
	for c := 0; len(x) < b.count; c++ {
		v := make([]reg.VecVirtual, b.kernel.chunk())
		for i := range v {
			v[i] = b.loadChunks(c, i)
		}
		x = append(x, b.kernel.transpose(v, min(b.count-len(x), b.kernel.chunk()))...)
	}
	return x
}

// loadChunks reads chunk c of the rows of vector v.
func (b *blockColumns) loadChunks(c, v int) reg.VecVirtual {
	switch {
	case !b.partial(c):
		return b.loadWhole(c, v)
	case b.kernel.wide:
		x := b.kernel.absentLogit()
		for i, tail := range b.tails {
			b.spread(b.chunkAt(c, v, i), tail, x)
		}
		return x
	}
	x, lower, upper := b.kernel.vector(), b.kernel.vector(), b.kernel.vector()
	b.kernel.do("VMASKMOV", b.chunkAt(c, v, 0), b.tails[0], lower)
	b.kernel.do("VMASKMOV", b.chunkAt(c, v, 1), b.tails[0], upper)
	b.kernel.VPERM2F128(operand.Imm(0x20), upper, lower, x)
	return x
}

// loadWhole is loadChunks where all 16 bytes are there.
func (b *blockColumns) loadWhole(c, v int) reg.VecVirtual {
	x := b.kernel.vector()
	if !b.kernel.wide {
		b.kernel.VBROADCASTF128(b.chunkAt(c, v, 0), x)
		b.kernel.VINSERTF128(operand.Imm(1), b.chunkAt(c, v, 1), x, x)
		return x
	}
	b.spread(b.chunkAt(c, v, 0), x)
	for i := range b.bases[1:] {
		b.kernel.VINSERTF32X4(operand.Imm(uint64(i+1)), b.chunkAt(c, v, i+1), x, x)
	}
	return x
}

// spread reads 16 bytes into all places of a vector, under a mask if there is one.
func (b *blockColumns) spread(ops ...operand.Op) {
	if b.kernel.double {
		b.kernel.VBROADCASTF64X2(ops...)
	} else {
		b.kernel.VBROADCASTF32X4(ops...)
	}
}
