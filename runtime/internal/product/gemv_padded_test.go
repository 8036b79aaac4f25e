package product

import (
	"math"
	"testing"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestGemvTPadded holds that the kernels for weights without a tail compute the bits of those for any, and refuse one.
func TestGemvTPadded(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, n := range []int{1, 3, 8, 17, 64, 65, 128, 129, 200} {
			for _, k := range []int{1, 5, 64} {
				ld := (n + 7) / 8 * 8
				w, b, x := kerneltest.Ramp[float32](k*ld), kerneltest.Ramp[float32](n), kerneltest.Ramp[float32](k)
				for i := range x {
					x[i] *= float32(i % 2)
				}
				w64, b64, x64 := kerneltest.Ramp[float64](k*ld), kerneltest.Ramp[float64](n), kerneltest.Ramp[float64](k)
				testPadded(t, F32GemvTPaddedUnpacked, F32GemvTUnpacked, w, b, x, ld)
				testPadded(t, F32GemvTSparsePaddedUnpacked, F32GemvTSparseUnpacked, w, b, x, ld)
				testPadded(t, F64GemvTPaddedUnpacked, F64GemvTUnpacked, w64, b64, x64, ld)
				testPadded(t, F64GemvTSparsePaddedUnpacked, F64GemvTSparseUnpacked, w64, b64, x64, ld)
			}
		}
	})
}

func testPadded[T float32 | float64](t *testing.T, padded, whole func(y, w, b, x *T, ny, nw, nb, nx, ld int, floor T), w, b, x []T, ld int) {
	t.Helper()
	got, want := make([]T, len(b)), make([]T, len(b))
	for _, c := range []struct {
		f func(y, w, b, x *T, ny, nw, nb, nx, ld int, floor T)
		y []T
	}{{padded, got}, {whole, want}} {
		c.f(&c.y[0], unsafe.SliceData(w), &b[0], &x[0], len(b), len(w), len(b), len(x), ld, 0)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%d units of %d inputs: unit %d is %v, want %v", len(b), len(x), i, got[i], want[i])
		}
	}
}

// TestGemvTColumns holds that the weights of the first unit, which follow those of the last one, are of no other unit: here they are no numbers.
func TestGemvTColumns(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for n := 2; n <= 70; n++ {
			for k := 1; k <= 9; k++ {
				w, y, ones := make([]float32, k*n), make([]float32, n), make([]float32, max(k, n))
				for i := range ones {
					ones[i] = 1
				}
				for i := range w {
					w[i] = 2
					if i%n == 0 {
						w[i] = float32(math.NaN())
					}
				}
				F32GemvTPaddedUnpacked(&y[0], &w[0], &ones[0], &ones[0], n, len(w), n, k, n, 0)
				for i, v := range y[1:] {
					if v != float32(2*k+1) {
						t.Fatalf("%d units of %d inputs: unit %d is %v, want %d", n, k, i+1, v, 2*k+1)
					}
				}
			}
		}
	})
}
