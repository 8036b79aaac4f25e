package product

import (
	"testing"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestStorageBounds holds that what multiplies by weights in BFloat16 and Int8, rounds and widens them touches nothing outside its slices.
func TestStorageBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for _, ld := range []int{1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 48, 64, 65, 129} {
			for _, k := range []int{1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 81} {
				for _, n := range []int{ld, max(1, ld-3)} {
					testBFloat16Bounds(f, n, k, ld)
					testInt8Bounds(f, n, k, ld)
					f.Free()
				}
			}
		}
	})
}

func testBFloat16Bounds(f *kerneltest.Fenced[float32], n, k, ld int) {
	size := sizeBFloat16(k, ld)
	w := unsafe.Slice((*BFloat16)(unsafe.Pointer(unsafe.SliceData(f.Slice(size/2)))), size)
	wide, b := f.Slice(k*ld), f.Slice(n)
	BF16Round(w, wide, k, ld)
	BF16Widen(wide, w, k, ld)
	BF16GemvTUnpacked(&f.Slice(n)[0], &w[0], &b[0], &f.Slice(k)[0], n, size, n, k, ld, 0)
	for _, m := range []int{2, 5, 9} {
		BF16GemmNNBias(f.Slice(m*n), f.Slice(m*k), w, b, m, n, k, ld)
	}
}

func testInt8Bounds(f *kerneltest.Fenced[float32], n, k, ld int) {
	size := sizeInt8(k, ld)
	w := unsafe.Slice((*Int8)(unsafe.Pointer(unsafe.SliceData(f.Slice(size/4)))), size)
	wide, b := f.Slice(k*ld), f.Slice(n)
	Int8Round(w, wide, k, ld)
	Int8Widen(wide, w, k, ld)
	Int8GemvTUnpacked(&f.Slice(n)[0], &w[0], &b[0], &f.Slice(k)[0], n, size, n, k, ld, 0)
	for _, m := range []int{2, 5, 9} {
		Int8GemmNNBias(f.Slice(m*n), f.Slice(m*k), w, b, m, n, k, ld)
	}
}
