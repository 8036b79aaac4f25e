package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// halveGrad is the gradient of what halves maps by the largest of each window. It takes a vector of windows at a time; the last ones of a
// row are masked in AVX-512, and in AVX2 computed together with some that were before.
type halveGrad struct {
	kernel       kernel
	dx, x        [2]reg.GPVirtual // the upper and the lower row
	dy, y, at, n reg.GPVirtual
	all          reg.Register    // the windows that there are, nil where that is a whole vector
	sides        [2]reg.Register // of the entries of a row in the two vectors that they see
}

func (k kernel) halveMaxGrad() {
	k.begin("halveMaxGrad", "func(dx, x, dy, y *T, rows, n, low, next int, floor T)", "is halveMaxGradBody.")
	name, low, floor := k.label("halveMaxGrad"), k.stride("low"), k.floor()
	h := halveGrad{kernel: k, dy: k.gp("dy"), y: k.gp("y"), at: k.GP64(), n: k.gp("n")}
	h.dx, h.x = h.rows("dx", low), h.rows("x", low)
	order := h.order()
	k.Label(name)
	k.XORQ(h.at, h.at)
	k.Label(name + "vector")
	h.mask()
	h.windows(floor, order)
	k.ADDQ(operand.Imm(uint64(k.lanes())), h.at)
	k.CMPQ(h.at, h.n)
	k.JL(operand.LabelRef(name + "vector"))
	next := k.stride("next")
	for _, row := range []reg.GPVirtual{h.dx[0], h.dx[1], h.x[0], h.x[1]} {
		k.ADDQ(next, row)
	}
	for _, row := range []reg.GPVirtual{h.dy, h.y} {
		k.LEAQ(operand.Mem{Base: row, Index: h.n, Scale: uint8(k.size())}, row)
	}
	k.tally(k.address(k.Param("rows")), name)
	k.end()
}

// rows points to the upper and the lower row of the first windows.
func (h halveGrad) rows(argument string, low reg.GPVirtual) [2]reg.GPVirtual {
	up, down := h.kernel.gp(argument), h.kernel.GP64()
	h.kernel.LEAQ(operand.Mem{Base: up, Index: low, Scale: 1}, down)
	return [2]reg.GPVirtual{up, down}
}

// mask says which windows there are, or goes back so far that there is a whole vector of them.
func (h *halveGrad) mask() {
	k, left := h.kernel, h.kernel.GP64()
	k.MOVQ(h.n, left)
	if !k.wide {
		k.SUBQ(operand.Imm(uint64(k.lanes())), left)
		k.CMPQ(h.at, left)
		k.CMOVQGT(left, h.at)
		return
	}
	most := k.GP64()
	k.SUBQ(h.at, left)
	k.MOVQ(operand.I32(k.lanes()), most)
	k.CMPQ(left, most)
	k.CMOVQGT(most, left)
	h.all = k.lanesBelow(left)
	k.ADDQ(left, left)
	k.MOVQ(operand.I32(-1), most)
	k.BZHIQ(left, most, most)
	h.sides = [2]reg.Register{k.K(), k.K()}
	k.KMOVW(most.As32(), h.sides[0])
	k.SHRQ(operand.Imm(uint64(k.lanes())), most)
	k.KMOVW(most.As32(), h.sides[1])
}

// windows computes a vector of windows. What has the gradient is taken out of it, so that the entries behind do not get it again. The lower
// row is stored first, since it is the upper one where a window has one row.
func (h halveGrad) windows(floor, order reg.Register) {
	k := h.kernel
	y, dy := h.sorted(h.y, order), h.sorted(h.dy, order)
	dy = k.keep(k.compare(y, notAtMost, floor), dy)
	up, down := h.row(h.x[0], y, dy), h.row(h.x[1], y, dy)
	h.store(down, h.dx[1])
	h.store(up, h.dx[0])
}

// order is that of sorted, where it is none that an instruction has in itself.
func (h halveGrad) order() reg.Register {
	if !h.kernel.wide {
		return nil
	}
	order := h.kernel.vector()
	h.kernel.VMOVUPD(h.kernel.words("pairs", 0, 4, 1, 5, 2, 6, 3, 7), order)
	return order
}

// sorted loads a vector, a number for each window, and brings it in the order in which row has the entries.
func (h halveGrad) sorted(from reg.GPVirtual, order reg.Register) reg.VecVirtual {
	m := operand.Mem{Base: from, Index: h.at, Scale: uint8(h.kernel.size())}
	if !h.kernel.wide {
		v := h.kernel.vector()
		h.kernel.VPERMPD(operand.Imm(0xd8), m, v)
		return v
	}
	v := tile{h.kernel, 1, h.all}.load(m, 0)
	h.kernel.VPERMPD(v, order, v)
	return v
}

// row returns the gradient of the two vectors of a row that a vector of windows sees, and takes it out of dy.
func (h halveGrad) row(from reg.GPVirtual, y, dy reg.VecVirtual) [2]reg.VecVirtual {
	k := h.kernel
	first, second := h.side(0).load(h.entries(from, 0), 0), h.side(1).load(h.entries(from, 1), 0)
	var parts [2]reg.VecVirtual
	for i, odd := range []uint64{0x88, 0xdd} {
		v := k.vector()
		k.do("VSHUF", operand.Imm(odd), second, first, v)
		parts[i] = k.keep(k.compare(v, equal, y), dy)
		if k.wide {
			k.VPXORD(parts[i], dy, dy)
		} else {
			k.VXORPS(parts[i], dy, dy)
		}
	}
	k.do("VUNPCKL", parts[1], parts[0], first)
	k.do("VUNPCKH", parts[1], parts[0], second)
	return [2]reg.VecVirtual{first, second}
}

func (h halveGrad) store(row [2]reg.VecVirtual, to reg.GPVirtual) {
	for v, x := range row {
		h.side(v).store(x, h.entries(to, v), 0)
	}
}

// side is one of the two vectors of a row that a vector of windows sees, and entries where it lies.
func (h halveGrad) side(v int) tile {
	if h.kernel.wide {
		return tile{h.kernel, 1, h.sides[v]}
	}
	return tile{kernel: h.kernel, vectors: 2}
}

func (h halveGrad) entries(row reg.GPVirtual, v int) operand.Mem {
	return operand.Mem{Base: row, Index: h.at, Scale: uint8(2 * h.kernel.size()), Disp: v * h.kernel.width()}
}
