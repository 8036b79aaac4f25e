package product

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestGemm(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testGemm(t, singleMatrix) })
		t.Run("float64", func(t *testing.T) { testGemm(t, doubleMatrix) })
	})
}

func testGemm[T mat.Float](t *testing.T, kernels matrixKernels[T]) {
	for m := range 10 {
		for n := range 20 {
			for k := range 6 {
				testGemmShape(t, kernels, m, n, k, m%3)
			}
		}
	}
	for m := range 32 {
		for _, n := range []int{1, 4, 7, 8, 15, 31, 32, 33, 47, 48, 49, 63, 64, 65, 80, 81, 100} {
			testGemmShape(t, kernels, m, n, 17, n%2*5)
		}
	}
	for _, s := range [][3]int{
		{17, 31, 23}, {64, 13, 32}, {1, 257, 65}, {129, 1, 70}, {33, 47, 300}, {2, 3, 1000}, {97, 300, 67}, {40, 600, 9}, {100, 20, 30}, {133, 21, 40}, {150, 101, 7},
	} {
		testGemmShape(t, kernels, s[0], s[1], s[2], 3)
	}
	testGemmShape(t, kernels, 33, 70, 300, 1024-70) // panels of B are copied
}

// TestGemmShapes is TestGemm with other shapes in every run.
func TestGemmShapes(t *testing.T) {
	rng := kerneltest.Shapes(t)
	var shapes [][4]int
	for range 12 {
		m, n, k := rng.IntN(400), rng.IntN(150), rng.IntN(100)
		switch rng.IntN(3) {
		case 0: // a layer for a large batch
			n = 1 + 16*rng.IntN(6) + rng.IntN(16)
		case 1: // few of everything
			m, n, k = m%40, n%40, k%20
		}
		shapes = append(shapes, [4]int{m, n, k, rng.IntN(8)})
	}
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range shapes {
			testGemmShape(t, singleMatrix, s[0], s[1], s[2], s[3])
			testGemmShape(t, doubleMatrix, s[0], s[1], s[2], s[3])
		}
	})
}

// TestGemmStreams holds products with a B that no near cache holds, which is multiplied block by block, against plain loops.
func TestGemmStreams(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, m := range []int{3, 18} {
			testGemmNN(t, singleMatrix, kerneltest.NewArena[float32](t), fmt.Sprint("NN of rows ", m), m, 1030, 2100, 1040)
		}
		testGemmNN(t, doubleMatrix, kerneltest.NewArena[float64](t), "NN", 3, 515, 2100, 520)
	})
}

// testGemmShape holds the products of one shape against plain loops, with rows of B (of C, for TN) that many entries
// further apart than they are long.
func testGemmShape[T mat.Float](t *testing.T, kernels matrixKernels[T], m, n, k, gap int) {
	arena := kerneltest.NewArena[T](t)
	shape := fmt.Sprintf("(%d, %d, %d)", m, n, k)
	testGemmNN(t, kernels, arena, "NN "+shape, m, n, k, n+gap)
	testGemmNT(t, kernels, arena, "NT "+shape, m, n, k, k+gap)
	testGemmTN(t, kernels, arena, "TN "+shape, m, n, k, n+gap)
	arena.Check("gemm " + shape)
}

func testGemmNN[T mat.Float](t *testing.T, kernels matrixKernels[T], arena *kerneltest.Arena[T], what string, m, n, k, ld int) {
	a, b, bias := arena.Random(m*k), padding(arena.Random(rowsApart(k, n, ld)), n, ld, math.NaN()), arena.Random(n)
	c, biased, relu := arena.Random(m*n), arena.Random(m*n), arena.Random(m*n)
	kernels.gemmNN(c, a, b, m, n, k, ld)
	kernels.gemmNNBias(biased, a, b, bias, m, n, k, ld)
	kernels.gemmNNBiasRelu(relu, a, b, bias, m, n, k, ld)
	for at := range m * n {
		i, j := at/n, at%n
		var want kerneltest.Sum
		for p := range k {
			want.Add(float64(a[i*k+p]) * float64(b[p*ld+j]))
		}
		kerneltest.Compare(t, what, at, c[at], want)
		want.Add(float64(bias[j]))
		kerneltest.Compare(t, what+" with bias", at, biased[at], want)
	}
	isRelu(t, what+" with relu", relu, biased)
}

func testGemmNT[T mat.Float](t *testing.T, kernels matrixKernels[T], arena *kerneltest.Arena[T], what string, m, n, k, ld int) {
	a, b, bias := arena.Random(m*k), padding(arena.Random(rowsApart(n, k, ld)), k, ld, math.NaN()), arena.Random(n)
	c, biased, relu := arena.Random(m*n), arena.Random(m*n), arena.Random(m*n)
	kernels.gemmNT(c, a, b, m, n, k, ld)
	kernels.gemmNTBias(biased, a, b, bias, m, n, k, ld)
	kernels.gemmNTBiasRelu(relu, a, b, bias, m, n, k, ld)
	for at := range m * n {
		i, j := at/n, at%n
		var want kerneltest.Sum
		for p := range k {
			want.Add(float64(a[i*k+p]) * float64(b[j*ld+p]))
		}
		kerneltest.Compare(t, what, at, c[at], want)
		want.Add(float64(bias[j]))
		kerneltest.Compare(t, what+" with bias", at, biased[at], want)
	}
	isRelu(t, what+" with relu", relu, biased)
}

func testGemmTN[T mat.Float](t *testing.T, kernels matrixKernels[T], arena *kerneltest.Arena[T], what string, m, n, k, ld int) {
	a, b, c := arena.Random(k*m), arena.Random(k*n), padding(arena.Random(rowsApart(m, n, ld)), n, ld, kerneltest.Guard)
	kernels.gemmTN(c, a, b, m, n, k, ld)
	for at, v := range c {
		i, j := at/ld, at%ld
		if j >= n {
			if v != kerneltest.Guard {
				t.Fatalf("%s wrote between the rows of C", what)
			}
			continue
		}
		var want kerneltest.Sum
		for p := range k {
			want.Add(float64(a[p*m+i]) * float64(b[p*n+j]))
		}
		kerneltest.Compare(t, what, at, v, want)
	}
}

// padding sets to v what lies between the rows of w, which have n entries and begin ld apart.
func padding[T mat.Float](w []T, n, ld int, v float64) []T {
	for at := range w {
		if at%ld >= n {
			w[at] = T(v)
		}
	}
	return w
}

// rowsApart is the length of a slice with m rows of n entries that begin ld apart.
func rowsApart(m, n, ld int) int {
	if m == 0 {
		return 0
	}
	return (m-1)*ld + n
}
