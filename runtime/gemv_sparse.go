package nn

import "unsafe"

// SgemvTSparse is SgemvT for an x of which many entries are 0, such as the result of relu: the rows of W that meet a 0
// need not be read. Whether a NaN or an infinity counts that stands there is left open.
func SgemvTSparse(y, w, b, x []float32, ld int) {
	sgemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float32]())
}

// DgemvTSparse is SgemvTSparse for float64.
func DgemvTSparse(y, w, b, x []float64, ld int) {
	dgemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float64]())
}

// SgemvTSparseRelu is SgemvTSparse, and then sets the entries below 0 to 0. NaN stays NaN.
func SgemvTSparseRelu(y, w, b, x []float32, ld int) {
	sgemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// DgemvTSparseRelu is SgemvTSparseRelu for float64.
func DgemvTSparseRelu(y, w, b, x []float64, ld int) {
	dgemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// gemvTSparse is the body of SgemvTSparse; results below floor become floor.
func gemvTSparse[T Float](y, w, b, x []T, ld int, floor T) {
	copy(y, b)
	var at [4]int // of inputs that are not 0 and not yet added
	n := 0
	for i, v := range x {
		if v == 0 {
			continue
		}
		at[n] = i
		if n++; n == len(at) {
			i0, i1, i2, i3 := at[0], at[1], at[2], at[3]
			addRows4(y, w[i0*ld:], w[i1*ld:], w[i2*ld:], w[i3*ld:], x[i0], x[i1], x[i2], x[i3])
			n = 0
		}
	}
	for _, i := range at[:n] {
		addRow(y, w[i*ld:], x[i])
	}
	raise(y, floor)
}
