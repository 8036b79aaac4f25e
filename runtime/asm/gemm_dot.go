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
			"computes y[i*stepY] = max(floor, b[i*stepB] + Σ w[i*ldw+p]*x[p]) for the rows i of w.")
		d := dots{kernel: k, name: k.label("dots"), y: k.gp("y"), w: k.gp("w"), b: k.gp("b"), left: k.gp("rows")}
		d.ldw, d.stepY, d.stepB = k.stride("ldw"), k.stride("stepY"), k.stride("stepB")
		d.loop(4)
		d.loop(1)
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

// loop computes as many rows at a time as are left. The order of a row's additions does not depend on how many.
func (d dots) loop(height int) {
	name := fmt.Sprint(d.name, "by", height)
	d.kernel.Label(name)
	d.kernel.CMPQ(d.left, operand.Imm(uint64(height)))
	d.kernel.JL(operand.LabelRef(name + "end"))
	d.finish(d.row(name, height))
	across := d.kernel.GP64()
	d.kernel.IMUL3Q(operand.Imm(uint64(height)), d.ldw, across)
	d.kernel.ADDQ(across, d.w)
	d.kernel.SUBQ(operand.Imm(uint64(height)), d.left)
	d.kernel.JMP(operand.LabelRef(name))
	d.kernel.Label(name + "end")
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

// finish adds the bias, raises what is below the floor, and stores one number for each row.
func (d dots) finish(sums []reg.VecVirtual) {
	floor := d.kernel.floor().AsX()
	for _, s := range d.lanesAdded(sums) {
		d.kernel.scalar("VADD", operand.Mem{Base: d.b}, s, s)
		d.kernel.scalar("VMAX", s, floor, s)
		d.kernel.scalar("VMOV", s, operand.Mem{Base: d.y})
		d.kernel.ADDQ(d.stepB, d.b)
		d.kernel.ADDQ(d.stepY, d.y)
	}
}
