package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// vectors writes the steps that formulas are made of.
func vectors(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.arithmetic()
		k.withNumber()
		k.comparisons()
		k.unary("abs", 2, func(e element, x reg.VecVirtual) reg.VecVirtual { return e.kernel.magnitude(x) })
		k.unary("sign", 2, element.sign)
		k.unary("sqrt", 1, element.sqrt)
		k.unary("floor", 2, func(e element, x reg.VecVirtual) reg.VecVirtual { return e.whole(x, 9) })
		k.unary("round", 2, func(e element, x reg.VecVirtual) reg.VecVirtual { return e.whole(x, 8) })
		k.unary("exp", 1, element.anyExp)
		k.unary("expm1", 1, element.anyExpm1)
		k.unary("log", 1, element.log)
		k.unary("log1p", 1, element.anyLog1p)
		k.unary("erf", 1, element.erf)
		k.wave()
		k.total()
		if !k.double {
			k.weigh()
		}
	})
}

// unary writes a kernel that computes y = f(x).
func (k kernel) unary(name string, unroll int, f function) {
	k.begin(name, "func(y, x []T)", "computes y = "+name+"(x).")
	k.each([]string{"y", "x"}, unroll, func(e element) { e.store("y", f(e, e.load("x"))) })
	k.end()
}

// arithmetic writes what is done to two slices.
func (k kernel) arithmetic() {
	for _, o := range []struct{ name, instruction, doc string }{
		{"plus", "VADD", "a + b"}, {"minus", "VSUB", "a - b"}, {"times", "VMUL", "a * b"}, {"over", "VDIV", "a / b"},
	} {
		k.binary(o.name, "computes y = "+o.doc+".", func(e element, a, b reg.VecVirtual) reg.VecVirtual {
			e.kernel.do(o.instruction, b, a, a)
			return a
		})
	}
	k.binary("larger", "computes y = max(a, b).", func(e element, a, b reg.VecVirtual) reg.VecVirtual {
		return e.kernel.orNaN(a, e.kernel.maxOf(a, b), b)
	})
	k.binary("smaller", "computes y = min(a, b).", func(e element, a, b reg.VecVirtual) reg.VecVirtual {
		return e.kernel.orNaN(a, e.kernel.minOf(a, b), b)
	})
}

// maxOf returns the larger of x and c, where neither is NaN: of zeros the one without a sign, as the builtin max does.
func (k kernel) maxOf(x, c reg.Register) reg.VecVirtual { return k.eitherWay("VMAX", "VAND", x, c) }

// minOf returns the smaller of x and c, likewise.
func (k kernel) minOf(x, c reg.Register) reg.VecVirtual { return k.eitherWay("VMIN", "VOR", x, c) }

// eitherWay joins the results of an instruction for x and c, and for c and x, which differ for zeros.
func (k kernel) eitherWay(instruction, join string, x, c reg.Register) reg.VecVirtual {
	y, v := k.vector(), k.vector()
	k.do(instruction, x, c, y)
	k.do(instruction, c, x, v)
	k.do(join, y, v, y)
	return y
}

// orNaN returns y, but NaN where a or b is.
func (k kernel) orNaN(a, y, b reg.VecVirtual) reg.VecVirtual {
	sum := k.vector()
	k.do("VADD", a, b, sum)
	return k.choose(k.compare(a, unordered, b), sum, y)
}

// keepNaN returns y, but x where that is NaN.
func (k kernel) keepNaN(x, y reg.VecVirtual) reg.VecVirtual {
	return k.choose(k.compare(x, unordered, x), x, y)
}

func (k kernel) binary(name, doc string, f func(e element, a, b reg.VecVirtual) reg.VecVirtual) {
	k.begin(name, "func(y, a, b []T)", doc)
	k.each([]string{"y", "a", "b"}, 2, func(e element) { e.store("y", f(e, e.load("a"), e.load("b"))) })
	k.end()
}

