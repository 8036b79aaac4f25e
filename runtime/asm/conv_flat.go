package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// flatVectors is how many vectors of windows the sums of so many channels have: as many as registers can hold beside a vector of each
// and a weight.
func flatVectors(height int) int {
	if height > 6 {
		return 3
	}
	return 4
}

// flatTaps computes some channels of a convolution whose taps see the map as it lies, one row after the other. A mask of each tap says
// in which windows it lies within the map, and one says what is a window at all: what lies between windows is not stored.
func (k kernel) flatTaps() {
	heights := len(k.tapVectors())
	k.begin("flatTaps", "func(z, w, x, scale, shift *T, places *int32, masks *uint64, n, k, channels, size, step, ldz, rows, groups, m int, floor T)",
		fmt.Sprintf("is flatTapsBody for 1 to %d rows; step is in bytes.", heights))
	name := k.label("flatTaps")
	k.branch(name, k.gp("m"), heights)
	for height := 1; height <= heights; height++ {
		k.Label(fmt.Sprint(name, "by", height))
		t := flatTaps{kernel: k, name: fmt.Sprint(name, "by", height), height: height}
		t.write(flatVectors(height))
	}
}

// flatTaps is the loop over groups and columns for one number of rows.
type flatTaps struct {
	kernel      kernel
	name        string
	height      int
	z, x, masks reg.GPVirtual // where the next columns begin
}

// write computes as many vectors of columns at a time as registers hold, and one where that is all that is left of a group. What is
// beyond the last column has no bit in any mask.
func (t flatTaps) write(vectors int) {
	t.kernel.Label(t.name + "group")
	t.z, t.x, t.masks = t.kernel.gp("z"), t.kernel.gp("x"), t.kernel.gp("masks")
	left := t.kernel.gp("n")
	t.kernel.Label(t.name + "columns")
	t.kernel.CMPQ(left, operand.I32(t.kernel.lanes()))
	t.kernel.JLE(operand.LabelRef(t.name + "one"))
	t.multiply(t.name+"several", vectors)
	t.kernel.SUBQ(operand.I32(vectors*t.kernel.lanes()), left)
	t.kernel.JG(operand.LabelRef(t.name + "columns"))
	t.kernel.JMP(operand.LabelRef(t.name + "next"))
	t.kernel.Label(t.name + "one")
	t.multiply(t.name+"one", 1)
	t.kernel.Label(t.name + "next")
	t.nextGroup()
	t.kernel.DECQ(t.kernel.address(t.kernel.Param("groups")))
	t.kernel.JNE(operand.LabelRef(t.name + "group"))
	t.kernel.end()
}

// nextGroup moves the arguments on to the next group.
func (t flatTaps) nextGroup() {
	rows := t.kernel.stride("rows")
	t.kernel.ADDQ(rows, t.kernel.address(t.kernel.Param("scale")))
	t.kernel.ADDQ(rows, t.kernel.address(t.kernel.Param("shift")))
	for _, move := range []struct{ argument, by string }{{"z", "ldz"}, {"w", "k"}} {
		by := t.kernel.gp(move.by)
		t.kernel.IMULQ(rows, by)
		if move.argument == "w" {
			t.kernel.IMULQ(t.kernel.address(t.kernel.Param("channels")), by)
		}
		t.kernel.ADDQ(by, t.kernel.address(t.kernel.Param(move.argument)))
	}
	by := t.kernel.stride("size")
	t.kernel.IMULQ(t.kernel.address(t.kernel.Param("channels")), by)
	t.kernel.ADDQ(by, t.kernel.address(t.kernel.Param("x")))
}

