package main

// classesFit writes the check of classes, which are as wide as a float64.
func (k kernel) classesFit() {
	k.begins("classesFit"+k.level(), "func(ts []int, n int) bool", "reports whether all classes are below n and none is below 0.")
	n, last, signs := k.GP64(), k.vector(), k.constant(0)
	k.Load(k.Param("n"), n)
	k.DECQ(n)
	k.VMOVQ(n, last.AsX())
	k.VPBROADCASTQ(last.AsX(), last)
	k.each([]string{"ts"}, 1, func(e element) {
		t, above := e.load("ts"), e.kernel.vector()
		e.kernel.VPSUBQ(t, last, above) // the sign of this or of t is set
		e.kernel.do("VOR", t, above, above)
		e.kernel.do("VOR", above, signs, signs)
	})
	bits, fit := k.GP32(), k.GP8()
	if k.wide {
		mask := k.K()
		k.VPMOVQ2M(signs, mask)
		k.KMOVW(mask, bits)
	} else {
		k.VMOVMSKPD(signs, bits)
	}
	k.TESTL(bits, bits)
	k.SETEQ(fit)
	k.Store(fit, k.ReturnIndex(0))
	k.end()
}
