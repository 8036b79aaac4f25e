//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Int8GemvTUnpacked is F32GemvTUnpacked for weights in Int8.
//
//go:noinline
func Int8GemvTUnpacked(y *float32, w *Int8, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mat.MustFit(fitInt8(ny, nw, nb, nx, ld), "Int8GemvT")
	ys, ws, bs, xs := unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx)
	// The kernels read whole vectors of a row.
	if cpu.Level == cpu.Go || ld%int8Row != 0 || nx == 0 {
		int8GemvTBody(ys, ws, bs, xs, ld, floor)
		return
	}
	s := quantized.Get().(*[]int16)
	*s = mat.Grow(*s, nx+int8Row)
	if cpu.VNNI {
		int8GemvTBytes(ys, ws, bs, xs, (*int8)(unsafe.Pointer(&(*s)[0])), ld, floor)
	} else {
		int8GemvTWords(ys, ws, bs, xs, *s, ld, floor)
	}
	quantized.Put(s)
}

// int8Row is what the length of a row of units is a multiple of, where the kernels are to run.
const int8Row = 16

// int8GemvTBytes is int8GemvTBody by products of bytes.
func int8GemvTBytes(y []float32, w []Int8, b, x []float32, bytes *int8, ld int, floor float32) {
	step, factor := steps(int8LargestAVX512(x))
	start := -int8Zero * int8QuantizeAVX512(x, bytes, factor, (*uint8)(unsafe.SliceData(w)), ld)
	for at := 0; at < len(y); at += 16 * int8Units {
		n := min(len(y)-at, 16*int8Units)
		int8GemvTAVX512(&y[at], (*uint8)(&w[4*at]), (*uint8)(&scales(w, ld)[4*at]), &b[at], bytes, n, groups(len(x)), ld, start, step, floor)
	}
}

// int8Units is how many vectors of outputs the kernel for bytes computes at once.
const int8Units = 8

// int8GemvTWords is int8GemvTBody by products of 16-bit numbers.
func int8GemvTWords(y []float32, w []Int8, b, x []float32, q []int16, ld int, floor float32) {
	step, factor := steps(int8LargestAVX2(x))
	start := -int8Zero * int8QuantizeAVX2(x, &q[0], factor)
	for at := 0; at < len(y); at += 4 * int8Units {
		n := min(len(y)-at, 4*int8Units)
		int8GemvTAVX2(&y[at], (*uint8)(&w[4*at]), (*uint8)(&scales(w, ld)[4*at]), &b[at], &q[0], n, groups(len(x)), ld, start, step, floor)
	}
}
