package elem

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestActivationBounds holds that no activation touches what stands before or after its slices.
func TestActivationBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testActivationBounds(f, d)
	})
}

func testActivationBounds(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
	for _, n := range []int{0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 33, 63, 65} {
		y, z, dy, dz := f.Slice(n), f.Slice(n), d.Slice(n), d.Slice(n)
		for _, a := range activations {
			a.run(y, z)
		}
		for _, g := range gradients {
			g.run(y, z)
		}
		for _, p := range pairs {
			p.run(dy, dz)
		}
		f.Free()
		d.Free()
	}
}
