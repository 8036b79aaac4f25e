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

// TestSoftAndWeighted holds the kernels for probabilities and for weights against that for classes: one-hot rows and weights of 1
// are it, others are what it makes row by row, and a row of weight 0 may have no class.
func TestSoftAndWeighted(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) {
			testSoftAndWeighted(t, F32SmoothCrossEntropyGradRows, F32SoftCrossEntropyGradRows, func(dz, z []float32, ts []int, ws []float32, n int, s, factor float32) float64 {
				return F32WeightedCrossEntropyGradRows(dz, z, ts, ws, n, s, float64(factor))
			})
		})
		t.Run("float64", func(t *testing.T) {
			testSoftAndWeighted(t, F64SmoothCrossEntropyGradRows, F64SoftCrossEntropyGradRows, F64WeightedCrossEntropyGradRows)
		})
	})
}

func testSoftAndWeighted[T mat.Float](t *testing.T, hard func(dz, z []T, ts []int, n int, s, factor T) float64,
	soft func(dz, z, ps []T, n int, s, factor T) float64, weighted func(dz, z []T, ts []int, ws []T, n int, s, factor T) float64) {
	const rows, factor = 5, 0.125
	for n := 1; n < 40; n++ {
		for _, smoothing := range []T{0, 0.1} {
			arena := kerneltest.NewArena[T](t)
			z, dz, want, ps := arena.Random(rows*n), arena.Random(rows*n), make([]T, rows*n), make([]T, rows*n)
			ts, ws := make([]int, rows), []T{1, 1, 1, 1, 1}
			for i := range ts {
				ts[i] = i * 3 % n
				ps[i*n+ts[i]] = 1
			}
			loss := hard(want, z, ts, n, smoothing, factor)
			near(t, "one-hot rows", soft(dz, z, ps, n, smoothing, factor), loss, dz, want)
			if got := weighted(dz, z, ts, ws, n, smoothing, factor); !kerneltest.SameBits(dz, want) {
				t.Fatalf("weights of 1, rows of %d: the loss is %v, want %v, or the bits of the gradient differ", n, got, loss)
			}
			copy(ws, []T{3, 0, 0.5, 1, 0})
			loss = 0
			for i, w := range ws {
				loss += float64(w) * hard(want[i*n:][:n], z[i*n:][:n], ts[i:i+1], n, smoothing, factor*w)
				for k := range n { // the same loss as a soft target: w of one class
					ps[i*n+k] *= w
				}
			}
			ts[1], ts[4] = -1, n // of weight 0: no target has to be a class
			near(t, "weights", weighted(dz, z, ts, ws, n, smoothing, factor), loss, dz, want)
			if smoothing == 0 {
				near(t, "sums that are not 1", soft(dz, z, ps, n, smoothing, factor), loss, dz, want)
				near(t, "in place", soft(z, z, ps, n, smoothing, factor), loss, z, want)
			}
			arena.Check("crossEntropyGradRows")
		}
	}
}

func near[T mat.Float](t *testing.T, what string, loss, wantLoss float64, got, want []T) {
	t.Helper()
	if math.Abs(loss-wantLoss) > 100*kerneltest.Epsilon[T]()*(wantLoss+1) {
		t.Fatalf("%s, %d numbers: the loss is %v, want %v", what, len(got), loss, wantLoss)
	}
	for i := range want {
		if math.Abs(float64(got[i]-want[i])) > 100*kerneltest.Epsilon[T]() {
			t.Fatalf("%s, %d numbers: gradient %d is %v, want %v", what, len(got), i, got[i], want[i])
		}
	}
}
