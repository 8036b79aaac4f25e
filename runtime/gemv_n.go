package nn

import "unsafe"

// F32GemvN computes y = W·x + b, where W is (len(y), len(x)):
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += w[i*len(x)+j] * x[j]
//		}
//	}
//
// but adds in another order.
func F32GemvN(y, w, b, x []float32) {
	f32GemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), unbounded[float32]())
}

// F64GemvN is F32GemvN for float64.
func F64GemvN(y, w, b, x []float64) {
	f64GemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), unbounded[float64]())
}

// F32GemvNRelu is F32GemvN, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemvNRelu(y, w, b, x []float32) {
	f32GemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), 0)
}

// F64GemvNRelu is F32GemvNRelu for float64.
func F64GemvNRelu(y, w, b, x []float64) {
	f64GemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), 0)
}

// fitN reports whether the lengths of gemvN's arguments fit together.
func fitN(y, w, b, x int) bool { return w >= y*x && b == y }

// gemvN is the body of F32GemvN; results below floor become floor.
func gemvN[T Float](y, w, b, x []T, floor T) {
	mulN(y, w, x, len(x))
	addTo(y, b)
	raise(y, floor)
}
