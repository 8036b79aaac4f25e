package softmax

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestCrossEntropyRows holds that a row's gradient has the same bits wherever it stands, and the loss is the sum.
func TestCrossEntropyRows(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testCrossEntropyRows(t, singleClasses) })
		t.Run("float64", func(t *testing.T) { testCrossEntropyRows(t, doubleClasses) })
	})
}

func testCrossEntropyRows[T mat.Float](t *testing.T, k classKernels[T]) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 40} {
		for _, m := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 47, 239, 240, 241, 500} {
			testCrossEntropyShape(t, k, m, n)
		}
	}
	testCrossEntropyShape(t, k, 7, 100)
	testCrossEntropyShape(t, k, 3, 1000)
}

// TestCrossEntropyShapes is TestCrossEntropyRows with other shapes in every run.
func TestCrossEntropyShapes(t *testing.T) {
	rng := kerneltest.Shapes(t)
	var shapes [][2]int
	for range 40 {
		shapes = append(shapes, [2]int{rng.IntN(300), 1 + rng.IntN([]int{8, 20, 300}[rng.IntN(3)])})
	}
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range shapes {
			testCrossEntropyShape(t, singleClasses, s[0], s[1])
			testCrossEntropyShape(t, doubleClasses, s[0], s[1])
		}
	})
}

// testCrossEntropyShape holds m rows of n classes against the rows taken one by one.
func testCrossEntropyShape[T mat.Float](t *testing.T, k classKernels[T], m, n int) {
	t.Helper()
	arena := kerneltest.NewArena[T](t)
	z, dz, ts := arena.Random(m*n), arena.Random(m*n), make([]int, m)
	scale(z, 20)
	for i := range ts {
		ts[i] = i * 7 % n
	}
	loss := k.crossEntropyGrad(dz, z, ts, n, 0.125)
	checkRows(t, k, dz, z, ts, n, loss)
	if other := k.crossEntropy(z, ts, n); other != loss {
		t.Fatalf("%d rows of %d: crossEntropyRows is %v, crossEntropyGradRows returns %v", m, n, other, loss)
	}
	k.crossEntropyGrad(z, z, ts, n, 0.125)
	if !kerneltest.SameBits(z, dz) {
		t.Fatalf("%d rows of %d differ in place", m, n)
	}
	arena.Check("crossEntropyGradRows")
}

// checkRows holds dz and the loss against the rows taken one by one.
func checkRows[T mat.Float](t *testing.T, k classKernels[T], dz, z []T, ts []int, n int, loss float64) {
	t.Helper()
	one, want, m := make([]T, n), 0.0, len(ts)
	for i := range ts {
		k.crossEntropyGrad(one, z[i*n:][:n], ts[i:i+1], n, 0.125)
		want += lossOf(z[i*n:][:n], ts[i])
		if !kerneltest.SameBits(one, dz[i*n:][:n]) {
			t.Fatalf("row %d of %d, %d classes: gradient %v, alone %v", i, m, n, dz[i*n:][:n], one)
		}
	}
	if bound := float64(m+10) * kerneltest.Epsilon[T]() * (want + float64(m)); !(math.Abs(loss-want) <= bound) {
		t.Fatalf("loss of %d rows of %d is %v, want %v within %g", m, n, loss, want, bound)
	}
}

// TestCrossEntropySmall holds that the loss of a sure and right answer is not rounded to 0.
func TestCrossEntropySmall(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for n := 2; n < 40; n++ {
			z := make([]float32, n)
			z[n/2] = 30
			want := float64(n-1) * math.Exp(-30)
			if got := F32CrossEntropyRows(z, []int{n / 2}, n); math.Abs(got-want) > 0.01*want {
				t.Errorf("loss of %d classes is %g, want %g", n, got, want)
			}
		}
	})
}

// TestCrossEntropySmallRows holds the same of many rows, one of which is not so sure.
func TestCrossEntropySmallRows(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for n := 2; n < 20; n++ {
			const rows = 37
			z, ts := make([]float32, rows*n), make([]int, rows)
			for i := range ts {
				ts[i] = i % n
				z[i*n+ts[i]] = 30
			}
			want := rows * float64(n-1) * math.Exp(-30)
			if got := F32CrossEntropyRows(z, ts, n); math.Abs(got-want) > 0.01*want {
				t.Errorf("loss of %d classes is %g, want %g", n, got, want)
			}
		}
	})
}

// TestCrossEntropyPropagates holds that a logit that is not finite spoils the loss and the gradient of its row, and no
// other row.
func TestCrossEntropyPropagates(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testCrossEntropyPropagates(t, singleClasses) })
		t.Run("float64", func(t *testing.T) { testCrossEntropyPropagates(t, doubleClasses) })
	})
}

func testCrossEntropyPropagates[T mat.Float](t *testing.T, k classKernels[T]) {
	const rows = 35
	for n := 2; n < 20; n++ {
		for i := range rows * n {
			for _, bad := range []float64{math.NaN(), math.Inf(1)} {
				z, dz, ts := make([]T, rows*n), make([]T, rows*n), make([]int, rows)
				z[i] = T(bad)
				if loss := k.crossEntropyGrad(dz, z, ts, n, 1); loss == loss {
					t.Fatalf("logit %d of %d in rows of %d is %v: the loss is %v", i, len(z), n, bad, loss)
				}
				checkSpoilt(t, dz, n, i/n)
				k.softmaxRows(z, z, n)
				checkSpoilt(t, z, n, i/n)
			}
		}
	}
}

// checkSpoilt fails unless NaN is in all places of a row and nowhere else.
func checkSpoilt[T mat.Float](t *testing.T, y []T, n, row int) {
	t.Helper()
	for i, v := range y {
		if (v != v) != (i/n == row) {
			t.Fatalf("entry %d in rows of %d is %v, where row %d is spoilt", i, n, v, row)
		}
	}
}

// TestCrossEntropyClass holds that a class that there is not panics before anything is written, wherever it stands.
func TestCrossEntropyClass(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for m := 1; m < 70; m++ {
			for i := range m {
				for _, class := range []int{-1, 3, math.MaxInt/2 + 1, math.MinInt, math.MaxInt} {
					testCrossEntropyClass(t, m, i, class)
				}
			}
		}
	})
}

func testCrossEntropyClass(t *testing.T, m, i, class int) {
	ts, dz := make([]int, m), make([]float32, 3*m)
	ts[i], dz[0] = class, 5
	defer func() {
		if recover() == nil || dz[0] != 5 {
			t.Errorf("class %d of 3 in row %d of %d: no panic, or dz was written", class, i, m)
		}
	}()
	F32CrossEntropyGradRows(dz, make([]float32, 3*m), ts, 3, 1)
}
