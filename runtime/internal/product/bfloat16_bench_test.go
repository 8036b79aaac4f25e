package product

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// BenchmarkBFloat16 measures products with weights in bfloat16 beside those in float32.
func BenchmarkBFloat16(b *testing.B) {
	for _, l := range [][2]int{{13, 64}, {64, 64}, {64, 10}, {127, 127}, {128, 64}, {784, 64}, {784, 128}, {1024, 1024}} {
		n0, n1, ld := l[0], l[1], padded(l[1])
		y, w, bias, x := kerneltest.Ramp[float32](n1), kerneltest.Ramp[float32](ld*n0), kerneltest.Ramp[float32](n1), kerneltest.Ramp[float32](n0)
		rounded, flops := make([]BFloat16, sizeBFloat16(n0, ld)), 2*n0*n1
		BF16Round(rounded, w, n0, ld)
		rate(b, fmt.Sprintf("gemvT/%d→%d/float32", n0, n1), flops, func() { singleMatrix.gemvT(y, w, bias, x, ld) })
		rate(b, fmt.Sprintf("gemvT/%d→%d/bfloat16", n0, n1), flops, func() { bf16GemvT(y, rounded, bias, x, ld) })
		kerneltest.Measure(b, "round", l, func() { BF16Round(rounded, w, n0, ld) })
		kerneltest.Measure(b, "widen", l, func() { BF16Widen(w, rounded, n0, ld) })
	}
}
