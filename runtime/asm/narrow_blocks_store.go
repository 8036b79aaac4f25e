package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sort keeps where the orders for so many outputs begin.
func (b *narrowBlocks) sort() {
	k, outputs, before, at := b.kernel, b.size(sizeOutputs), b.kernel.GP64(), b.kernel.GP64()
	k.LEAQ(operand.Mem{Base: outputs, Disp: -1}, before)
	k.IMULQ(outputs, before) // twice 0, 1, 3 or 6
	k.IMUL3Q(operand.I32(orderOf/2), before, before)
	k.LEAQ(k.ordersOfOutputs(), at)
	k.ADDQ(before, at)
	k.MOVQ(at, b.kept(blocksSort))
}

// orderOf is how many bytes tell the order of a vector: three times of which lane of what is there and the next output each lane is.
const orderOf = 3 * 64

// ordersOfOutputs says for 1, 2, 3 and 4 outputs and for each vector of them how the lanes come together.
func (k kernel) ordersOfOutputs() operand.Mem {
	var words []uint64
	for n := 1; n <= mostFew; n++ {
		for v := range n {
			for second := 1; second < mostFew; second++ {
				lane := func(i int) uint64 {
					at := 16*v + i
					switch from := rowOf(at / n); {
					case at%n == second:
						return uint64(16 + from)
					case second == 1:
						return uint64(from)
					}
					return uint64(i)
				}
				for i := 0; i < 16; i += 2 {
					words = append(words, lane(i)|lane(i+1)<<32)
				}
			}
		}
	}
	return k.words("orders_of_outputs", words...)
}

// orders are those of some vectors of outputs.
type orders struct {
	at     reg.GPVirtual                  // where they are
	loaded [mostFew - 1][2]reg.VecVirtual // of all but the last vector for all but the last output
}

// orders loads those that are read for each block: a load of a whole vector takes as long as a multiplication.
func (b *narrowBlocks) orders() (o orders) {
	o.at = b.kernel.GP64()
	b.kernel.MOVQ(b.kept(blocksSort), o.at)
	for i := range o.loaded {
		for j := range o.loaded[i] {
			o.loaded[i][j] = b.kernel.stored(o.of(i, j))
		}
	}
	return o
}

// of is where it stands how vector i comes together with output j+1.
func (o orders) of(i, j int) operand.Mem {
	return operand.Mem{Base: o.at, Disp: orderOf*i + 64*j}
}

// store writes the outputs of a block row by row.
func (b *narrowBlocks) store(z []reg.VecVirtual) {
	k, to, done := b.kernel, b.kernel.GP64(), b.kernel.label("stored")
	k.MOVQ(b.of(blockTo), to)
	for i := range mostFew {
		if i > 0 {
			b.unless(i, done)
		}
		y, whole, next := b.vector(i, z), k.label("whole"), k.label("next")
		k.CMPQ(b.kept(blocksX), operand.Imm(0))
		k.JE(operand.LabelRef(whole))
		k.VMOVUPS(y.AsY(), b.half(2*i, to))
		k.VEXTRACTF64X4(operand.Imm(1), y, b.half(2*i+1, to))
		k.JMP(operand.LabelRef(next))
		k.Label(whole)
		k.VMOVUPS(y, operand.Mem{Base: to, Disp: 64 * i})
		k.Label(next)
	}
	k.Label(done)
}

// half is where a half vector of outputs goes.
func (b *narrowBlocks) half(i int, to reg.GPVirtual) operand.Mem {
	apart := b.kernel.GP64()
	b.kernel.MOVQ(b.kept(blocksY+8*i), apart)
	return operand.Mem{Base: to, Index: apart, Scale: 1, Disp: 32 * i}
}

// vector returns vector i of the outputs.
func (b *narrowBlocks) vector(i int, z []reg.VecVirtual) reg.VecVirtual {
	k, y, three := b.kernel, z[0], b.kernel.label("three")
	for j := range mostFew - 1 {
		v := k.vector()
		if i < mostFew-1 && j < 2 {
			k.do("VMOVA", b.sorts.loaded[i][j], v)
		} else {
			if i < mostFew-1 {
				b.unless(mostFew-1, three)
			}
			k.do("VMOVU", b.sorts.of(i, j), v)
		}
		k.VPERMI2PS(z[j+1], y, v)
		if j == 2 && i < mostFew-1 {
			k.do("VMOVA", v, y)
			k.Label(three)
		} else {
			y = v
		}
	}
	return y
}
