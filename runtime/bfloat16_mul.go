package nn

import (
	"sync"
	"unsafe"
)

// BF16GemvT is F32GemvT for weights in BFloat16; it computes in float32:
//
//	for o := range y {
//		y[o] = b[o]
//		for i := range x {
//			y[o] += weightAt(w, i, o, ld) * x[i]
//		}
//	}
//
// but adds in another order.
func BF16GemvT(y []float32, w []BFloat16, b, x []float32, ld int) {
	bf16GemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), ld, unbounded[float32]())
}

// BF16GemvTRelu is BF16GemvT, and then sets the entries below 0 to 0. NaN stays NaN.
func BF16GemvTRelu(y []float32, w []BFloat16, b, x []float32, ld int) {
	bf16GemvT(unsafe.SliceData(y), unsafe.SliceData(w), unsafe.SliceData(b), unsafe.SliceData(x), len(y), len(w), len(b), len(x), ld, 0)
}

// fitBFloat16 reports whether the lengths of bf16GemvT's arguments fit together.
func fitBFloat16(y, w, b, x, ld int) bool { return ld >= y && w == sizeBFloat16(x, ld) && b == y }

func bf16GemvTBody(y []float32, w []BFloat16, b, x []float32, ld int, floor float32) {
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

// BF16GemmNNBias is F32GemmNNBias for weights B in BFloat16, which are widened first unless the rows of A are few.
func BF16GemmNNBias(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	bf16Gemm(c, a, b, bias, m, n, k, ld, unbounded[float32]())
}

// BF16GemmNNBiasRelu is BF16GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func BF16GemmNNBiasRelu(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	bf16Gemm(c, a, b, bias, m, n, k, ld, 0)
}

// fewRows is the number of rows up to which the weights are read once for each of them.
const fewRows = 8

func bf16Gemm(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int, floor float32) {
	mustFit(len(c) == m*n && len(a) == m*k && len(b) == sizeBFloat16(k, ld) && len(bias) == n, "SBgemmNN")
	if m <= fewRows {
		for i := range m {
			y, x := unsafe.SliceData(c[i*n:]), unsafe.SliceData(a[i*k:])
			bf16GemvT(y, unsafe.SliceData(b), unsafe.SliceData(bias), x, n, len(b), n, k, ld, floor)
		}
		return
	}
	s := widened.Get().(*[]float32)
	defer widened.Put(s)
	*s = Grow(*s, k*ld)
	BF16Widen(*s, b, k, ld)
	g := gemmNN(c, a, *s, bias, m, n, k, ld, floor)
	f32Gemm(&g)
}

// widened keeps memory for weights in float32.
var widened = sync.Pool{New: func() any { return new([]float32) }}
