package nn

import (
	"fmt"
	"testing"
)

// BenchmarkBFloat16 measures products with weights in bfloat16 beside those in float32.
func BenchmarkBFloat16(b *testing.B) {
	for _, l := range [][2]int{{13, 64}, {64, 64}, {64, 10}, {127, 127}, {128, 64}, {784, 64}, {784, 128}, {1024, 1024}} {
		n0, n1, ld := l[0], l[1], padded(l[1])
		y, w, bias, x := ramp[float32](n1), ramp[float32](ld*n0), ramp[float32](n1), ramp[float32](n0)
		rounded, flops := make([]BFloat16, sizeBFloat16(n0, ld)), 2*n0*n1
		BF16Round(rounded, w, n0, ld)
		rate(b, fmt.Sprintf("gemvT/%d→%d/float32", n0, n1), flops, func() { F32GemvT(y, w, bias, x, ld) })
		rate(b, fmt.Sprintf("gemvT/%d→%d/bfloat16", n0, n1), flops, func() { BF16GemvT(y, rounded, bias, x, ld) })
		measure(b, "round", l, func() { BF16Round(rounded, w, n0, ld) })
		measure(b, "widen", l, func() { BF16Widen(w, rounded, n0, ld) })
	}
}
