package product

import "github.com/nngen/nngen/runtime/internal/mat"

// UnitSizes are the sizes of a layer with one unit behind it: twelve bits each hold its units, its inputs, and how far apart the rows of its weights
// begin; 0 says that the slices do not fit together.
type UnitSizes uint64

// units is how many units there are.
func (s UnitSizes) units() int { return int(s & mat.UnitInputs) }

// inputs is how many inputs there are, and stride how far apart rows begin.
func (s UnitSizes) inputs() int { return int(s >> 12 & mat.UnitInputs) }
func (s UnitSizes) stride() int { return int(s >> 24) }

// f32GemvTLeakyUnitOfCalls is F32GemvTLeakyUnit in two calls.
//
//go:noinline
func f32GemvTLeakyUnitOfCalls(y, w1, b1, w2, b2, x *float32, sizes UnitSizes, slope float32) {
	var a1 [mat.UnitUnits]float32
	n, inputs, ld := sizes.units(), sizes.inputs(), sizes.stride()
	mat.MustFit(n > 0 && n <= len(a1), "gemvTLeakyUnit")
	F32GemvTLeakyUnpacked(&a1[0], w1, b1, x, n, inputs*ld, n, inputs, ld, slope)
	F32GemvNUnpacked(y, w2, b2, &a1[0], 1, n, 1, n, mat.Unbounded[float32]())
}
