package product

import (
	"sync"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// Gradients of long batches are computed for some rows at a time, and added up: see rows.Together.

// What the contributions of some rows are kept in.
var (
	gradients32 sync.Pool
	gradients64 sync.Pool
)

// f32Gradient computes C = Aᵀ·B and the sums of B's rows, if they are wanted.
func f32Gradient(c, sums, a, b []float32, m, n, k, ld int) {
	first := min(k, rows.Together)
	f32GemmTNSum(c, sums, a[:first*m], b[:first*n], m, n, first, ld)
	if first < k {
		f32AddGradient(c, sums, a[first*m:], b[first*n:], m, n, k-first, ld)
	}
}

// f32AddGradient adds what further rows contribute.
func f32AddGradient(c, sums, a, b []float32, m, n, k, ld int) {
	s := mat.Borrow[float32](&gradients32, len(c)+len(sums))
	clear(*s) // also what lies between rows of C
	part, total := (*s)[:len(c)], (*s)[len(c):]
	if len(sums) == 0 {
		total = nil // not wanted: what has no length may still have a place
	}
	for at := 0; at < k; at += rows.Together {
		more := min(rows.Together, k-at)
		f32GemmTNSum(part, total, a[at*m:][:more*m], b[at*n:][:more*n], m, n, more, ld)
		rows.F32AddBias(c, part)
		rows.F32AddBias(sums, total)
	}
	gradients32.Put(s)
}

// f64Gradient computes C = Aᵀ·B and the sums of B's rows, if they are wanted.
func f64Gradient(c, sums, a, b []float64, m, n, k, ld int) {
	first := min(k, rows.Together)
	f64GemmTNSum(c, sums, a[:first*m], b[:first*n], m, n, first, ld)
	if first < k {
		f64AddGradient(c, sums, a[first*m:], b[first*n:], m, n, k-first, ld)
	}
}

// f64AddGradient adds what further rows contribute.
func f64AddGradient(c, sums, a, b []float64, m, n, k, ld int) {
	s := mat.Borrow[float64](&gradients64, len(c)+len(sums))
	clear(*s) // also what lies between rows of C
	part, total := (*s)[:len(c)], (*s)[len(c):]
	if len(sums) == 0 {
		total = nil // not wanted: what has no length may still have a place
	}
	for at := 0; at < k; at += rows.Together {
		more := min(rows.Together, k-at)
		f64GemmTNSum(part, total, a[at*m:][:more*m], b[at*n:][:more*n], m, n, more, ld)
		rows.F64AddBias(c, part)
		rows.F64AddBias(sums, total)
	}
	gradients64.Put(s)
}
