package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// convolution writes the kernels of convolutions, which read what a tap sees where it lies in the map.
func convolution(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.taps()
		k.tapDots()
		k.copyRows()
		if !k.double {
			k.windows()
		}
		if k.wide {
			k.flatTaps()
			k.normalize()
		}
	})
}

// tapVectors is how many vectors of windows the sums of 1, 2, … channels have: as many as registers can hold beside a vector of
// each, a weight and a mask.
func (k kernel) tapVectors() []int {
	if k.wide {
		return []int{6, 4, 4, 4, 4, 4, 3, 3}
	}
	return []int{6, 4, 3, 2}
}

// taps computes some channels of a convolution: the sums over the taps of a weight and of a row that begins at the tap's place.
func (k kernel) taps() {
	heights := k.tapVectors()
	k.begin("taps", "func(z, w, x, scale, shift *T, places *int32, n, k, ldz, m int, floor T)",
		fmt.Sprintf("computes z[i*ldz+j] = max(floor, shift[i] + scale[i]*Σ w[i*k+p]*x[places[p]+j]) for m rows i, 1 to %d, n columns j and k taps p.", len(heights)))
	name := k.label("taps")
	k.branch(name, k.gp("m"), len(heights))
	for i, vectors := range heights {
		name := fmt.Sprint(name, "by", i+1)
		k.Label(name)
		t := taps{kernel: k, name: name, height: i + 1, z: k.gp("z"), x: k.gp("x"), left: k.gp("n")}
		t.write(vectors)
	}
}

// branch jumps to the code for a number from 1 to n, that for 1 being next.
func (k kernel) branch(name string, number reg.GPVirtual, n int) {
	for i := 2; i <= n; i++ {
		k.CMPQ(number, operand.Imm(uint64(i)))
		k.JE(operand.LabelRef(fmt.Sprint(name, "by", i)))
	}
}

// taps is the loop over the columns for one number of rows.
type taps struct {
	kernel     kernel
	name       string
	height     int
	z, x, left reg.GPVirtual // where the next columns begin, and how many there are
}

// write computes as many vectors of columns at a time as registers hold, and then what is left, the last vector masked.
func (t taps) write(vectors int) {
	t.loop(vectors, vectors*t.kernel.lanes())
	most := vectors
	if t.height > tallTaps || t.kernel.double && vectors > 2 {
		most = 2
		t.loop(1, most*t.kernel.lanes()+1)
	}
	t.kernel.TESTQ(t.left, t.left)
	t.kernel.JE(operand.LabelRef(t.name + "end"))
	for v := 1; v < most; v++ {
		t.kernel.CMPQ(t.left, operand.I32(v*t.kernel.lanes()))
		t.kernel.JLE(operand.LabelRef(fmt.Sprint(t.name, "rest", v)))
	}
	for v := most; v > 0; v-- {
		name := fmt.Sprint(t.name, "rest", v)
		t.kernel.Label(name)
		t.multiply(name, t.kernel.masked(v, t.left), v)
		t.kernel.end()
	}
	t.kernel.Label(t.name + "end")
	t.kernel.end()
}

// tallTaps is how many rows at most need more than two vectors of columns to keep the processor busy. In float64, which is rare, what is
// left is nevertheless computed so, in less code.
const tallTaps = 4

// loop computes that many whole vectors of columns at a time, while at least so many columns are left.
func (t taps) loop(vectors, least int) {
	name := fmt.Sprint(t.name, "whole", vectors)
	t.kernel.Label(name)
	t.kernel.CMPQ(t.left, operand.I32(least))
	t.kernel.JL(operand.LabelRef(name + "end"))
	t.multiply(name, tile{kernel: t.kernel, vectors: vectors + 1}, vectors)
	t.kernel.ADDQ(operand.I32(vectors*t.kernel.width()), t.z)
	t.kernel.ADDQ(operand.I32(vectors*t.kernel.width()), t.x)
	t.kernel.SUBQ(operand.I32(vectors*t.kernel.lanes()), t.left)
	t.kernel.JMP(operand.LabelRef(name))
	t.kernel.Label(name + "end")
}

// multiply sums the taps of that many vectors of columns. Each entry is one sum, added in the order of the taps, so that its bits
// do not depend on the tile.
func (t taps) multiply(name string, columns tile, vectors int) {
	first, place, at, k := t.kernel.gp("w"), t.kernel.gp("places"), t.kernel.GP64(), t.kernel.gp("k")
	stride := t.kernel.stride("k")
	w := t.kernel.rows(t.height, first, stride)
	w.place(t.kernel)
	sums := t.kernel.zeros(t.height, vectors)
	t.kernel.Label(name + "taps")
	t.kernel.MOVLQSX(operand.Mem{Base: place}, at)
	t.add(operand.Mem{Base: t.x, Index: at, Scale: uint8(t.kernel.size())}, columns, w, sums)
	t.kernel.ADDQ(operand.Imm(4), place)
	w.advance(t.kernel, operand.Imm(uint64(t.kernel.size())))
	t.kernel.tally(k, name+"taps")
	t.finish(columns, sums)
}

// add adds the products of the weights of a tap and the vectors at x.
func (t taps) add(x operand.Mem, columns tile, w rows, sums [][]reg.VecVirtual) {
	if t.height == 1 {
		weight := t.kernel.broadcast(w.at(0, 0))
		for v, s := range sums[0] {
			columns.add(weight, x, v, s)
		}
		return
	}
	var row []reg.VecVirtual
	for v := range sums[0] {
		row = append(row, columns.load(x, v))
	}
	for i, list := range sums {
		weight := t.kernel.broadcast(w.at(i, 0))
		for v, s := range list {
			t.kernel.do("VFMADD231", row[v], weight, s)
		}
	}
}

// finish scales and shifts the sums, raises what is below the floor, and stores them.
func (t taps) finish(columns tile, sums [][]reg.VecVirtual) {
	scale, shift, first := t.kernel.gp("scale"), t.kernel.gp("shift"), t.kernel.GP64()
	floor := t.kernel.floor()
	t.kernel.MOVQ(t.z, first)
	z := t.kernel.rows(t.height, first, t.kernel.stride("ldz"))
	z.place(t.kernel)
	for i, list := range sums {
		times, plus := t.kernel.broadcast(operand.Mem{Base: scale, Disp: i * t.kernel.size()}), t.kernel.broadcast(operand.Mem{Base: shift, Disp: i * t.kernel.size()})
		for v, s := range list {
			t.kernel.do("VFMADD213", plus, times, s)
			t.kernel.do("VMAX", s, floor, s) // NaN stays NaN
			columns.store(s, z.at(i, 0), v)
		}
	}
}
