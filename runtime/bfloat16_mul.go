package nn

import "sync"

// SBgemvT is SgemvT for weights in BFloat16; it computes in float32:
//
//	for o := range y {
//		y[o] = b[o]
//		for i := range x {
//			y[o] += w[(i/2*ld+o)*2+i%2].Float32() * x[i]
//		}
//	}
//
// but adds in another order.
//
//go:noinline
func SBgemvT(y []float32, w []BFloat16, b, x []float32, ld int) {
	mustFitBFloat16(y, w, b, x, ld)
	sbgemvT(y, w, b, x, ld, unbounded[float32]())
}

// SBgemvTRelu is SBgemvT, and then sets the entries below 0 to 0. NaN stays NaN.
//
//go:noinline
func SBgemvTRelu(y []float32, w []BFloat16, b, x []float32, ld int) {
	mustFitBFloat16(y, w, b, x, ld)
	sbgemvT(y, w, b, x, ld, 0)
}

func mustFitBFloat16(y []float32, w []BFloat16, b, x []float32, ld int) {
	mustFit(ld >= len(y) && len(w) == sizeBFloat16(len(x), ld) && len(b) == len(y), "SBgemvT")
}

func sbgemvTBody(y []float32, w []BFloat16, b, x []float32, ld int, floor float32) {
	copy(y, b)
	for i, v := range x {
		for o := range y {
			y[o] += w[(i/2*ld+o)*2+i%2].Float32() * v
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
	sbgemm(c, a, b, bias, m, n, k, ld, SBgemvT, SgemmNNBias)
}

// SBgemmNNBiasRelu is SBgemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func SBgemmNNBiasRelu(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	sbgemm(c, a, b, bias, m, n, k, ld, SBgemvTRelu, SgemmNNBiasRelu)
}

// fewRows is the number of rows up to which the weights are read once for each of them.
const fewRows = 4

func sbgemm(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int,
	gemv func(y []float32, w []BFloat16, b, x []float32, ld int), gemm func(c, a, b, bias []float32, m, n, k, ld int)) {
	mustFit(len(c) == m*n && len(a) == m*k && len(b) == sizeBFloat16(k, ld), "SBgemmNN")
	if m <= fewRows {
		for i := range m {
			gemv(c[i*n:][:n], b, bias, a[i*k:][:k], ld)
		}
		return
	}
	s := widened.Get().(*[]float32)
	defer widened.Put(s)
	*s = Grow(*s, k*ld)
	SBwiden(*s, b, k, ld)
	gemm(c, a, *s, bias, m, n, k, ld)
}

// widened keeps memory for weights in float32.
var widened = sync.Pool{New: func() any { return new([]float32) }}
