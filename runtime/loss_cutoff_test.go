package nn

import (
	"math"
	"testing"
)

// TestCrossEntropyDenormals holds that the gradient of very unlikely classes is exactly 0, and normal above them.
func TestCrossEntropyDenormals(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testCrossEntropyDenormals(t, single, cutoff32) })
		t.Run("float64", func(t *testing.T) { testCrossEntropyDenormals(t, double, cutoff64) })
	})
}

func testCrossEntropyDenormals[T Float](t *testing.T, k kernels[T], cutoff T) {
	const factor = 0x1p-20
	for n := 2; n < 80; n++ {
		z, dz := make([]T, n), make([]T, n)
		for i := range n - 1 {
			z[i+1] = cutoff * T(0.8+float64(i)/100)
		}
		k.crossEntropyGrad(dz, z, []int{0}, n, factor)
		for i, d := range dz[1:] {
			want := 0.0
			if z[i+1] >= cutoff {
				want = factor * math.Exp(float64(z[i+1]))
			}
			if math.Abs(float64(d)-want) > 1000*epsilon[T]()*want || d != 0 && d < leastNormal[T]() {
				t.Fatalf("gradient of %d classes at the logit %v is %g, want %g", n, z[i+1], d, want)
			}
		}
	}
}
