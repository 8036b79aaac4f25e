package nn

import "unsafe"

// F32GemvTSparse is F32GemvT for an x of which many entries are 0, such as the result of relu: the rows of W that meet a 0
// need not be read. Whether a NaN or an infinity counts that stands there is left open.
func F32GemvTSparse(y, w, b, x []float32, ld int) {
	f32GemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float32]())
}

// F64GemvTSparse is F32GemvTSparse for float64.
func F64GemvTSparse(y, w, b, x []float64, ld int) {
	f64GemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, unbounded[float64]())
}

// F32GemvTSparseRelu is F32GemvTSparse, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemvTSparseRelu(y, w, b, x []float32, ld int) {
	f32GemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// F64GemvTSparseRelu is F32GemvTSparseRelu for float64.
func F64GemvTSparseRelu(y, w, b, x []float64, ld int) {
	f64GemvTSparse(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x),
		len(y), len(w), len(b), len(x), ld, 0)
}

// gemvTSparse is the body of F32GemvTSparse; results below floor become floor.
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
