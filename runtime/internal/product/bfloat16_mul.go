package product

import (
	"sync"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// fitBFloat16 reports whether the lengths of bf16GemvT's arguments fit together.
func fitBFloat16(y, w, b, x, ld int) bool { return ld >= y && w == sizeBFloat16(x, ld) && b == y }

// bf16GemvTBody is gemvT for weights in BFloat16; it computes in float32.
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
	bf16Gemm(c, a, b, bias, m, n, k, ld, mat.Unbounded[float32]())
}

// BF16GemmNNBiasRelu is BF16GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func BF16GemmNNBiasRelu(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int) {
	bf16Gemm(c, a, b, bias, m, n, k, ld, 0)
}

// fewRows is the number of rows up to which the weights are read once for each of them.
const fewRows = 8

func bf16Gemm(c, a []float32, b []BFloat16, bias []float32, m, n, k, ld int, floor float32) {
	mat.MustFit(len(c) == m*n && len(a) == m*k && len(b) == sizeBFloat16(k, ld) && len(bias) == n, "BF16GemmNN")
	if m <= fewRows && (k*ld <= widenedMost || !bf16Blocks()) || m == 1 {
		for i := range m {
			y, x := unsafe.SliceData(c[i*n:]), unsafe.SliceData(a[i*k:])
			BF16GemvTUnpacked(y, unsafe.SliceData(b), unsafe.SliceData(bias), x, n, len(b), n, k, ld, floor)
		}
		return
	}
	if k*ld > widenedMost && bf16Blocks() {
		bf16GemmByBlocks(product[float32]{c: c, a: a, bias: bias, m: m, n: n, k: k, ldc: n, rowA: k, stepA: 1, ldb: ld, floor: floor}, b)
		return
	}
	s := widened.Get().(*[]float32)
	defer widened.Put(s)
	width := widenedUnits(k, ld)
	*s = mat.Grow(*s, k*width)
	for o := 0; o < n; o += width {
		stride := min(width, ld-o)
		w := (*s)[:k*stride]
		widenUnits(w, b, o, k, ld, stride)
		units := min(stride, n-o)
		f32Gemm(&product[float32]{c: c[o:], a: a, b: w, bias: bias[o:][:units],
			m: m, n: units, k: k, ldc: n, rowA: k, stepA: 1, ldb: stride, floor: floor})
	}
}

// widenedMost is how many weights are widened at a time at most.
const widenedMost = 1 << 22

// widenedUnits is how many units of weights of k inputs are widened at a time: all where these are few, so that large weights
// do not take three times their memory.
func widenedUnits(k, ld int) int {
	const side = 64
	if k*ld <= widenedMost {
		return ld
	}
	return min(ld, max(side, widenedMost/k/side*side))
}

// widenUnits is BF16Widen of width units from unit o on, to rows of that width.
func widenUnits(dst []float32, b []BFloat16, o, k, ld, width int) {
	if width == ld {
		BF16Widen(dst, b, k, ld)
		return
	}
	for i := 0; i < k; i += 2 {
		BF16Widen(dst[i*width:min(i+2, k)*width], b[i*ld+2*o:][:2*width], min(2, k-i), width)
	}
}

// widened keeps memory for weights in float32.
var widened = sync.Pool{New: func() any { return new([]float32) }}
