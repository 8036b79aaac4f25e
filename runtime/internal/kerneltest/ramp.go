package kerneltest

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Measure is a benchmark of a layer.
func Measure(b *testing.B, name string, l [2]int, run func()) {
	b.Run(fmt.Sprintf("%s/%d→%d", name, l[0], l[1]), func(b *testing.B) {
		for b.Loop() {
			run()
		}
	})
}

// Ramp returns n small numbers.
func Ramp[T mat.Float](n int) []T {
	xs := make([]T, n)
	for i := range xs {
		xs[i] = T(i%7)*0.25 - 0.5
	}
	return xs
}
