package optim

import (
	"strconv"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func BenchmarkOptimizers(b *testing.B) {
	for _, n := range []int{67, 5136, 109386} {
		benchmarkRules(b, "float32/", singleRules, n)
		benchmarkRules(b, "float64/", doubleRules, n)
	}
}

func benchmarkRules[T mat.Float](b *testing.B, precision string, rules []rule[T], n int) {
	// An array for each, at different places of a page, as in a program.
	w, dw, m, v := kerneltest.Ramp[T](n), kerneltest.Ramp[T](n+16), kerneltest.Ramp[T](n+32), make([]T, n+48)
	for _, r := range rules {
		b.Run(precision+r.name+"/"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				r.run(w, dw[:n], m[:n], v[:n])
			}
		})
	}
}
