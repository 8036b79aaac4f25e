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
// There is a function for each number of channels, since the allocation of registers is slow in long ones.
func (k kernel) taps() {
	for i, vectors := range k.tapVectors() {
		height := i + 1
		k.begin(fmt.Sprint("taps", height), "func(z, w, x, scale, shift *T, places *int32, n, k, ldz int, floor T)",
			fmt.Sprintf("computes z[i*ldz+j] = max(floor, shift[i] + scale[i]*Σ w[i*k+p]*x[places[p]+j]) for %d rows i, n columns j and k taps p.", height))
		t := taps{kernel: k, name: k.label("taps"), height: height, z: k.gp("z"), x: k.gp("x"), left: k.gp("n")}
		t.write(vectors)
	}
}

// taps is the loop over the columns for one number of rows.
type taps struct {
	kernel
	name       string
	height     int
	z, x, left reg.GPVirtual // where the next columns begin, and how many there are
}

// write computes as many vectors of columns at a time as registers hold, and then what is left, the last vector masked.
func (t taps) write(vectors int) {
	t.loop(vectors, vectors*t.lanes())
	most := vectors
	if t.height > tallTaps {
		most = 2
		t.loop(1, most*t.lanes()+1)
	}
	t.TESTQ(t.left, t.left)
	t.JE(operand.LabelRef(t.name + "end"))
	for v := 1; v < most; v++ {
		t.CMPQ(t.left, operand.I32(v*t.lanes()))
		t.JLE(operand.LabelRef(fmt.Sprint(t.name, "rest", v)))
	}
	for v := most; v > 0; v-- {
		name := fmt.Sprint(t.name, "rest", v)
		t.Label(name)
		t.multiply(name, t.masked(v, t.left), v)
		t.end()
	}
	t.Label(t.name + "end")
	t.end()
}

// tallTaps is how many rows at most need more than two vectors of columns to keep the processor busy.
const tallTaps = 4

// loop computes that many whole vectors of columns at a time, while at least so many columns are left.
func (t taps) loop(vectors, least int) {
	name := fmt.Sprint(t.name, "whole", vectors)
	t.Label(name)
	t.CMPQ(t.left, operand.I32(least))
	t.JL(operand.LabelRef(name + "end"))
	t.multiply(name, tile{kernel: t.kernel, vectors: vectors + 1}, vectors)
	t.ADDQ(operand.I32(vectors*t.width()), t.z)
	t.ADDQ(operand.I32(vectors*t.width()), t.x)
	t.SUBQ(operand.I32(vectors*t.lanes()), t.left)
	t.JMP(operand.LabelRef(name))
	t.Label(name + "end")
}

// multiply sums the taps of that many vectors of columns. Each entry is one sum, added in the order of the taps, so that its bits
// do not depend on the tile.
func (t taps) multiply(name string, columns tile, vectors int) {
	first, place, at, k := t.gp("w"), t.gp("places"), t.GP64(), t.gp("k")
	stride := t.stride("k")
	w := t.rows(t.height, first, stride)
	w.place(t.kernel)
	sums := t.zeros(t.height, vectors)
	t.Label(name + "taps")
	t.MOVLQSX(operand.Mem{Base: place}, at)
	t.add(operand.Mem{Base: t.x, Index: at, Scale: uint8(t.size())}, columns, w, sums)
	t.ADDQ(operand.Imm(4), place)
	w.advance(t.kernel, operand.Imm(uint64(t.size())))
	t.tally(k, name+"taps")
	t.finish(columns, sums)
}

// add adds the products of the weights of a tap and the vectors at x.
func (t taps) add(x operand.Mem, columns tile, w rows, sums [][]reg.VecVirtual) {
	if t.height == 1 {
		weight := t.broadcast(w.at(0, 0))
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
		weight := t.broadcast(w.at(i, 0))
		for v, s := range list {
			t.do("VFMADD231", row[v], weight, s)
		}
	}
}

// finish scales and shifts the sums, raises what is below the floor, and stores them.
func (t taps) finish(columns tile, sums [][]reg.VecVirtual) {
	scale, shift, first := t.gp("scale"), t.gp("shift"), t.GP64()
	floor := t.floor()
	t.MOVQ(t.z, first)
	z := t.rows(t.height, first, t.stride("ldz"))
	z.place(t.kernel)
	for i, list := range sums {
		times, plus := t.broadcast(operand.Mem{Base: scale, Disp: i * t.size()}), t.broadcast(operand.Mem{Base: shift, Disp: i * t.size()})
		for v, s := range list {
			t.do("VFMADD213", plus, times, s)
			t.do("VMAX", s, floor, s) // NaN stays NaN
			columns.store(s, z.at(i, 0), v)
		}
	}
}
