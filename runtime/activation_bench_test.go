package nn

import (
	"fmt"
	"testing"
)

func BenchmarkActivation(b *testing.B) {
	for _, a := range activations {
		for _, n := range []int{8, 64, 4096} {
			y, z := make([]float32, n), ramp[float32](n)
			b.Run(fmt.Sprintf("%s/%d", a.name, n), func(b *testing.B) {
				for b.Loop() {
					a.run(y, z)
				}
			})
		}
	}
}

func BenchmarkGradient(b *testing.B) {
	for _, g := range gradients {
		for _, n := range []int{64, 4096} {
			da, start, x := make([]float32, n), ramp[float32](n), ramp[float32](n)
			b.Run(fmt.Sprintf("%s/%d", g.name, n), func(b *testing.B) {
				for b.Loop() {
					copy(da, start) // or it would soon be denormal
					g.run(da, x)
				}
			})
		}
	}
}
