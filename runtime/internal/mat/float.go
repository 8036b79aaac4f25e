package mat

// Float is the element type of a network: float32 or float64.
type Float interface{ float32 | float64 }

// MustFit panics unless the lengths of a kernel's arguments fit together.
func MustFit(ok bool, kernel string) {
	if !ok {
		panicUnfit(kernel)
	}
}

//go:noinline
func panicUnfit(kernel string) {
	panic("nn: internal error: " + kernel + " was called with lengths that do not fit; " +
		"generate the package again with nngen build")
}
