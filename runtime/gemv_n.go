package nn

import "unsafe"

// SgemvN computes y = W·x + b, where W is (len(y), len(x)):
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += w[i*len(x)+j] * x[j]
//		}
//	}
//
// but adds in another order.
func SgemvN(y, w, b, x []float32) {
	sgemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), unbounded[float32]())
}

// DgemvN is SgemvN for float64.
func DgemvN(y, w, b, x []float64) {
	dgemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), unbounded[float64]())
}

// SgemvNRelu is SgemvN, and then sets the entries below 0 to 0. NaN stays NaN.
func SgemvNRelu(y, w, b, x []float32) {
	sgemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), 0)
}

// DgemvNRelu is SgemvNRelu for float64.
func DgemvNRelu(y, w, b, x []float64) {
	dgemvN(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), 0)
}

// fitN reports whether the lengths of gemvN's arguments fit together.
func fitN(y, w, b, x int) bool { return w >= y*x && b == y }

// gemvN is the body of SgemvN; results below floor become floor.
func gemvN[T Float](y, w, b, x []T, floor T) {
	mulN(y, w, x, len(x))
	addTo(y, b)
	raise(y, floor)
}
