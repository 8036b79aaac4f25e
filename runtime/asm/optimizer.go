package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/reg"
)

// optimizer writes the updates of parameters. The scalars are in the order of the fields of the steps.
func optimizer(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.sgd()
		k.momentum("momentum", false)
		k.momentum("nesterov", true)
		k.adam()
		k.rmsprop()
		k.adagrad()
		if k.wide {
			k.finiteSGD()
		}
	})
}

func (k kernel) sgd() {
	k.begin("sgd", "func(w, dw []T, s *T)", "is the loop of sgd; s points to the first number of the step.")
	restore := k.flushDenormals()
	s := k.scalars("s", 4)
	rate, decay, clip := s[0], s[2], s[3]
	k.each([]string{"w", "dw"}, 4, func(e element) {
		w := e.load("w")
		e.kernel.do("VFNMADD231", rate, e.gradient(w, decay, clip), w)
		e.store("w", w)
	})
	restore()
	k.end()
}

func (k kernel) momentum(name string, ahead bool) {
	k.begin(name, "func(w, dw, v []T, s *T)", "is the loop of "+name+"; s points to the first number of the step.")
	restore := k.flushDenormals()
	s := k.scalars("s", 4)
	rate, momentum, decay, clip := s[0], s[1], s[2], s[3]
	k.each([]string{"w", "dw", "v"}, 1, func(e element) {
		w, v := e.load("w"), e.load("v")
		g := e.gradient(w, decay, clip)
		e.kernel.do("VFMADD213", g, momentum, v)
		e.store("v", v)
		if ahead {
			e.kernel.do("VFMADD231", momentum, v, g)
			v = g
		}
		e.kernel.do("VFNMADD231", rate, v, w)
		e.store("w", w)
	})
	restore()
	k.end()
}

// gradient is clip·dw + decay·w.
func (e element) gradient(w, decay, clip reg.Register) reg.VecVirtual {
	g := e.load("dw")
	e.kernel.do("VMUL", clip, g, g)
	e.kernel.do("VFMADD231", decay, w, g)
	return g
}
