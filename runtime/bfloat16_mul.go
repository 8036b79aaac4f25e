package nn

import (
	"sync"
	"unsafe"
)

// SBgemvT is SgemvT for weights in BFloat16; it computes in float32:
//
//	for o := range y {
//		y[o] = b[o]
//		for i := range x {
//			y[o] += weightAt(w, i, o, ld) * x[i]
//		}
//	}
//
// but adds in another order.
func SBgemvT(y []float32, w []BFloat16, b, x []float32, ld int) {
	sbgemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), ld, unbounded[float32]())
}

// SBgemvTRelu is SBgemvT, and then sets the entries below 0 to 0. NaN stays NaN.
func SBgemvTRelu(y []float32, w []BFloat16, b, x []float32, ld int) {
	sbgemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), ld, 0)
}

// fitBFloat16 reports whether the lengths of sbgemvT's arguments fit together.
func fitBFloat16(y, w, b, x, ld int) bool { return ld >= y && w == sizeBFloat16(x, ld) && b == y }

func sbgemvTBody(y []float32, w []BFloat16, b, x []float32, ld int, floor float32) {
	copy(y, b)
	for i := 0; i+1 < len(x); i += 2 {
		row, first, second := w[i*ld:], x[i], x[i+1]
		for o := range y {
			pair := row[2*o:][:2]
			y[o] += pair[0].Float32() * first
			y[o] += secondWeight(pair[0], pair[1]) * second
		}
	}
	if i := len(x) - 1; i%2 == 0 {
		for o := range y {
			y[o] += w[i*ld+2*o].Float32() * x[i]
		}
	}
	for o, v := range y {
		if v < floor {
			y[o] = floor
		}
	}
}

// SBgemmNNBias is SgemmNNBias for weights B in BFloat16, which are widened first unless the rows of A are few.
func SBgemmNNBias(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	sbgemm(c, a, b, bias, m, n, k, ld, unbounded[float32]())
}

// SBgemmNNBiasRelu is SBgemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func SBgemmNNBiasRelu(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	sbgemm(c, a, b, bias, m, n, k, ld, 0)
}

// fewRows is the number of rows up to which the weights are read once for each of them.
const fewRows = 8

func sbgemm(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int, floor float32) {
	mustFit(len(c) == m*n && len(a) == m*k && len(b) == sizeBFloat16(k, ld) && len(bias) == n, "SBgemmNN")
	if m <= fewRows {
		for i := range m {
			y, x := unsafe.SliceData(c[i*n:]), unsafe.SliceData(a[i*k:])
			sbgemvT(y, unsafe.SliceData(b), unsafe.SliceData(bias), x, n, len(b), n, k, ld, floor)
		}
		return
	}
	s := widened.Get().(*[]float32)
	defer widened.Put(s)
	*s = Grow(*s, k*ld)
	SBwiden(*s, b, k, ld)
	g := gemmNN(c, a, *s, bias, m, n, k, ld, floor)
	sgemm(&g)
}

// widened keeps memory for weights in float32.
var widened = sync.Pool{New: func() any { return new([]float32) }}
