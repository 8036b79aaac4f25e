package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// steps adds that many rows at a time while there are as many. After that the low bits of k tell how many are left.
func (g gemvPanel) steps(rows int, sums []reg.VecVirtual) {
	name, count, across := fmt.Sprint(g.name, "steps"), operand.Imm(uint64(rows)), g.ld
	g.kernel.SUBQ(count, g.k)
	g.kernel.JL(operand.LabelRef(name + "end"))
	if rows > 1 {
		across = g.across
		g.kernel.IMUL3Q(count, g.ld, across)
	}
	g.kernel.Label(name)
	g.step(rows, sums)
	g.kernel.ADDQ(across, g.w)
	g.kernel.ADDQ(operand.Imm(uint64(rows*g.kernel.size())), g.x)
	g.kernel.SUBQ(count, g.k)
	g.kernel.JGE(operand.LabelRef(name))
	g.kernel.Label(name + "end")
}

// rest adds that many rows, a power of 2, where the bit of k is set.
func (g gemvPanel) rest(rows int, sums []reg.VecVirtual) {
	name := fmt.Sprint(g.name, "rest", rows)
	g.kernel.TESTB(operand.U8(rows), g.k.As8())
	g.kernel.JE(operand.LabelRef(name))
	if rows > 1 {
		g.pass(rows, sums)
	} else {
		g.step(rows, sums)
	}
	g.kernel.Label(name)
}

// pass adds rows and goes on to the next.
func (g gemvPanel) pass(rows int, sums []reg.VecVirtual) {
	last := g.step(rows, sums)
	g.kernel.LEAQ(operand.Mem{Base: last, Index: g.ld, Scale: 1}, g.w)
	g.kernel.ADDQ(operand.Imm(uint64(rows*g.kernel.size())), g.x)
}

// step adds rows, each to the sums whose turn it is, and returns where the last is. Each has a pointer: with an index the processor takes
// reading and multiplying apart.
func (g gemvPanel) step(rows int, sums []reg.VecVirtual) (row reg.GPVirtual) {
	var quad reg.VecVirtual
	columns := g.tile
	if g.maskless {
		columns.vectors++ // the last has the mask
	}
	row = g.w
	for i := range rows {
		if i > 0 {
			before := row
			row = g.kernel.GP64()
			g.kernel.LEAQ(operand.Mem{Base: before, Index: g.ld, Scale: 1}, row)
		}
		if i%4 == 0 && rows >= 4 && !g.kernel.double {
			quad = g.kernel.inQuarters(operand.Mem{Base: g.x, Disp: i * g.kernel.size()})
		}
		x := g.input(i, quad)
		for v := range g.vectors {
			columns.add(x, operand.Mem{Base: row}, v, sums[(i*g.vectors+v)%len(sums)])
		}
	}
	return row
}

// inQuarters loads four float32 into each 16 bytes of a vector.
func (k kernel) inQuarters(m operand.Mem) reg.VecVirtual {
	v := k.vector()
	if k.wide {
		k.VBROADCASTF32X4(m, v)
	} else {
		k.VBROADCASTF128(m, v)
	}
	return v
}

// input returns input i of a step in all lanes. It copies those of four from a vector that has them, since ports that read memory have
// enough to do with W. Of few vectors of AVX-512 the first is read: there the port that copies has as much to do, where it multiplies, too.
func (g gemvPanel) input(i int, quad reg.VecVirtual) reg.VecVirtual {
	if quad == nil || i%4 == 0 && g.kernel.wide && g.vectors < 4 {
		return g.kernel.broadcast(operand.Mem{Base: g.x, Disp: i * g.kernel.size()})
	}
	v := g.kernel.vector()
	g.kernel.VPERMILPS(operand.Imm(uint64(i%4*0x55)), quad, v)
	return v
}

// fold adds up the sums of each vector.
func (g gemvPanel) fold(sums []reg.VecVirtual) {
	for half := len(sums) / 2; half >= g.vectors; half /= 2 {
		for i := range half {
			g.kernel.do("VADD", sums[half+i], sums[i], sums[i])
		}
	}
}
