package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/reg"
)

// rowKernels writes the kernels over the rows of a matrix.
func rowKernels(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.addBias()
		k.normalizeRows()
		k.rescaleRows()
		k.sumRows()
		k.sumSquares()
		if !k.double {
			k.finite()
		}
	})
}

func (k kernel) addBias() {
	k.begin("addBias", "func(z, b []T)", "is the loop of addBias.")
	k.eachRow([]string{"z"}, []string{"b"}, func(e element, b []reg.VecVirtual) {
		z := e.load("z")
		e.kernel.do("VADD", b[0], z, z)
		e.store("z", z)
	})
	k.end()
}

func (k kernel) normalizeRows() {
	k.begin("normalizeRows", "func(dst, x, offset, scale []T)", "is the loop of normalizeRows.")
	k.eachRow([]string{"dst", "x"}, []string{"offset", "scale"}, func(e element, p []reg.VecVirtual) {
		x := e.load("x")
		e.kernel.do("VSUB", p[0], x, x)
		e.kernel.do("VDIV", p[1], x, x)
		e.store("dst", x)
	})
	k.end()
}

func (k kernel) rescaleRows() {
	k.begin("rescaleRows", "func(dst, a, offset, scale []T)", "is the loop of rescaleRows.")
	k.eachRow([]string{"dst", "a"}, []string{"offset", "scale"}, func(e element, p []reg.VecVirtual) {
		a := e.load("a")
		e.kernel.do("VFMADD213", p[0], p[1], a)
		e.store("dst", a)
	})
	k.end()
}
