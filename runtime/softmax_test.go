package nn

import (
	"fmt"
	"math"
	"testing"
)

func TestSoftmax(t *testing.T) { atLevels(t, testSoftmaxAt) }

func testSoftmaxAt(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testSoftmax(t, single) })
	t.Run("float64", func(t *testing.T) { testSoftmax(t, double) })
}

func testSoftmax[T Float](t *testing.T, k kernels[T]) {
	for _, n := range lengths() {
		for _, spread := range []T{0, 1, 30, 1000} {
			arena := newArena[T](t)
			z, y := arena.random(n), arena.random(n)
			scale(z, spread)
			k.softmax(y, z)
			compareRelative(t, fmt.Sprintf("softmax of %d", n), y, softmaxOf(z))
			k.softmax(z, z)
			if !sameBits(y, z) {
				t.Fatalf("softmax of %d differs in place", n)
			}
			arena.check("softmax")
		}
	}
}

// softmaxOf is the definition, in float64, with all logits moved so that the largest is 0.
func softmaxOf[T Float](z []T) []float64 {
	y, largest, total := make([]float64, len(z)), math.Inf(-1), 0.0
	for _, v := range z {
		largest = max(largest, float64(v))
	}
	for i, v := range z {
		y[i] = math.Exp(float64(v) - largest)
		total += y[i]
	}
	for i := range y {
		y[i] /= total
	}
	return y
}

// lossOf is log Σ exp(z[j]-z[class]), in float64, with the largest logit taken out of the sum.
func lossOf[T Float](z []T, class int) float64 {
	largest, total := math.Inf(-1), 0.0
	for _, v := range z {
		largest = max(largest, float64(v))
	}
	for _, v := range z {
		total += math.Exp(float64(v) - largest)
	}
	return math.Log(total) + largest - float64(z[class])
}

// compareRelative fails unless got is want, but for the rounding of the argument and the result of an exp.
func compareRelative[T Float](t *testing.T, what string, got []T, want []float64) {
	t.Helper()
	for i := range want {
		bound := (200*want[i] + 1e-30) * epsilon[T]()
		if d := math.Abs(float64(got[i]) - want[i]); !(d <= bound) {
			t.Fatalf("%s: entry %d is %v, want %v within %g", what, i, got[i], want[i], bound)
		}
	}
}

func TestSoftmaxRows(t *testing.T) { atLevels(t, testSoftmaxRowsAt) }

func testSoftmaxRowsAt(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testSoftmaxRows(t, single) })
	t.Run("float64", func(t *testing.T) { testSoftmaxRows(t, double) })
}

func testSoftmaxRows[T Float](t *testing.T, k kernels[T]) {
	k.softmaxRows(nil, nil, 0)
	for n := 1; n < 20; n++ {
		for _, rows := range []int{2, 3, 4, 8, 11, 16, 19, 32, 35, 51} {
			testSoftmaxRowsOf(t, k, rows, n)
		}
	}
}

func testSoftmaxRowsOf[T Float](t *testing.T, k kernels[T], rows, n int) {
	t.Helper()
	arena := newArena[T](t)
	z, y, want := arena.random(rows*n), arena.random(rows*n), make([]T, n)
	scale(z, 20)
	k.softmaxRows(y, z, n)
	for i := range rows {
		k.softmax(want, z[i*n:][:n])
		if !sameBits(want, y[i*n:][:n]) {
			t.Fatalf("row %d of %d with %d entries differs from softmax", i, rows, n)
		}
	}
	k.softmaxRows(z, z, n)
	if !sameBits(z, y) {
		t.Fatalf("softmaxRows differs in place, at %d entries", n)
	}
	arena.check("softmaxRows")
}

// TestSoftmaxPropagates holds that no probability looks fine where a logit is not.
func TestSoftmaxPropagates(t *testing.T) { atLevels(t, testSoftmaxPropagates) }

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

func TestCrossEntropy(t *testing.T) { atLevels(t, testCrossEntropyAt) }

func testCrossEntropyAt(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testCrossEntropy(t, single) })
	t.Run("float64", func(t *testing.T) { testCrossEntropy(t, double) })
}

func testCrossEntropy[T Float](t *testing.T, k kernels[T]) {
	for _, n := range lengths()[1:] {
		for _, spread := range []T{0, 1, 30, 1000} {
			arena := newArena[T](t)
			z, dz := arena.random(n), arena.random(n)
			scale(z, spread)
			testCrossEntropyRow(t, k, dz, z, n/2)
			arena.check("crossEntropyGrad")
		}
	}
}

// testCrossEntropyRow holds loss and gradient of one row against their definitions.
func testCrossEntropyRow[T Float](t *testing.T, k kernels[T], dz, z []T, class int) {
	t.Helper()
	const factor = 0.25
	ts, n := []int{class}, len(z)
	loss, want := k.crossEntropyGrad(dz, z, ts, n, factor), lossOf(z, class)
	if bound := 100 * epsilon[T]() * (1 + want); !(math.Abs(loss-want) <= bound) {
		t.Fatalf("loss of %d logits is %v, want %v within %g", len(z), loss, want, bound)
	}
	if other := k.crossEntropy(z, ts, n); other != loss {
		t.Fatalf("crossEntropy is %v, crossEntropyGrad returns %v", other, loss)
	}
	p := softmaxOf(z)
	p[class]--
	for i := range p {
		if d := math.Abs(float64(dz[i]) - p[i]*factor); !(d <= 100*epsilon[T]()) {
			t.Fatalf("gradient entry %d is %v, want %v", i, dz[i], p[i]*factor)
		}
	}
	if k.crossEntropyGrad(z, z, ts, n, factor); !sameBits(z, dz) {
		t.Fatalf("crossEntropyGrad of %d logits differs in place", len(z))
	}
}
