package softmax

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestSmoothCrossEntropy holds loss and gradient of smoothed targets against their definition, and in place.
func TestSmoothCrossEntropy(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) {
			testSmoothCrossEntropy(t, F32SmoothCrossEntropyRows, F32SmoothCrossEntropyGradRows)
		})
		t.Run("float64", func(t *testing.T) {
			testSmoothCrossEntropy(t, F64SmoothCrossEntropyRows, F64SmoothCrossEntropyGradRows)
		})
	})
}

func testSmoothCrossEntropy[T mat.Float](t *testing.T, value func(z []T, ts []int, n int, smoothing T) float64,
	gradient func(dz, z []T, ts []int, n int, smoothing, factor T) float64) {
	const rows, smoothing, factor = 7, 0.1, 0.125
	for n := 1; n < 40; n++ {
		arena := kerneltest.NewArena[T](t)
		z, dz, ts := arena.Random(rows*n), arena.Random(rows*n), make([]int, rows)
		scale(z, 20)
		var want, wantGrad = 0.0, make([]float64, rows*n)
		for i := range ts {
			ts[i] = i * 5 % n
			row := z[i*n:][:n]
			for k, q := range smoothTarget(n, ts[i], smoothing) {
				want += q * lossOf(row, k)
				wantGrad[i*n+k] = factor * (math.Exp(-lossOf(row, k)) - q)
			}
		}
		loss := gradient(dz, z, ts, n, smoothing, factor)
		if math.Abs(loss-want) > 100*kerneltest.Epsilon[T]()*(want+rows) {
			t.Fatalf("loss of rows of %d is %v, want %v", n, loss, want)
		}
		for i, d := range dz {
			if math.Abs(float64(d)-wantGrad[i]) > 100*kerneltest.Epsilon[T]() {
				t.Fatalf("gradient %d of rows of %d is %v, want %v", i, n, d, wantGrad[i])
			}
		}
		if other := value(z, ts, n, smoothing); other != loss {
			t.Fatalf("rows of %d: the loss alone is %v, with its gradient %v", n, other, loss)
		}
		if again := gradient(z, z, ts, n, smoothing, factor); again != loss || !kerneltest.SameBits(z, dz) {
			t.Fatalf("rows of %d differ in place", n)
		}
		arena.Check("smoothCrossEntropyGradRows")
	}
}

// smoothTarget is (1-s)·onehot + s/n.
func smoothTarget(n, class int, s float64) []float64 {
	q := make([]float64, n)
	for k := range q {
		q[k] = s / float64(n)
	}
	q[class] += 1 - s
	return q
}
