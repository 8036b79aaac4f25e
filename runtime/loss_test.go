package nn

import (
	"math"
	"testing"
)

// TestCrossEntropyRows holds that a row's gradient has the same bits wherever it stands, and the loss is the sum.
func TestCrossEntropyRows(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testCrossEntropyRows(t, single) })
		t.Run("float64", func(t *testing.T) { testCrossEntropyRows(t, double) })
	})
}

func testCrossEntropyRows[T Float](t *testing.T, k kernels[T]) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 40} {
		for _, m := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 239, 240, 241, 500} {
			arena := newArena[T](t)
			z, dz, ts := arena.random(m*n), arena.random(m*n), make([]int, m)
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
			if !sameBits(z, dz) {
				t.Fatalf("%d rows of %d differ in place", m, n)
			}
			arena.check("crossEntropyGradRows")
		}
	}
}

// checkRows holds dz and the loss against the rows taken one by one.
func checkRows[T Float](t *testing.T, k kernels[T], dz, z []T, ts []int, n int, loss float64) {
	t.Helper()
	one, want, m := make([]T, n), 0.0, len(ts)
	for i := range ts {
		k.crossEntropyGrad(one, z[i*n:][:n], ts[i:i+1], n, 0.125)
		want += lossOf(z[i*n:][:n], ts[i])
		if !sameBits(one, dz[i*n:][:n]) {
			t.Fatalf("row %d of %d, %d classes: gradient %v, alone %v", i, m, n, dz[i*n:][:n], one)
		}
	}
	if bound := float64(m+10) * epsilon[T]() * (want + float64(m)); !(math.Abs(loss-want) <= bound) {
		t.Fatalf("loss of %d rows of %d is %v, want %v within %g", m, n, loss, want, bound)
	}
}

// TestCrossEntropySmall holds that the loss of a sure and right answer is not rounded to 0.
func TestCrossEntropySmall(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for n := 2; n < 40; n++ {
			z := make([]float32, n)
			z[n/2] = 30
			want := float64(n-1) * math.Exp(-30)
			if got := ScrossEntropyRows(z, []int{n / 2}, n); math.Abs(got-want) > 0.01*want {
				t.Errorf("loss of %d classes is %g, want %g", n, got, want)
			}
		}
	})
}

// TestCrossEntropyClass holds that a class that there is not panics before anything is written.
func TestCrossEntropyClass(t *testing.T) {
	for _, class := range []int{-1, 3, 1 << 32} {
		dz := []float32{5, 5, 5, 5, 5, 5}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("class %d of 3 does not panic", class)
				}
			}()
			ScrossEntropyGradRows(dz, make([]float32, 6), []int{0, class}, 3, 1)
		}()
		if dz[0] != 5 {
			t.Errorf("class %d: dz was written", class)
		}
	}
}
