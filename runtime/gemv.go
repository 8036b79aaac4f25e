package nn

import "unsafe"

// What the exported kernels call is not inlined: in the caller's package the compiler would not see that the generic
// bodies keep none of their arguments, and would move the caller's scratch to the heap.

// SgemvT computes y = Wᵀ·x + b, where W is (len(x), len(y)) and its rows begin ld entries apart:
//
//	for j := range y {
//		y[j] = b[j]
//		for i := range x {
//			y[j] += w[i*ld+j] * x[i]
//		}
//	}
//
// but adds in another order.
func SgemvT(y, w, b, x []float32, ld int) {
	sgemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float32]())
}

// DgemvT is SgemvT for float64.
func DgemvT(y, w, b, x []float64, ld int) {
	dgemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float64]())
}

// SgemvTRelu is SgemvT, and then sets the entries below 0 to 0. NaN stays NaN.
func SgemvTRelu(y, w, b, x []float32, ld int) {
	sgemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// DgemvTRelu is SgemvTRelu for float64.
func DgemvTRelu(y, w, b, x []float64, ld int) {
	dgemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// fitT reports whether the lengths of gemvT's arguments fit together.
func fitT(y, w, b, x, ld int) bool { return hasRoom(w, x, y, ld) && b == y }

// gemvT is the body of SgemvT; results below floor become floor.
func gemvT[T Float](y, w, b, x []T, ld int, floor T) {
	copy(y, b)
	mulT(y, w, x, len(x), 1, ld)
	raise(y, floor)
}
