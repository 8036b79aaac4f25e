package softmax

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestSoftmax(t *testing.T) { kerneltest.AtLevels(t, testSoftmaxAt) }

func testSoftmaxAt(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testSoftmax(t, singleClasses) })
	t.Run("float64", func(t *testing.T) { testSoftmax(t, doubleClasses) })
}

func testSoftmax[T mat.Float](t *testing.T, k classKernels[T]) {
	for _, n := range kerneltest.Lengths() {
		for _, spread := range []T{0, 1, 30, 1000} {
			arena := kerneltest.NewArena[T](t)
			z, y := arena.Random(n), arena.Random(n)
			kerneltest.Enlarge(z, spread)
			k.softmax(y, z)
			kerneltest.CompareRelative(t, fmt.Sprintf("softmax of %d", n), y, kerneltest.SoftmaxOf(z))
			k.softmax(z, z)
			if !kerneltest.SameBits(y, z) {
				t.Fatalf("softmax of %d differs in place", n)
			}
			arena.Check("softmax")
		}
	}
}

// lossOf is log Σ exp(z[j]-z[class]), in float64, with the largest logit taken out of the sum.
func lossOf[T mat.Float](z []T, class int) float64 {
	largest, total := math.Inf(-1), 0.0
	for _, v := range z {
		largest = max(largest, float64(v))
	}
	for _, v := range z {
		total += math.Exp(float64(v) - largest)
	}
	return math.Log(total) + largest - float64(z[class])
}

func TestSoftmaxRows(t *testing.T) { kerneltest.AtLevels(t, testSoftmaxRowsAt) }

func testSoftmaxRowsAt(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testSoftmaxRows(t, singleClasses) })
	t.Run("float64", func(t *testing.T) { testSoftmaxRows(t, doubleClasses) })
}

func testSoftmaxRows[T mat.Float](t *testing.T, k classKernels[T]) {
	k.softmaxRows(nil, nil, 0)
	for n := 1; n < 20; n++ {
		for rows := 2; rows < 36; rows++ {
			testSoftmaxRowsOf(t, k, rows, n)
		}
		testSoftmaxRowsOf(t, k, 51, n)
	}
}

func testSoftmaxRowsOf[T mat.Float](t *testing.T, k classKernels[T], rows, n int) {
	t.Helper()
	arena := kerneltest.NewArena[T](t)
	z, y, want := arena.Random(rows*n), arena.Random(rows*n), make([]T, n)
	kerneltest.Enlarge(z, 20)
	k.softmaxRows(y, z, n)
	for i := range rows {
		k.softmax(want, z[i*n:][:n])
		if !kerneltest.SameBits(want, y[i*n:][:n]) {
			t.Fatalf("row %d of %d with %d entries differs from softmax", i, rows, n)
		}
	}
	k.softmaxRows(z, z, n)
	if !kerneltest.SameBits(z, y) {
		t.Fatalf("softmaxRows differs in place, at %d entries", n)
	}
	arena.Check("softmaxRows")
}

// TestSoftmaxPropagates holds that no probability looks fine where a logit is not.
func TestSoftmaxPropagates(t *testing.T) { kerneltest.AtLevels(t, testSoftmaxPropagates) }

func testSoftmaxPropagates(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, z := range [][]float32{{nan, 1}, {1, nan, 2}, {inf, 1}, {-inf, -inf}} {
		y, dz := make([]float32, len(z)), make([]float32, len(z))
		F32Softmax(y, z)
		loss := F32CrossEntropyGradRows(dz, z, []int{0}, len(z), 1)
		for i := range z {
			if y[i] == y[i] || dz[i] == dz[i] || loss == loss {
				t.Errorf("softmax(%v) = %v, gradient %v, loss %v; want NaN", z, y, dz, loss)
			}
		}
	}
	y := []float32{-inf, 0, 0}
	if F32Softmax(y, y); y[0] != 0 || y[1] != 0.5 {
		t.Errorf("a logit of -Inf: %v, want [0 0.5 0.5]", y)
	}
}

func TestCrossEntropy(t *testing.T) { kerneltest.AtLevels(t, testCrossEntropyAt) }

func testCrossEntropyAt(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testCrossEntropy(t, singleClasses) })
	t.Run("float64", func(t *testing.T) { testCrossEntropy(t, doubleClasses) })
}

func testCrossEntropy[T mat.Float](t *testing.T, k classKernels[T]) {
	for _, n := range kerneltest.Lengths()[1:] {
		for _, spread := range []T{0, 1, 30, 1000} {
			arena := kerneltest.NewArena[T](t)
			z, dz := arena.Random(n), arena.Random(n)
			kerneltest.Enlarge(z, spread)
			testCrossEntropyRow(t, k, dz, z, n/2)
			arena.Check("crossEntropyGrad")
		}
	}
}

// testCrossEntropyRow holds loss and gradient of one row against their definitions.
func testCrossEntropyRow[T mat.Float](t *testing.T, k classKernels[T], dz, z []T, class int) {
	t.Helper()
	const factor = 0.25
	ts, n := []int{class}, len(z)
	loss, want := k.crossEntropyGrad(dz, z, ts, n, factor), lossOf(z, class)
	if bound := 100 * kerneltest.Epsilon[T]() * (1 + want); !(math.Abs(loss-want) <= bound) {
		t.Fatalf("loss of %d logits is %v, want %v within %g", len(z), loss, want, bound)
	}
	if other := k.crossEntropy(z, ts, n); other != loss {
		t.Fatalf("crossEntropy is %v, crossEntropyGrad returns %v", other, loss)
	}
	p := kerneltest.SoftmaxOf(z)
	p[class]--
	for i := range p {
		if d := math.Abs(float64(dz[i]) - p[i]*factor); !(d <= 100*kerneltest.Epsilon[T]()) {
			t.Fatalf("gradient entry %d is %v, want %v", i, dz[i], p[i]*factor)
		}
	}
	if k.crossEntropyGrad(z, z, ts, n, factor); !kerneltest.SameBits(z, dz) {
		t.Fatalf("crossEntropyGrad of %d logits differs in place", len(z))
	}
}
