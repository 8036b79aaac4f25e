//go:build !purego

package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestNarrowPairRowsTaken holds that rows of layers that are narrow enough have a kernel with AVX-512, and others none.
func TestNarrowPairRowsTaken(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, c := range []struct {
			n1, n2 int
			want   bool
		}{{8, 4, true}, {1, 1, true}, {9, 4, false}, {8, 5, false}} {
			v := func(n int) []float32 { return make([]float32, n) }
			p := twoLayers{Y: v(3 * c.n2), W1: v(2 * c.n1), B1: v(c.n1), W2: v(c.n1 * c.n2), B2: v(c.n2), X: v(6), Ld1: c.n1, Ld2: c.n2}
			if got := pairRows(&p, 3, 1); got != (c.want && cpu.Level == cpu.AVX512) {
				t.Errorf("%d and %d units: %v", c.n1, c.n2, got)
			}
		}
	})
}

// TestNarrowPairGradTaken holds that the gradient of layers that are narrow enough has a kernel with AVX-512, and others none.
func TestNarrowPairGradTaken(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for _, n := range []int{1, 16, 500} {
			for _, n1 := range []int{1, 8} {
				for _, n2 := range []int{2, 4} {
					if _, ok := randomPairGrad(arena, n, 16, n1, n2).compute(); ok != (cpu.Level == cpu.AVX512) {
						t.Errorf("%d rows of %d and %d units: %v", n, n1, n2, ok)
					}
				}
			}
		}
	})
}
