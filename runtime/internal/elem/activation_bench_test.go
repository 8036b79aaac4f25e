package elem

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/random"
)

func BenchmarkActivation(b *testing.B) {
	for _, a := range activations {
		for _, n := range []int{8, 64, 4096} {
			y, z := make([]float32, n), kerneltest.Ramp[float32](n)
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
			da, start, x := make([]float32, n), kerneltest.Ramp[float32](n), kerneltest.Ramp[float32](n)
			b.Run(fmt.Sprintf("%s/%d", g.name, n), func(b *testing.B) {
				for b.Loop() {
					copy(da, start) // or it would soon be denormal
					g.run(da, x)
				}
			})
		}
	}
}

// BenchmarkSmooth measures the functions of float64 with normally distributed numbers, as networks have them: they mislead
// the branch prediction of a scalar function.
func BenchmarkSmooth(b *testing.B) {
	for _, f := range []struct {
		name string
		run  func(y, z []float64)
	}{{"gelu", F64Gelu}, {"geluGrad", F64GeluGrad}, {"softplus", F64Softplus}} {
		for _, n := range []int{8, 64, 4096} {
			y, start, z := make([]float64, n), kerneltest.Ramp[float64](n), make([]float64, n)
			random.F64FillNormal(random.NewRand(1), z, 1)
			b.Run(fmt.Sprintf("%s/%d", f.name, n), func(b *testing.B) {
				for b.Loop() {
					copy(y, start) // or gradients would soon be denormal
					f.run(y, z)
				}
			})
		}
	}
}
