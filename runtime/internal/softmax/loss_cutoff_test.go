package softmax

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestCrossEntropyDenormals holds that the gradient of very unlikely classes is exactly 0, and normal above them.
func TestCrossEntropyDenormals(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testCrossEntropyDenormals(t, singleClasses, cutoff32) })
		t.Run("float64", func(t *testing.T) { testCrossEntropyDenormals(t, doubleClasses, cutoff64) })
	})
}

func testCrossEntropyDenormals[T mat.Float](t *testing.T, k classKernels[T], cutoff T) {
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
			if math.Abs(float64(d)-want) > 1000*kerneltest.Epsilon[T]()*want || d != 0 && d < kerneltest.SmallestNormal[T]() {
				t.Fatalf("gradient of %d classes at the logit %v is %g, want %g", n, z[i+1], d, want)
			}
		}
	}
}
