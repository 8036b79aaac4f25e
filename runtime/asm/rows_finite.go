package main

// finite adds up 0·x, which is NaN where x is infinite or NaN, and else 0.
func (k kernel) finite() {
	k.begin("finite", "func(x []T) bool", "reports whether no entry of x is NaN or infinite.")
	zero, acc := k.zeros(1, 1)[0][0], k.zeros(1, sums)[0]
	k.each([]string{"x"}, sums, func(e element) {
		e.kernel.do("VFMADD231", zero, e.load("x"), acc[e.offset/e.kernel.width()])
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