// multiply sums the taps of that many vectors of columns, and moves on to the next. Each entry is one sum, added in the order of
// channels and taps, so that its bits do not depend on the tile.
func (t flatTaps) multiply(name string, vectors int) {
	first, stride, x, channels := t.kernel.gp("w"), t.kernel.stride("k"), t.kernel.GP64(), t.kernel.gp("channels")
	t.kernel.IMULQ(channels, stride)
	t.kernel.MOVQ(t.x, x)
	w := t.kernel.rows(t.height, first, stride)
	w.place(t.kernel)
	sums := t.kernel.zeros(t.height, vectors)
	t.kernel.Label(name + "channel")
	place, k, mask, at := t.kernel.gp("places"), t.kernel.gp("k"), t.kernel.GP64(), t.kernel.GP64()
	t.kernel.MOVQ(t.masks, mask)
	t.kernel.Label(name + "tap")
	t.kernel.MOVLQSX(operand.Mem{Base: place}, at)
	seen := operand.Mem{Base: x, Index: at, Scale: uint8(t.kernel.size())}
	t.add(seen, mask, w, sums)
	t.kernel.ADDQ(operand.Imm(4), place)
	t.kernel.ADDQ(t.kernel.address(t.kernel.Param("step")), mask)
	w.advance(t.kernel, operand.Imm(uint64(t.kernel.size())))
	t.kernel.tally(k, name+"tap")
	t.kernel.ADDQ(t.kernel.stride("size"), x)
	t.kernel.tally(channels, name+"channel")
	t.scale(sums)
	t.store(sums)
	t.kernel.ADDQ(operand.I32(vectors*t.kernel.width()), t.x)
	t.kernel.ADDQ(operand.I32(vectors*t.kernel.lanes()/8), t.masks)
}

// add adds the products of the weights of a tap and of what it sees at x.
func (t flatTaps) add(x operand.Mem, mask reg.GPVirtual, w rows, sums [][]reg.VecVirtual) {
	var seen []reg.Register
	for v := range sums[0] {
		m := t.kernel.K()
		t.kernel.KMOVW(operand.Mem{Base: mask, Disp: v * t.kernel.lanes() / 8}, m)
		seen = append(seen, m)
	}
	if t.height == 1 {
		weight := t.kernel.broadcast(w.at(0, 0))
		for v, s := range sums[0] {
			tile{t.kernel, v + 1, seen[v]}.add(weight, x, v, s)
		}
		return
	}
	var row []reg.VecVirtual
	for v := range sums[0] {
		row = append(row, tile{t.kernel, v + 1, seen[v]}.load(x, v))
	}
	for i, list := range sums {
		weight := t.kernel.broadcast(w.at(i, 0))
		for v, s := range list {
			t.kernel.do("VFMADD231", row[v], weight, s)
		}
	}
}

// scale scales and shifts the sums, and raises what is below the floor.
func (t flatTaps) scale(sums [][]reg.VecVirtual) {
	scale, shift, floor := t.kernel.gp("scale"), t.kernel.gp("shift"), t.kernel.floor()
	for i, list := range sums {
		times, plus := t.kernel.broadcast(operand.Mem{Base: scale, Disp: i * t.kernel.size()}), t.kernel.broadcast(operand.Mem{Base: shift, Disp: i * t.kernel.size()})
		for _, s := range list {
			t.kernel.do("VFMADD213", plus, times, s)
			t.kernel.do("VMAX", s, floor, s) // NaN stays NaN
		}
	}
}

// store stores the windows among the sums side by side.
func (t flatTaps) store(sums [][]reg.VecVirtual) {
	windows := t.kernel.gp("k")
	t.kernel.IMULQ(t.kernel.address(t.kernel.Param("step")), windows)
	t.kernel.ADDQ(t.masks, windows)
	z := t.kernel.rows(t.height, t.z, t.kernel.stride("ldz"))
	z.place(t.kernel)
	for v := range sums[0] {
		bits, windowsOf, count := operand.Mem{Base: windows, Disp: v * t.kernel.lanes() / 8}, t.kernel.K(), t.kernel.GP64()
		t.kernel.KMOVW(bits, windowsOf)
		t.kernel.MOVWQZX(bits, count)
		t.kernel.POPCNTQ(count, count)
		first := tile{t.kernel, 1, t.kernel.lanesBelow(count)}
		for i := range sums {
			t.kernel.VCOMPRESSPS_Z(sums[i][v], windowsOf, sums[i][v])
			first.store(sums[i][v], z.at(i, 0), 0)
		}
		t.kernel.SHLQ(operand.Imm(2), count)
		z.advance(t.kernel, count)
	}
}
