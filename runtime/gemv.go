package nn

import "unsafe"

// What the exported kernels call is not inlined: in the caller's package the compiler would not see that the generic
// bodies keep none of their arguments, and would move the caller's scratch to the heap.

// F32GemvT computes y = Wᵀ·x + b, where W is (len(x), len(y)) and its rows begin ld entries apart:
//
//	for j := range y {
//		y[j] = b[j]
//		for i := range x {
//			y[j] += w[i*ld+j] * x[i]
//		}
//	}
//
// but adds in another order.
func F32GemvT(y, w, b, x []float32, ld int) {
	f32GemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float32]())
}

// F64GemvT is F32GemvT for float64.
func F64GemvT(y, w, b, x []float64, ld int) {
	f64GemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float64]())
}

// F32GemvTRelu is F32GemvT, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemvTRelu(y, w, b, x []float32, ld int) {
	f32GemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F64GemvTRelu is F32GemvTRelu for float64.
func F64GemvTRelu(y, w, b, x []float64, ld int) {
	f64GemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// fitT reports whether the lengths of gemvT's arguments fit together.
func fitT(y, w, b, x, ld int) bool { return hasRoom(w, x, y, ld) && b == y }

// gemvT is the body of F32GemvT; results below floor become floor.
func gemvT[T Float](y, w, b, x []T, ld int, floor T) {
	copy(y, b)
	mulT(y, w, x, len(x), 1, ld)
	raise(y, floor)
}
