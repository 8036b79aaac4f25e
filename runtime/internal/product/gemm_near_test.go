package product

import (
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemmNear holds that gradients of few weights have the bits that they have on the way of all products, whether or not they take another.
func TestGemmNear(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for _, n := range []int{64, 65, 128} {
			for _, k := range []int{1, 7, 13, 32, 64} {
				for _, m := range []int{1, 5, 8, 9, 13, 32, 40} {
					testGemmNear(t, arena, m, n, k)
				}
			}
		}
	})
}

func testGemmNear(t *testing.T, arena *kerneltest.Arena[float32], m, n, k int) {
	t.Helper()
	a, b, c, want := arena.Random(m*k), arena.Random(n*(k+3)), arena.Random(m*n), arena.Random(m*n)
	F32GemmNT(c, a, b[:len(b)-3], m, n, k, k+3)
	nt := gemmNT(want, a, b[:len(b)-3], nil, m, n, k, k+3, mat.Unbounded[float32]())
	f32Gemm(&nt)
	arena.Check("gemmNT")
	if !slices.Equal(c, want) {
		t.Errorf("gemmNT of (%d, %d), %d added up, has other bits", m, n, k)
	}
	ld := n + 3
	a, b, c = arena.Random(k*m), arena.Random(k*n), arena.Random(m*ld-3)
	want = slices.Clone(c)
	F32GemmTN(c, a, b, m, n, k, ld)
	tn := gemmTN(want, a, b, m, n, k, ld)
	f32Gemm(&tn)
	arena.Check("gemmTN")
	if !slices.Equal(c, want) {
		t.Errorf("gemmTN of (%d, %d), %d added up, has other bits", m, n, k)
	}
}
