package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemmDot writes the products of the rows of a matrix and a vector.
func gemmDot(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.begin("dots", "func(y, w, x, b *T, rows, k, ldw, stepY, stepB int, floor T)",
			"computes y[i*stepY] = max(floor, b[i*stepB] + Σ w[i*ldw+p]*x[p]) for the rows i of w. stepB is 0 or 1.")
		d := dots{kernel: k, name: k.label("dots"), y: k.gp("y"), w: k.gp("w"), b: k.gp("b"), left: k.gp("rows")}
		d.ldw, d.stepY, d.stepB = k.stride("ldw"), k.stride("stepY"), k.stride("stepB")
		none := k.label("none")
		k.TESTQ(d.left, d.left)
		k.JE(operand.LabelRef(none))
		k.evenTiles(d.name, d.left, 4, d.tile)
		k.Label(none)
		k.end()
	})
}

// dots is the loop over the rows.
type dots struct {
	kernel            kernel
	name              string
	y, w, b, left     reg.GPVirtual
	ldw, stepY, stepB reg.GPVirtual
}

// tile computes that many rows and moves on. The order of a row's additions does not depend on how many.
func (d dots) tile(height int) {
	d.finish(d.row(fmt.Sprint(d.name, "by", height), height))
	across := d.kernel.GP64()
	d.kernel.IMUL3Q(operand.Imm(uint64(height)), d.ldw, across)
	d.kernel.ADDQ(across, d.w)
}

// row returns the sums over the lanes of that many rows: over whole vectors several at a time, then one at a time, then
// over what is left.
func (d dots) row(name string, height int) []reg.VecVirtual {
	x, k, first := d.kernel.gp("x"), d.kernel.gp("k"), d.kernel.GP64()
	d.kernel.MOVQ(d.w, first)
	w := d.kernel.rows(height, first, d.ldw)
	w.place(d.kernel)
	sums := make([]reg.VecVirtual, height*d.unroll())
	for i := range sums {
		sums[i] = d.kernel.zero()
	}
	for _, times := range []int{d.unroll(), 1} {
		label, step := fmt.Sprint(name, "vectors", times), operand.I32(times*d.kernel.lanes())
		d.kernel.Label(label)
		d.kernel.CMPQ(k, step)
		d.kernel.JL(operand.LabelRef(label + "end"))
		for u := range times {
			d.add(tile{kernel: d.kernel, vectors: 2}, w, x, u*d.kernel.width(), sums[u*height:][:height])
		}
		d.kernel.ADDQ(operand.I32(times*d.kernel.width()), x)
		w.advance(d.kernel, operand.I32(times*d.kernel.width()))
		d.kernel.SUBQ(step, k)
		d.kernel.JMP(operand.LabelRef(label))
		d.kernel.Label(label + "end")
		sums = d.fold(sums, height)
	}
	d.kernel.TESTQ(k, k)
	d.kernel.JE(operand.LabelRef(name + "whole"))
	d.add(tile{kernel: d.kernel, vectors: 1, mask: d.kernel.lanesBelow(k)}, w, x, 0, sums)
	d.kernel.Label(name + "whole")
	return sums
}

// unroll is how many sums a row has.
func (d dots) unroll() int {
	if d.kernel.wide {
		return 4
	}
	return 2
}

// add adds the products of a vector of x and of the rows.
func (d dots) add(t tile, w rows, x reg.Register, disp int, sums []reg.VecVirtual) {
	v := t.load(operand.Mem{Base: x, Disp: disp}, 0)
	for i, s := range sums {
		t.add(v, w.at(i, disp), 0, s)
	}
}

// fold adds up the sums of each row.
func (d dots) fold(sums []reg.VecVirtual, height int) []reg.VecVirtual {
	for ; len(sums) > height; sums = sums[:len(sums)/2] {
		half := len(sums) / 2
		for i := range half {
			d.kernel.do("VADD", sums[half+i], sums[i], sums[i])
		}
	}
	return sums
}

// finish adds the bias, which may be one for all, raises what is below the floor, and stores one number for each row: those side by
// side at once.
func (d dots) finish(sums []reg.VecVirtual) {
	floor := d.kernel.floor().AsX()
	for each := 0; len(sums) > 0; sums = sums[each:] {
		each = d.lanesPerEnd(len(sums))
		x, apart, next := d.ends(d.neighbours(sums[:each])), d.kernel.label("apart"), d.kernel.label("next")
		d.addBias(x, each)
		d.kernel.do("VMAX", x, floor, x)
		if each > 1 {
			d.kernel.CMPQ(d.stepY, operand.Imm(uint64(d.kernel.size())))
			d.kernel.JNE(operand.LabelRef(apart))
			d.kernel.storeFew(x, operand.Mem{Base: d.y}, each)
			d.kernel.ADDQ(operand.Imm(uint64(each*d.kernel.size())), d.y)
			d.kernel.JMP(operand.LabelRef(next))
			d.kernel.Label(apart)
		}
		for _, s := range d.spread(x, each) {
			d.kernel.scalar("VMOV", s, operand.Mem{Base: d.y})
			d.kernel.ADDQ(d.stepY, d.y)
		}
		if each > 1 {
			d.kernel.Label(next)
		}
	}
}

// addBias adds the next n biases, or the one of all.
func (d dots) addBias(x reg.VecVirtual, n int) {
	alike, added := d.kernel.label("alike"), d.kernel.label("added")
	d.kernel.TESTQ(d.stepB, d.stepB)
	d.kernel.JE(operand.LabelRef(alike))
	d.kernel.do("VADD", d.kernel.loadFew(operand.Mem{Base: d.b}, n), x, x)
	d.kernel.ADDQ(operand.Imm(uint64(n*d.kernel.size())), d.b)
	d.kernel.JMP(operand.LabelRef(added))
	d.kernel.Label(alike)
	one := d.kernel.XMM()
	if d.kernel.double {
		d.kernel.VMOVDDUP(operand.Mem{Base: d.b}, one)
	} else {
		d.kernel.VBROADCASTSS(operand.Mem{Base: d.b}, one)
	}
	d.kernel.do("VADD", one, x, x)
	d.kernel.Label(added)
}
