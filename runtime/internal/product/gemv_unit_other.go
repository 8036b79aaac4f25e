//go:build purego || !amd64

package product

// F32GemvTLeakyUnit computes y = w2·leaky_relu(W1ᵀ·x + b1) + b2.
//
//go:noinline
func F32GemvTLeakyUnit(y, w1, b1, w2, b2, x *float32, sizes UnitSizes, slope float32) {
	f32GemvTLeakyUnitOfCalls(y, w1, b1, w2, b2, x, sizes, slope)
}
