package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemmUnit writes the gradients of layers of one unit.
func gemmUnit(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.begin("unitGrad", "func(dw, dx, dz, x, w *T, m, n int, slope T)",
			"sets dw[j] to the sum of dz[i]*x[i*n+j], and dx[i*n+j] to dz[i]*w[j], times slope where x is at most 0 there.")
		u := unitGrad{kernel: k, left: k.gp("n"), stride: k.stride("n"), slope: k.operandOf("slope")}
		for _, name := range []string{"dw", "dx", "x", "w"} {
			u.places = append(u.places, k.gp(name))
		}
		u.strips("wide", 4)
		u.strips("one", 1)
		k.TESTQ(u.left, u.left)
		k.JE(operand.LabelRef("end"))
		u.columns("rest", k.masked(1, u.left))
		k.Label("end")
		k.end()
	})
}

// unitGrad is the gradient of a layer of one unit, in strips of columns.
type unitGrad struct {
	kernel       kernel
	left, stride reg.GPVirtual   // columns that are left, bytes of a row
	places       []reg.GPVirtual // of dw, dx, x and w in the strip
	slope        reg.Register
}

// strips computes strips of so many vectors while there are as many.
func (u *unitGrad) strips(name string, vectors int) {
	k, numbers := u.kernel, operand.I32(vectors*u.kernel.lanes())
	k.Label(name)
	k.CMPQ(u.left, numbers)
	k.JL(operand.LabelRef(name + "end"))
	u.columns(name, tile{k, vectors + 1, nil}) // the last of a tile has a mask
	for _, p := range u.places {
		k.ADDQ(operand.I32(vectors*k.width()), p)
	}
	k.SUBQ(numbers, u.left)
	k.JMP(operand.LabelRef(name))
	k.Label(name + "end")
}

// columns computes a strip, row by row.
func (u *unitGrad) columns(name string, t tile) {
	k, vectors := u.kernel, t.vectors
	if t.mask == nil {
		vectors--
	}
	dx, x, dz, rows := k.GP64(), k.GP64(), k.gp("dz"), k.gp("m")
	k.MOVQ(u.places[1], dx)
	k.MOVQ(u.places[2], x)
	sums, w, less := k.zeros(1, vectors)[0], make([]reg.VecVirtual, vectors), make([]reg.VecVirtual, vectors)
	for v := range w {
		w[v], less[v] = t.load(operand.Mem{Base: u.places[3]}, v), k.vector()
		k.do("VMUL", u.slope, w[v], less[v])
	}
	label := fmt.Sprint(name, "rows")
	k.Label(label)
	d := k.broadcast(operand.Mem{Base: dz})
	for v := range w {
		a := t.load(operand.Mem{Base: x}, v)
		k.do("VFMADD231", a, d, sums[v])
		by := k.choose(k.where(a, notAtMost, 0), w[v], less[v])
		k.do("VMUL", d, by, by)
		t.store(by, operand.Mem{Base: dx}, v)
	}
	k.ADDQ(operand.Imm(uint64(k.size())), dz)
	k.ADDQ(u.stride, x)
	k.ADDQ(u.stride, dx)
	k.tally(rows, label)
	for v, s := range sums {
		t.store(s, operand.Mem{Base: u.places[0]}, v)
	}
}
