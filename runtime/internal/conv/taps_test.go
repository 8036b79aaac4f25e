package conv

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// scattered are n places of which each is some entries after the one before.
func scattered(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = int32(i * 5 / 2)
	}
	return list
}

// TestTaps holds sums over taps, for every number of channels and every length, against the definition, and that nothing else is written.
func TestTaps(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testTaps(kerneltest.NewArena[float32](t)) })
		t.Run("float64", func(t *testing.T) { testTaps(kerneltest.NewArena[float64](t)) })
	})
}

func testTaps[T mat.Float](arena *kerneltest.Arena[T]) {
	for m := 1; m <= tallest[T](); m++ {
		for _, n := range kerneltest.Lengths() {
			if n == 0 {
				continue
			}
			places := scattered(1 + (m+n)%4)
			k, ldz := len(places), n+m%3
			z, w, x := arena.Random((m-1)*ldz+n), arena.Random(m*k), arena.Random(int(places[k-1])+n)
			a := affine[T]{arena.Random(m), arena.Random(m), -0.5}
			between := mat.Grow([]T(nil), len(z))
			copy(between, z)
			taps[T, allKernels](&tapping[T]{z, w, x, a.scale, a.shift, places, m, n, ldz, a.floor})
			for i, got := range z {
				row, j := i/ldz, i%ldz
				if j >= n {
					if got != between[i] {
						arena.T.Fatalf("%d × %d: entry %d between the rows has changed", m, n, i)
					}
					continue
				}
				sum := kerneltest.Sum{}
				sum.Add(float64(a.shift[row]))
				for p, place := range places {
					sum.Add(float64(a.scale[row]) * float64(w[row*k+p]) * float64(x[int(place)+j]))
				}
				sum.Terms += 2 // roundings of the scale and the shift
				sum.Value = math.Max(sum.Value, -0.5)
				kerneltest.Compare(arena.T, fmt.Sprintf("taps %d × %d", m, n), i, got, sum)
			}
			arena.Check("taps")
		}
	}
}

// TestTapDots holds the sums over columns likewise.
func TestTapDots(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testTapDots(kerneltest.NewArena[float32](t)) })
		t.Run("float64", func(t *testing.T) { testTapDots(kerneltest.NewArena[float64](t)) })
	})
}

func testTapDots[T mat.Float](arena *kerneltest.Arena[T]) {
	for m := 1; m <= dotRows[T](); m++ {
		for _, n := range kerneltest.Lengths() {
			if n == 0 {
				continue
			}
			places, examples := scattered(1+(m+n)%17), 1+n%3
			k, ldz := len(places), n+m%3
			stepZ, stepX := m*ldz+1, int(places[k-1])+n+2
			y, z, x := arena.Random(m*k), arena.Random(examples*stepZ), arena.Random(examples*stepX)
			tapDots(y, z, x, places, m, n, ldz, stepZ, stepX, examples)
			for i, got := range y {
				var sum kerneltest.Sum
				for e := range examples {
					for j := range n {
						sum.Add(float64(z[e*stepZ+i/k*ldz+j]) * float64(x[e*stepX+int(places[i%k])+j]))
					}
				}
				kerneltest.Compare(arena.T, fmt.Sprintf("tapDots %d × %d", m, n), i, got, sum)
			}
			arena.Check("tapDots")
		}
	}
}

// TestTapsNaN: what is not a number stays in its column, and no bound hides it.
func TestTapsNaN(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		const n = 37
		for m := 1; m <= tallest[float32](); m++ {
			z, w, x, ones := make([]float32, m*n), make([]float32, m), make([]float32, n), make([]float32, m)
			mat.Fill(w, 1)
			mat.Fill(ones, 1)
			at := m * 4
			x[at] = float32(math.NaN())
			taps[float32, allKernels](&tapping[float32]{z, w, x, ones, make([]float32, m), []int32{0}, m, n, n, 0})
			for i, v := range z {
				if i%n == at && v == v || i%n != at && v != 0 {
					t.Errorf("%d channels: entry %d is %v", m, i, v)
				}
			}
		}
	})
}

// TestCopyRows copies rows of every length, and nothing between them.
func TestCopyRows(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testCopyRows(kerneltest.NewArena[float32](t)) })
		t.Run("float64", func(t *testing.T) { testCopyRows(kerneltest.NewArena[float64](t)) })
	})
}

func testCopyRows[T mat.Float](arena *kerneltest.Arena[T]) {
	for _, n := range kerneltest.Lengths() {
		if n == 0 {
			continue
		}
		rows, to, from := 1+n%3, n+n%4, n+n%5
		dst, src := arena.Random((rows-1)*to+n), arena.Random((rows-1)*from+n)
		want := append([]T(nil), dst...)
		copyRowsBody(want, src, rows, n, to, from)
		copyRows(dst, src, rows, n, to, from)
		if !kerneltest.SameBits(dst, want) {
			arena.T.Fatalf("%d rows of %d: %v, want %v", rows, n, dst, want)
		}
		arena.Check("copyRows")
	}
}
