package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemvPanels writes the products of weights in panels and a vector. With AVX-512 they read two panels at a time. They fetch ahead, since of
// a single stream the processor fetches the lines no further than to the end of a page.
func gemvPanels(c *build.Context) {
	variants(c, singles, func(k kernel) {
		units := fmt.Sprintf("for %d outputs, whose weights lie in panels of %d that begin so many entries apart, and an x that is not empty.",
			gemvVectors*k.lanes(), panelRow/k.size())
		k.begin("gemvTPanels", "func(y, w, b, x *T, k, apart int, floor T)", "is the loop of gemvT "+units)
		p := k.panels()
		p.dense(k.gp("k"))
		k.begin("gemvTSparsePanels", "func(y, w, b, x *T, k, apart int, floor T)", "is the loop of gemvTSparse "+units)
		p = k.panels()
		p.sparse(k.gp("k"))
	})
}

const (
	// panelRow is how many bytes a row of a panel has, and lineBytes a line of a cache.
	panelShift          = 8
	panelRow, lineBytes = 1 << panelShift, 64
	// panelAhead is how many bytes ahead a line of each row is fetched: the processor then fetches its neighbours.
	panelAhead = 1 << 14
)

// panels is as many panels as registers have room for the sums of, which begin with the bias.
type panels struct {
	kernel kernel
	name   string
	w      []reg.GPVirtual
	x      reg.GPVirtual
	sums   []reg.VecVirtual
}

// panels begins with the bias.
func (k kernel) panels() panels {
	p := panels{kernel: k, name: k.label("panels"), w: []reg.GPVirtual{k.gp("w")}, x: k.gp("x")}
	if gemvVectors*k.width() > panelRow {
		p.w = append(p.w, k.stride("apart"))
		k.ADDQ(p.w[0], p.w[1])
	}
	b := k.gp("b")
	for v := range gemvVectors {
		p.sums = append(p.sums, p.whole(operand.Mem{Base: b}, v))
	}
	return p
}

// at is where vector v of the row that begins disp bytes on lies.
func (p panels) at(v, disp int) operand.Mem {
	in := v * p.kernel.width()
	return operand.Mem{Base: p.w[in/panelRow], Disp: disp + in%panelRow}
}

// whole reads vector v of what is at m.
func (p panels) whole(m operand.Mem, v int) reg.VecVirtual {
	return tile{kernel: p.kernel, vectors: gemvVectors + 1}.load(m, v)
}

// dense adds row by row.
func (p panels) dense(left reg.GPVirtual) {
	row := p.name + "row"
	p.kernel.Label(row)
	x := p.kernel.broadcast(operand.Mem{Base: p.x})
	for v, s := range p.sums {
		p.kernel.do("VFMADD231", p.at(v, 0), x, s)
	}
	for _, w := range p.w {
		p.kernel.PREFETCHT1(operand.Mem{Base: w, Disp: panelAhead})
		p.kernel.ADDQ(operand.I32(panelRow), w)
	}
	p.kernel.ADDQ(operand.Imm(uint64(p.kernel.size())), p.x)
	p.kernel.tally(left, row)
	p.finish()
}

// sparse looks through some inputs at a time. While it adds their rows it fetches those that the next ones need.
func (p panels) sparse(left reg.GPVirtual) {
	inputs, row, none := p.name+"inputs", p.name+"row", p.name+"none"
	next, bits, wanted, at, x := p.present(left), p.kernel.GP64(), p.kernel.GP64(), p.kernel.GP64(), p.kernel.vector()
	p.kernel.Label(inputs)
	p.kernel.MOVQ(next, bits)
	p.kernel.ADDQ(operand.I32(sparseInputs*p.kernel.size()), p.x)
	p.kernel.SUBQ(operand.Imm(sparseInputs), left)
	p.kernel.MOVQ(p.present(left), next)
	p.kernel.MOVQ(next, wanted)
	p.kernel.Label(row)
	p.kernel.TZCNTQ(bits, at)
	p.kernel.JCS(operand.LabelRef(none))
	p.kernel.BLSRQ(bits, bits)
	p.kernel.VBROADCASTSS(operand.Mem{Base: p.x, Index: at, Scale: uint8(p.kernel.size()), Disp: -sparseInputs * p.kernel.size()}, x)
	p.kernel.SHLQ(operand.Imm(panelShift), at)
	for v, s := range p.sums {
		m := p.at(v, 0)
		m.Index, m.Scale = at, 1
		p.kernel.do("VFMADD231", m, x, s)
	}
	p.kernel.TZCNTQ(wanted, at)
	p.kernel.BLSRQ(wanted, wanted)
	p.kernel.SHLQ(operand.Imm(panelShift), at)
	for v := 0; v < len(p.sums); v += p.fetched() / p.kernel.width() {
		m := p.at(v, sparseInputs*panelRow)
		m.Index, m.Scale = at, 1
		p.kernel.PREFETCHT1(m)
	}
	p.kernel.JMP(operand.LabelRef(row))
	p.kernel.Label(none)
	for _, w := range p.w {
		p.kernel.ADDQ(operand.I32(sparseInputs*panelRow), w)
	}
	p.kernel.TESTQ(left, left)
	p.kernel.JG(operand.LabelRef(inputs))
	p.finish()
}

// fetched is how many bytes come with a line that is fetched: of two panels at a time the processor fetches the neighbours in the same row, too,
// and to ask for each takes longer.
func (p panels) fetched() int {
	if p.kernel.wide {
		return panelRow
	}
	return lineBytes
}

// present returns a bit for each of the next inputs, set where there is one that is not 0.
func (p panels) present(left reg.GPVirtual) reg.GPVirtual {
	const notEqual = 4 // true of NaN
	bits, most, end := p.kernel.GP64(), p.kernel.GP64(), p.kernel.label("present")
	lanes, zero := p.kernel.GP64(), p.kernel.zero()
	p.kernel.XORQ(bits, bits)
	for at := 0; at < sparseInputs; at += p.kernel.lanes() {
		p.kernel.MOVQ(operand.I32(p.kernel.lanes()), most)
		p.kernel.LEAQ(operand.Mem{Base: left, Disp: -at}, lanes)
		p.kernel.TESTQ(lanes, lanes)
		p.kernel.JLE(operand.LabelRef(end))
		p.kernel.CMPQ(lanes, most)
		p.kernel.CMOVQLT(lanes, most)
		x := tile{p.kernel, 1, p.kernel.lanesBelow(most)}.load(operand.Mem{Base: p.x, Disp: at * p.kernel.size()}, 0)
		if p.kernel.wide {
			mask := p.kernel.K()
			p.kernel.do("VCMP", operand.Imm(notEqual), zero, x, mask)
			p.kernel.KMOVW(mask, lanes.As32())
		} else {
			p.kernel.do("VCMP", operand.Imm(notEqual), zero, x, x)
			p.kernel.do("VMOVMSK", x, lanes.As32())
		}
		p.kernel.SHLQ(operand.Imm(uint64(at)), lanes)
		p.kernel.ORQ(lanes, bits)
	}
	p.kernel.Label(end)
	return bits
}

// finish raises the sums that are below the floor, and stores them.
func (p panels) finish() {
	y, floor := p.kernel.gp("y"), p.kernel.floor()
	for v, s := range p.sums {
		p.kernel.do("VMAX", s, floor, s)
		p.kernel.do("VMOVU", s, operand.Mem{Base: y, Disp: v * p.kernel.width()})
	}
	p.kernel.end()
}
