package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// What generated packages call takes its slices unpacked, as pointers and lengths, so that all arguments are in registers.
// It is not inlined: in the caller's package the compiler would not see that the generic bodies keep none of their arguments,
// and would move the caller's scratch to the heap.

// f32GemvT is F32GemvTUnpacked for slices.
func f32GemvT(y, w, b, x []float32, ld int, floor float32) {
	F32GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), ld, floor)
}

// f32GemvTLeakyOfCalls is gemvT, and then the slope.
func f32GemvTLeakyOfCalls(y, w, b, x *float32, ny, nw, nb, nx, ld int, slope float32) {
	F32GemvTUnpacked(y, w, b, x, ny, nw, nb, nx, ld, mat.Unbounded[float32]())
	elem.F32LeakyRelu(unsafe.Slice(y, ny), unsafe.Slice(y, ny), slope)
}

// f64GemvT is F64GemvTUnpacked for slices.
func f64GemvT(y, w, b, x []float64, ld int, floor float64) {
	F64GemvTUnpacked(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), ld, floor)
}

// fitT reports whether the lengths of gemvT's arguments fit together.
func fitT(y, w, b, x, ld int) bool { return mat.HasRoom(w, x, y, ld) && b == y }

// gemvT computes y = Wᵀ·x + b, where W is (len(x), len(y)) and its rows begin ld entries apart; results below floor become floor.
func gemvT[T mat.Float](y, w, b, x []T, ld int, floor T) {
	copy(y, b)
	mat.MulT(y, w, x, len(x), 1, ld)
	mat.Raise(y, floor)
}
