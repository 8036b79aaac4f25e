package main

// finite adds up x - x, which is NaN where x is infinite or NaN, and else 0.
func (k kernel) finite() {
	k.begin("finite", "func(x []T) bool", "reports whether no entry of x is NaN or infinite.")
	acc := k.zeros(1, sums)[0]
	k.each([]string{"x"}, sums, func(e element) {
		x, sum := e.load("x"), acc[e.offset/e.kernel.width()]
		e.kernel.do("VSUB", x, x, x)
		e.kernel.do("VADD", x, sum, sum)
	})
	total, result := k.addUp(acc), k.address(k.ReturnIndex(0))
	strange := k.compare(total, unordered, total)
	if k.wide {
		k.KORTESTW(strange, strange)
	} else {
		bits := k.GP32()
		k.do("VMOVMSK", strange, bits)
		k.TESTL(bits, bits)
	}
	k.SETEQ(result)
	k.end()
}
