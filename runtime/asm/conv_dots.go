package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotRows is how many channels of a gradient the kernel takes at a time at most.
func (k kernel) dotRows() int {
	if k.wide {
		return 4
	}
	return 2
}

// tapDots computes some channels of the gradient by the weights: the sums over the columns of a gradient and of what a tap sees.
func (k kernel) tapDots() {
	for height := 1; height <= k.dotRows(); height++ {
		k.begin(fmt.Sprint("tapDots", height), "func(y, z, x *T, places *int32, n, k, ldz, stepZ, stepX, times int)",
			fmt.Sprintf("computes y[i*k+p] = Σ z[e*stepZ+i*ldz+j]*x[e*stepX+places[p]+j] for %d rows i, k taps p, over n columns j and the examples e below times.", height))
		t := tapDots{kernel: k, name: k.label("tapDots"), height: height, y: k.gp("y"), places: k.gp("places"), left: k.gp("k")}
		t.write()
	}
}

// tapDots is the loop over the taps for one number of rows.
type tapDots struct {
	kernel          kernel
	name            string
	height          int
	y, places, left reg.GPVirtual // of the taps that are left
}

// write computes four taps at a time, or eight of a single row, whose sums would else wait for each other; then one at a time.
func (t tapDots) write() {
	widths := []int{4, 1}
	if t.height == 1 {
		widths = []int{8, 4, 1}
	}
	for _, width := range widths {
		name := fmt.Sprint(t.name, "taps", width)
		t.kernel.Label(name)
		t.kernel.CMPQ(t.left, operand.Imm(uint64(width)))
		t.kernel.JL(operand.LabelRef(name + "end"))
		t.store(t.sums(name, width))
		t.kernel.ADDQ(operand.I32(width*t.kernel.size()), t.y)
		t.kernel.ADDQ(operand.I32(width*4), t.places)
		t.kernel.SUBQ(operand.Imm(uint64(width)), t.left)
		t.kernel.JMP(operand.LabelRef(name))
		t.kernel.Label(name + "end")
	}
	t.kernel.end()
}

// sums returns the sums over each lane, row by row and in a row tap by tap.
func (t tapDots) sums(name string, width int) [][]reg.VecVirtual {
	example, from, times := t.kernel.gp("z"), t.kernel.gp("x"), t.kernel.gp("times")
	sums := t.kernel.zeros(t.height, width)
	t.kernel.Label(name + "example")
	first, x, n, stride := t.kernel.GP64(), t.kernel.GP64(), t.kernel.gp("n"), t.kernel.stride("ldz")
	t.kernel.MOVQ(example, first)
	t.kernel.MOVQ(from, x)
	z := t.kernel.rows(t.height, first, stride)
	z.place(t.kernel)
	t.kernel.Label(name + "vector")
	t.kernel.CMPQ(n, operand.I32(t.kernel.lanes()))
	t.kernel.JL(operand.LabelRef(name + "rest"))
	t.add(tile{kernel: t.kernel, vectors: 2}, z, x, sums)
	t.kernel.ADDQ(operand.I32(t.kernel.width()), x)
	z.advance(t.kernel, operand.I32(t.kernel.width()))
	t.kernel.SUBQ(operand.I32(t.kernel.lanes()), n)
	t.kernel.JMP(operand.LabelRef(name + "vector"))
	t.kernel.Label(name + "rest")
	t.kernel.TESTQ(n, n)
	t.kernel.JE(operand.LabelRef(name + "next"))
	t.add(tile{t.kernel, 1, t.kernel.lanesBelow(n)}, z, x, sums)
	t.kernel.Label(name + "next")
	t.kernel.ADDQ(t.kernel.stride("stepZ"), example)
	t.kernel.ADDQ(t.kernel.stride("stepX"), from)
	t.kernel.tally(times, name+"example")
	return sums
}

// add adds the products of a vector of each row and of what each tap sees.
func (t tapDots) add(columns tile, z rows, x reg.GPVirtual, sums [][]reg.VecVirtual) {
	var list []reg.VecVirtual
	for i := range sums {
		list = append(list, columns.load(z.at(i, 0), 0))
	}
	for p := range sums[0] {
		at := t.kernel.GP64()
		t.kernel.MOVLQSX(operand.Mem{Base: t.places, Disp: 4 * p}, at)
		m := operand.Mem{Base: x, Index: at, Scale: uint8(t.kernel.size())}
		if len(sums) == 1 {
			columns.add(list[0], m, 0, sums[0][p])
			continue
		}
		v := columns.load(m, 0)
		for i := range sums {
			t.kernel.do("VFMADD231", v, list[i], sums[i][p])
		}
	}
}

// store adds the lanes of the sums, and stores them.
func (t tapDots) store(sums [][]reg.VecVirtual) {
	first, each := t.kernel.GP64(), 16/t.kernel.size()
	t.kernel.MOVQ(t.y, first)
	y := t.kernel.rows(t.height, first, t.kernel.stride("k"))
	y.place(t.kernel)
	for i, list := range sums {
		if len(list) == 1 {
			t.kernel.scalar("VMOV", t.quarter(t.side([]reg.VecVirtual{list[0], list[0], list[0], list[0]})), y.at(i, 0))
			continue
		}
		for p := 0; p < len(list); p += each {
			t.kernel.do("VMOVU", t.quarter(t.side(list[p:p+each])), y.at(i, p*t.kernel.size()))
		}
	}
}

// side adds the lanes within each 16 bytes of as many sums as these have room for, until these stand there side by side.
func (t tapDots) side(sums []reg.VecVirtual) reg.VecVirtual {
	if t.kernel.double {
		return t.unpackAdd("PD", sums[0], sums[1])
	}
	return t.unpackAdd("PD", t.unpackAdd("PS", sums[0], sums[1]), t.unpackAdd("PS", sums[2], sums[3]))
}

// unpackAdd adds what stands in the lower and in the upper half of 16 bytes of a, and of b beside it.
func (t tapDots) unpackAdd(suffix string, a, b reg.VecVirtual) reg.VecVirtual {
	low, high := t.kernel.vector(), t.kernel.vector()
	t.kernel.append("VUNPCKL", suffix, []operand.Op{b, a, low})
	t.kernel.append("VUNPCKH", suffix, []operand.Op{b, a, high})
	t.kernel.do("VADD", high, low, low)
	return low
}

// quarter adds the 16 bytes of a vector to the first.
func (t tapDots) quarter(v reg.VecVirtual) reg.VecVirtual {
	x := t.kernel.XMM()
	if !t.kernel.wide {
		t.kernel.VEXTRACTF128(operand.Imm(1), v, x)
		t.kernel.do("VADD", v.AsX(), x, x)
		return x
	}
	y := t.kernel.YMM()
	t.kernel.VEXTRACTF64X4(operand.Imm(1), v, y)
	t.kernel.do("VADD", v.AsY(), y, y)
	t.kernel.VEXTRACTF32X4(operand.Imm(1), y, x)
	t.kernel.do("VADD", y.AsX(), x, x)
	return x
}
