package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/elem"
)

// F32GemmNNBiasLeakyRelu is F32GemmNNBias, and then F32LeakyRelu(c, c, slope), where slope is above 0 and below 1.
func F32GemmNNBiasLeakyRelu(c, a, b, bias []float32, m, n, k, ld int, slope float32) {
	fits := (len(c)^m*n)|(len(a)^m*k)|(len(bias)^n) == 0
	if !fits || !f32GemmLeaky(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, len(b), slope) {
		F32GemmNNBias(c, a, b, bias, m, n, k, ld)
		elem.F32LeakyRelu(c, c, slope)
	}
}