// withNumber writes what is done to a slice and a number.
func (k kernel) withNumber() {
	for _, o := range []struct {
		name, instruction, doc string
		first                  bool // the number comes first
	}{
		{"plusNum", "VADD", "x + c", false}, {"timesNum", "VMUL", "x * c", false}, {"overNum", "VDIV", "x / c", false},
		{"numMinus", "VSUB", "c - x", true}, {"numOver", "VDIV", "c / x", true},
	} {
		k.number(o.name, "computes y = "+o.doc+".", func(e element, x, c reg.VecVirtual) reg.VecVirtual {
			if o.first {
				e.kernel.do(o.instruction, x, c, x)
			} else {
				e.kernel.do(o.instruction, c, x, x)
			}
			return x
		})
	}
	k.number("largerNum", "computes y = max(x, c), c being a number.", func(e element, x, c reg.VecVirtual) reg.VecVirtual {
		return e.kernel.keepNaN(x, e.kernel.maxOf(x, c))
	})
	k.number("smallerNum", "computes y = min(x, c), c being a number.", func(e element, x, c reg.VecVirtual) reg.VecVirtual {
		return e.kernel.keepNaN(x, e.kernel.minOf(x, c))
	})
	k.begin("clamp", "func(y, x []T, low, high T)", "computes y = min(max(x, low), high), low and high being numbers.")
	low, high := k.operandOf("low"), k.operandOf("high")
	k.each([]string{"y", "x"}, 2, func(e element) {
		x := e.load("x")
		e.store("y", e.kernel.keepNaN(x, e.kernel.minOf(e.kernel.maxOf(x, low), high)))
	})
	k.end()
}

func (k kernel) number(name, doc string, f func(e element, x, c reg.VecVirtual) reg.VecVirtual) {
	k.begin(name, "func(y, x []T, c T)", doc)
	c := k.operandOf("c")
	k.each([]string{"y", "x"}, 2, func(e element) { e.store("y", f(e, e.load("x"), c)) })
	k.end()
}

// comparisons writes what yields or takes conditions: numbers that are 0 where they do not hold.
func (k kernel) comparisons() {
	for _, o := range []struct {
		name, doc string
		predicate uint64
	}{{"less", "a < b", less}, {"atMost", "a <= b", atMost}} {
		k.binary(o.name, "computes y = "+o.doc+" ? 1 : 0.", func(e element, a, b reg.VecVirtual) reg.VecVirtual {
			return e.kernel.keep(e.kernel.compare(a, o.predicate, b), e.kernel.constant(1))
		})
	}
	for _, o := range []struct {
		name, doc string
		predicate uint64
	}{{"lessNum", "x < c", less}, {"atMostNum", "x <= c", atMost}, {"moreNum", "x > c", greater}, {"atLeastNum", "x >= c", atLeast}} {
		k.number(o.name, "computes y = "+o.doc+" ? 1 : 0.", func(e element, x, c reg.VecVirtual) reg.VecVirtual {
			return e.kernel.keep(e.kernel.compare(x, o.predicate, c), e.kernel.constant(1))
		})
	}
	k.begin("keep", "func(y, c, a []T)", "computes y = c != 0 ? a : 0.")
	k.each([]string{"y", "c", "a"}, 2, func(e element) {
		e.store("y", e.kernel.keep(e.kernel.where(e.load("c"), notEqual, 0), e.load("a")))
	})
	k.end()
	k.begin("where", "func(y, c, a, b []T)", "computes y = c != 0 ? a : b.")
	k.each([]string{"y", "c", "a", "b"}, 2, func(e element) {
		e.store("y", e.kernel.choose(e.kernel.where(e.load("c"), notEqual, 0), e.load("a"), e.load("b")))
	})
	k.end()
}

// sign returns 1 for positive x, -1 for negative x, and x itself for zeros and NaN.
func (e element) sign(x reg.VecVirtual) reg.VecVirtual {
	y := e.kernel.choose(e.kernel.where(x, less, 0), e.kernel.constant(-1), x)
	return e.kernel.choose(e.kernel.where(x, greater, 0), e.kernel.constant(1), y)
}

func (e element) sqrt(x reg.VecVirtual) reg.VecVirtual {
	e.kernel.do("VSQRT", x, x)
	return x
}

// whole makes whole numbers: in mode 8 the nearest, in mode 9 those below; neither makes an exception of what is not whole.
func (e element) whole(x reg.VecVirtual, mode uint64) reg.VecVirtual {
	if e.kernel.wide {
		e.kernel.do("VRNDSCALE", operand.Imm(mode), x, x)
	} else {
		e.kernel.do("VROUND", operand.Imm(mode), x, x)
	}
	return x
}

// total writes the sum of a slice, in float64.
func (k kernel) total() {
	k.begin("total", "func(x []T) float64", "is the sum of x, in float64.")
	k.double, k.widened = true, !k.double
	acc := make([]reg.VecVirtual, sums)
	for i := range acc {
		acc[i] = k.vector()
		k.VXORPD(acc[i], acc[i], acc[i])
	}
	k.each([]string{"x"}, sums, func(e element) {
		sum := acc[e.offset/(e.kernel.lanes()*e.kernel.size())]
		e.kernel.VADDPD(e.load("x"), sum, sum)
	})
	sum := k.addLanes(k.addUp(acc))
	k.VZEROUPPER()
	k.Store(sum.AsX(), k.ReturnIndex(0))
	k.RET()
}
