package main

import "github.com/mmcloughlin/avo/build"

// norms writes the kernels of batch_norm, over the entries of a channel that lie next to each other.
func norms(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.totals()
		k.line()
		k.plane()
	})
}

// totals adds up in float64, so that the order counts for nothing in float32. It takes whole vectors only: lanes that are not there
// would not be 0 once less is taken off.
func (k kernel) totals() {
	k.begin("totals", "func(x, y []T, less float64) (sum, along float64)", "is the loop of totals, for whole vectors.")
	k.double, k.widened = true, true
	both, less := k.zeros(2, 2), k.broadcast(k.address(k.Param("less")))
	k.eachWhole([]string{"x", "y"}, 2, func(e element) {
		at := e.offset / (k.lanes() * k.size())
		x, y := e.load("x"), e.load("y")
		k.VSUBPD(less, x, x)
		k.VSUBPD(less, y, y)
		k.VADDPD(x, both[0][at], both[0][at])
		k.VFMADD231PD(x, y, both[1][at])
	})
	sum, along := k.addLanes(k.addUp(both[0])), k.addLanes(k.addUp(both[1]))
	k.VZEROUPPER()
	k.Store(sum.AsX(), k.ReturnIndex(0))
	k.Store(along.AsX(), k.ReturnIndex(1))
	k.RET()
}

func (k kernel) line() {
	k.begin("line", "func(y, x []T, less, scale, plus T)", "computes y = (x - less)*scale + plus.")
	less, scale, plus := k.broadcast(k.address(k.Param("less"))), k.broadcast(k.address(k.Param("scale"))), k.broadcast(k.address(k.Param("plus")))
	k.each([]string{"y", "x"}, 1, func(e element) {
		x := e.load("x")
		k.do("VSUB", less, x, x)
		k.do("VFMADD213", plus, scale, x)
		e.store("y", x)
	})
	k.end()
}

func (k kernel) plane() {
	k.begin("plane", "func(z, x, y []T, a, b, c T)", "computes z = a*x + b*y + c.")
	a, b, c := k.broadcast(k.address(k.Param("a"))), k.broadcast(k.address(k.Param("b"))), k.broadcast(k.address(k.Param("c")))
	k.each([]string{"z", "x", "y"}, 1, func(e element) {
		x, y := e.load("x"), e.load("y")
		k.do("VFMADD213", c, b, y)
		k.do("VFMADD231", a, x, y)
		e.store("z", y)
	})
	k.end()
}
