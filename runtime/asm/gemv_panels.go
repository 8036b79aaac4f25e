package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemvPanels writes the products of weights in panels and a vector. They read two panels at a time: of one alone the processor fetches the
// lines no further ahead than to the end of a page.
func gemvPanels(c *build.Context) {
	variants(c, []kernel{{wide: true}}, func(k kernel) {
		k.begin("gemvTPair", "func(y, w, b, x *T, k, apart int, floor T)",
			"is the loop of gemvT for 128 outputs, whose weights lie in two panels of 64 that begin so many entries apart, and an x that is not empty.")
		p := k.pair()
		p.dense(k.gp("k"))
		k.begin("gemvTSparsePair", "func(y, w, b, x *T, k, apart int, floor T)", "is f32GemvTPairAVX512 without the rows that meet a 0.")
		p = k.pair()
		p.sparse(k.gp("k"))
	})
}

// pairAhead is how many bytes ahead a line of each row is fetched: the processor then fetches its neighbours.
const pairAhead = 1 << 14

// panelPair is two panels and the sums of their units.
type panelPair struct {
	kernel kernel
	w      [2]reg.GPVirtual
	x      reg.GPVirtual
	sums   []reg.VecVirtual
}

// pair begins with the bias.
func (k kernel) pair() panelPair {
	p := panelPair{kernel: k, w: [2]reg.GPVirtual{k.gp("w"), k.stride("apart")}, x: k.gp("x")}
	b := k.gp("b")
	for v := range gemvVectors {
		p.sums = append(p.sums, p.whole(operand.Mem{Base: b}, v))
	}
	k.ADDQ(p.w[0], p.w[1])
	return p
}

// whole reads vector v of what is at m.
func (p panelPair) whole(m operand.Mem, v int) reg.VecVirtual {
	return tile{kernel: p.kernel, vectors: gemvVectors + 1}.load(m, v)
}

// row is how many bytes a row of a panel has.
func (p panelPair) row() int { return gemvVectors / 2 * p.kernel.width() }

// add adds the products of x and a row, which is that many bytes on.
func (p panelPair) add(x reg.VecVirtual, at reg.Register) {
	for v, s := range p.sums {
		m := operand.Mem{Base: p.w[v/4], Disp: v % 4 * p.kernel.width()}
		if at != nil {
			m.Index, m.Scale = at, 1
		}
		p.kernel.do("VFMADD231", m, x, s)
	}
}

// dense adds row by row.
func (p panelPair) dense(left reg.GPVirtual) {
	p.kernel.Label("pairrows")
	x := p.kernel.broadcast(operand.Mem{Base: p.x})
	p.add(x, nil)
	for _, w := range p.w {
		p.kernel.PREFETCHT1(operand.Mem{Base: w, Disp: pairAhead})
		p.kernel.ADDQ(operand.I32(p.row()), w)
	}
	p.kernel.ADDQ(operand.Imm(uint64(p.kernel.size())), p.x)
	p.kernel.tally(left, "pairrows")
	p.finish()
}

// sparse looks through some inputs at a time. While it adds their rows it fetches those that the next ones need.
func (p panelPair) sparse(left reg.GPVirtual) {
	next, bits := p.present(left, "first"), p.kernel.GP64()
	p.kernel.Label("pairinputs")
	p.kernel.MOVQ(next, bits)
	p.kernel.ADDQ(operand.I32(sparseInputs*p.kernel.size()), p.x)
	p.kernel.SUBQ(operand.Imm(sparseInputs), left)
	p.kernel.MOVQ(p.present(left, "next"), next)
	wanted, at, x := p.kernel.GP64(), p.kernel.GP64(), p.kernel.vector()
	p.kernel.MOVQ(next, wanted)
	p.kernel.Label("pairrow")
	p.kernel.TZCNTQ(bits, at)
	p.kernel.JCS(operand.LabelRef("pairnone"))
	p.kernel.BLSRQ(bits, bits)
	p.kernel.VBROADCASTSS(operand.Mem{Base: p.x, Index: at, Scale: uint8(p.kernel.size()), Disp: -sparseInputs * p.kernel.size()}, x)
	p.kernel.SHLQ(operand.Imm(8), at)
	p.add(x, at)
	p.kernel.TZCNTQ(wanted, at)
	p.kernel.BLSRQ(wanted, wanted)
	p.kernel.SHLQ(operand.Imm(8), at)
	for v := range p.sums {
		p.kernel.PREFETCHT1(operand.Mem{Base: p.w[v/4], Index: at, Scale: 1, Disp: sparseInputs*p.row() + v%4*p.kernel.width()})
	}
	p.kernel.JMP(operand.LabelRef("pairrow"))
	p.kernel.Label("pairnone")
	for _, w := range p.w {
		p.kernel.ADDQ(operand.I32(sparseInputs*p.row()), w)
	}
	p.kernel.TESTQ(left, left)
	p.kernel.JG(operand.LabelRef("pairinputs"))
	p.finish()
}

// present returns a bit for each of the next inputs, set where there is one that is not 0.
func (p panelPair) present(left reg.GPVirtual, name string) reg.GPVirtual {
	const notEqual = 4 // true of NaN
	bits, most, n, zero := p.kernel.GP64(), p.kernel.GP64(), p.kernel.GP64(), p.kernel.zero()
	p.kernel.XORQ(bits, bits)
	p.kernel.MOVQ(operand.I32(sparseInputs), most)
	p.kernel.CMPQ(left, most)
	p.kernel.CMOVQLT(left, most)
	for at := 0; at < sparseInputs; at += p.kernel.lanes() {
		p.kernel.LEAQ(operand.Mem{Base: most, Disp: -at}, n)
		p.kernel.CMPQ(n, operand.Imm(0))
		p.kernel.JLE(operand.LabelRef("pair" + name))
		mask, lanes := p.kernel.K(), p.kernel.GP64()
		x := tile{p.kernel, 1, p.kernel.lanesBelow(n)}.load(operand.Mem{Base: p.x, Disp: at * p.kernel.size()}, 0)
		p.kernel.do("VCMP", operand.Imm(notEqual), zero, x, mask)
		p.kernel.KMOVW(mask, lanes.As32())
		p.kernel.SHLQ(operand.Imm(uint64(at)), lanes)
		p.kernel.ORQ(lanes, bits)
	}
	p.kernel.Label("pair" + name)
	return bits
}

// finish raises the sums that are below the floor, and stores them.
func (p panelPair) finish() {
	y, floor := p.kernel.gp("y"), p.kernel.floor()
	for v, s := range p.sums {
		p.kernel.do("VMAX", s, floor, s)
		p.kernel.do("VMOVU", s, operand.Mem{Base: y, Disp: v * p.kernel.width()})
	}
	p.kernel.end()
}
