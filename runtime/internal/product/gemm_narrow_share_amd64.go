//go:build !purego

package product

import (
	"runtime"
	"sync"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

const (
	// joinedNarrow is how many multiplications a narrow product must have to be shared while helpers are about. They are
	// few, since each core has rows of A in its cache that it has just computed.
	joinedNarrow = 1 << 17
	// narrowRows is how many rows there are at least for each piece, and narrowUnit divides those of all but the last.
	narrowRows, narrowUnit = 64, 16
)

// sharesNarrow reports whether it is worth while to share a narrow product between cores.
func sharesNarrow(m, n, k int) bool {
	return m >= 2*narrowRows && (m*n*k >= crew.ParallelSize || m*n*k >= joinedNarrow && crew.Joined()) && !crew.Occupied()
}

// narrowProduct is a narrow product of one precision that is gemmNN.
type narrowProduct[T mat.Float] struct {
	kernel      func(c, a, b, bias *T, m, n, k, ld, turned int, floor T)
	c, a        []T
	b, bias     *T
	m, n, k, ld int
	floor       T
	rows        int // of a piece
}

// The products that several cores share are kept, so that nothing is allocated for the next ones.
var singleNarrows, doubleNarrows sync.Pool

// shareNarrow computes the product in a piece for each core.
func shareNarrow[T mat.Float](kept *sync.Pool, g narrowProduct[T]) {
	p, ok := kept.Get().(*narrowProduct[T])
	if !ok {
		p = new(narrowProduct[T])
	}
	*p = g
	p.rows = crew.Evenly(g.m, min(runtime.GOMAXPROCS(0), g.m/narrowRows), narrowUnit)
	crew.Parallel(crew.Ceil(g.m, p.rows), p)
	*p = narrowProduct[T]{}
	kept.Put(p)
}

// Piece implements crew.Task.
func (p *narrowProduct[T]) Piece(i int) {
	row := i * p.rows
	p.kernel(&p.c[row*p.n], &p.a[row*p.k], p.b, p.bias, min(p.rows, p.m-row), p.n, p.k, p.ld, 0, p.floor)
}

// f32GemmNarrowShared computes a product of f32GemmNarrow, where nothing is turned, on several cores.
func f32GemmNarrowShared(c, a, b, bias *float32, m, n, k, ld int, floor float32) {
	kernel := f32GemmNarrowAVX2
	if cpu.Level == cpu.AVX512 {
		kernel = f32GemmNarrowAVX512
	}
	shareNarrow(&singleNarrows, narrowProduct[float32]{kernel, unsafe.Slice(c, m*n), unsafe.Slice(a, m*k), b, bias, m, n, k, ld, floor, 0})
}

// f64GemmNarrowShared is f32GemmNarrowShared for float64.
func f64GemmNarrowShared(c, a, b, bias *float64, m, n, k, ld int, floor float64) {
	shareNarrow(&doubleNarrows, narrowProduct[float64]{f64GemmNarrowAVX2, unsafe.Slice(c, m*n), unsafe.Slice(a, m*k), b, bias, m, n, k, ld, floor, 0})
}
