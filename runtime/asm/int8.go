package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// int8Vectors is how many vectors of outputs a product in integers computes at most.
const int8Vectors = 8

// int8s writes the kernels for weights in int8.
func int8s(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.int8Largest()
		if k.wide {
			k.int8QuantizeBytes()
		} else {
			k.int8QuantizeWords()
		}
		k.int8GemvT()
	})
}

// int8Largest finds the largest magnitude by its bits, which order numbers as they are, infinity after them, and NaN last.
func (k kernel) int8Largest() {
	k.beginFor("int8", "largest", "func(x []T) uint32", "returns the bits of the largest magnitude in x.")
	most := k.zero()
	k.each([]string{"x"}, 4, func(e element) {
		k.integers("VPMAXU", k.magnitude(e.load("x")), most, most)
	})
	k.fold32("VPMAXUD", most)
	result := k.GP32()
	k.VMOVD(most.AsX(), result)
	k.Store(result, k.ReturnIndex(0))
	k.end()
}

// fold32 brings a vector of integers together in its first lane.
func (k kernel) fold32(instruction string, v reg.VecVirtual) {
	if k.wide {
		upper := k.YMM()
		k.VEXTRACTI32X8(operand.Imm(1), v, upper)
		k.append(instruction, "", []operand.Op{upper, v.AsY(), v.AsY()})
	}
	upper := k.XMM()
	k.VEXTRACTI128(operand.Imm(1), v.AsY(), upper)
	k.append(instruction, "", []operand.Op{upper, v.AsX(), v.AsX()})
	for _, order := range []uint64{0x4e, 0xb1} { // halves change places, then neighbours
		k.VPSHUFD(operand.Imm(order), v.AsX(), upper)
		k.append(instruction, "", []operand.Op{upper, v.AsX(), v.AsX()})
	}
}

// int8GemvT computes up to 8 vectors of outputs with AVX-512, up to 4 with AVX2.
func (k kernel) int8GemvT() {
	x, most := "*int16", int8Vectors/2
	if k.wide {
		x, most = "*int8", int8Vectors
	}
	k.beginFor("int8", "gemvT", "func(y *T, w *uint8, scales *uint8, b *T, x "+x+", n, quads, ld int, start int32, scale, floor T)", fmt.Sprintf(
		"is the loop of Int8GemvT for 1 to %d outputs and at least one group of four inputs; the sums begin with start.", most*k.lanes()))
	n, name := k.gp("n"), k.label("int8")
	for v := 1; v < most; v++ {
		k.CMPQ(n, operand.I32(v*k.lanes()))
		k.JLE(operand.LabelRef(fmt.Sprint(name, "by", v)))
	}
	for v := most; v > 0; v-- {
		k.Label(fmt.Sprint(name, "by", v))
		int8Panel{kernel: k, vectors: v, name: fmt.Sprint(name, "by", v)}.write(n)
		k.end()
	}
}

// int8Panel is int8GemvT for one number of vectors.
type int8Panel struct {
	kernel
	vectors int
	name    string
}

// write adds up the products in integers, scales them, and stores the last vector as far as there are outputs.
func (p int8Panel) write(n reg.Register) {
	sums := p.sums()
	p.scale(sums)
	b, y, floor := p.gp("b"), p.gp("y"), p.floor()
	left := p.GP64()
	p.LEAQ(operand.Mem{Base: n, Disp: -(p.vectors - 1) * p.lanes()}, left)
	last := element{kernel: p.kernel, slices: map[string]reg.Register{"b": b, "y": y}, index: p.zeroIndex()}
	for v, s := range sums {
		last.offset = v * p.width()
		if v == p.vectors-1 {
			last.mask = p.lanesBelow(left)
		}
		p.do("VADD", last.load("b"), s, s)
		p.do("VMAX", s, floor, s)
		last.store("y", s)
	}
}

func (p int8Panel) zeroIndex() reg.Register {
	r := p.GP64()
	p.XORQ(r, r)
	return r
}

// sums adds four products to each output at a time.
func (p int8Panel) sums() []reg.VecVirtual {
	w, x, quads, across := p.gp("w"), p.gp("x"), p.gp("quads"), p.stride("ld")
	parts := p.vectors
	if !p.wide {
		parts *= 2 // a vector of 16-bit numbers holds four outputs
	}
	var sums []reg.VecVirtual
	for range parts {
		sums = append(sums, p.zero())
	}
	p.Label(p.name + "loop")
	inputs := p.vector()
	if p.wide {
		p.VPBROADCASTD(operand.Mem{Base: x}, inputs)
		p.ADDQ(operand.Imm(4), x)
	} else {
		p.VPBROADCASTQ(operand.Mem{Base: x}, inputs)
		p.ADDQ(operand.Imm(8), x)
	}
	for v, s := range sums {
		weights := p.vector()
		if p.wide {
			p.fetch(w, across, v)
			p.VMOVDQU32(operand.Mem{Base: w, Disp: 64 * v}, weights)
			p.multiplyBytes(inputs, weights, s)
			continue
		}
		p.VPMOVZXBW(operand.Mem{Base: w, Disp: 16 * v}, weights)
		p.VPMADDWD(inputs, weights, weights)
		p.VPADDD(weights, s, s)
	}
	p.ADDQ(across, w)
	p.DECQ(quads)
	p.JNZ(operand.LabelRef(p.name + "loop"))
	if p.wide {
		return sums
	}
	return p.pairs(sums)
}

// fetch reads ahead the line in which vector v lies four steps later: large weights come from the second cache.
func (p int8Panel) fetch(w, across reg.Register, v int) {
	if p.vectors > 2 {
		p.PREFETCHT0(operand.Mem{Base: w, Index: across, Scale: 4, Disp: 64 * v})
	}
}

// multiplyBytes adds the products of four signed and four unsigned bytes to each lane of a sum: VPDPBUSD, which avo does not know.
func (k kernel) multiplyBytes(signed, unsigned, sum reg.Register) {
	k.Instruction(&ir.Instruction{
		Opcode:   "VPDPBUSD",
		Operands: []operand.Op{signed, unsigned, sum},
		Inputs:   []operand.Op{signed, unsigned, sum},
		Outputs:  []operand.Op{sum},
		ISA:      []string{"AVX512VNNI"},
	})
}

// pairs adds neighbours: of two vectors with two sums for each of four outputs it makes one of eight.
func (p int8Panel) pairs(sums []reg.VecVirtual) (whole []reg.VecVirtual) {
	for v := 0; v < len(sums); v += 2 {
		s := p.vector()
		p.VPHADDD(sums[v+1], sums[v], s) // outputs 0 1 4 5 2 3 6 7
		p.VPERMQ(operand.Imm(0xd8), s, s)
		whole = append(whole, s)
	}
	return whole
}

// scale makes floats of the sums.
func (p int8Panel) scale(sums []reg.VecVirtual) {
	scales, scale := p.gp("scales"), p.broadcast(p.address(p.Param("scale")))
	start := p.broadcast(p.address(p.Param("start")))
	for v, s := range sums {
		unit := p.vector()
		p.do("VMOVU", operand.Mem{Base: scales, Disp: v * p.width()}, unit)
		p.do("VMUL", scale, unit, unit)
		p.integers("VPADD", start, s, s)
		p.VCVTDQ2PS(s, s)
		p.do("VMUL", unit, s, s)
	}
}
