//go:build !purego

package product

import (
	"sync"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/neon"
)

// int8Units is how many units the kernel computes; it reads whole rows of them.
const int8Units = 16

// Int8GemvTUnpacked is F32GemvTUnpacked for weights in Int8.
//
//go:noinline
func Int8GemvTUnpacked(y *float32, w *Int8, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	mat.MustFit(fitInt8(ny, nw, nb, nx, ld), "Int8GemvT")
	ys, ws, bs, xs := unsafe.Slice(y, ny), unsafe.Slice(w, nw), unsafe.Slice(b, nb), unsafe.Slice(x, nx)
	if cpu.Level == cpu.Go || ld%int8Units != 0 || nx == 0 {
		int8GemvTBody(ys, ws, bs, xs, ld, floor)
		return
	}
	s := wholeBytes.Get().(*int8Sums)
	s.q = mat.Grow(s.q, 4*groups(nx))
	step := roundInputs(s.q, xs)
	for at := 0; at < ny; at += int8Units {
		neon.Int8Sums(&s.sums[0], (*uint8)(&ws[4*at]), &s.q[0], groups(nx), 4*ld)
		for o := at; o < min(at+int8Units, ny); o++ {
			ys[o] = finish(s.sums[o-at], bs[o], scaleAt(ws, o, ld)*step, floor)
		}
	}
	wholeBytes.Put(s)
}

// int8Sums is memory for inputs in whole numbers and for sums.
type int8Sums struct {
	q    []int8
	sums [int8Units]int32
}

var wholeBytes = sync.Pool{New: func() any { return new(int8Sums) }}
