package product

import (
	"sync"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// Gradient holds the arguments of F32GemmTNSum: what the gradient of a layer's weights and biases takes.
type Gradient[T mat.Float] struct {
	C, Sums, A, B []T
	M, N, K, Ld   int
}

// F32GemmTNSums computes gradients, each as F32GemmTNSum does. If the last is large enough to be shared between cores, the
// others, which are too small for that, are computed beside it. There is at least one. The call is not inlined, so that the
// list stays on the stack.
//
//go:noinline
func F32GemmTNSums(gs ...Gradient[float32]) { singleGradients.compute(gs) }

// F64GemmTNSums is F32GemmTNSums for float64.
//
//go:noinline
func F64GemmTNSums(gs ...Gradient[float64]) { doubleGradients.compute(gs) }

// layerGrads is how gradients of one precision are computed.
type layerGrads[T mat.Float] struct {
	one     func(c, sums, a, b []T, m, n, k, ld int)
	narrow  func(c, sums, a, b *T, m, n, k, ld int) bool
	wide    func(g *product[T])
	sumRows func(sums, b []T)
	besides sync.Pool // of *beside[T]
}

var (
	singleGradients = layerGrads[float32]{one: F32GemmTNSum, narrow: f32GemmTNNarrow, wide: f32Gemm, sumRows: rows.F32SumRows}
	doubleGradients = layerGrads[float64]{one: F64GemmTNSum, narrow: f64GemmTNNarrow, wide: f64Gemm, sumRows: rows.F64SumRows}
)

func (s *layerGrads[T]) compute(gs []Gradient[T]) {
	mat.MustFit(len(gs) > 0, "gemmTN")
	for i := range gs {
		g := &gs[i]
		mat.MustFit(fitTN(len(g.C), len(g.Sums), len(g.A), len(g.B), g.M, g.N, g.K, g.Ld), "gemmTN")
	}
	others, last := gs[:len(gs)-1], &gs[len(gs)-1]
	g := gemmTN(last.C, last.A, last.B, last.M, last.N, last.K, last.Ld)
	switch {
	case !g.shared() || g.k > rows.Together:
		s.each(gs)
	case s.narrow(unsafe.SliceData(last.C), unsafe.SliceData(last.Sums), unsafe.SliceData(last.A), unsafe.SliceData(last.B), g.m, g.n, g.k, g.ldc):
		s.each(others)
	default:
		s.share(g, others)
		s.sumRows(last.Sums, last.B)
	}
}

// each computes gradients one after the other.
func (s *layerGrads[T]) each(gs []Gradient[T]) {
	for i := range gs {
		g := &gs[i]
		s.one(g.C, g.Sums, g.A, g.B, g.M, g.N, g.K, g.Ld)
	}
}

// share computes the product, and the gradients beside it.
func (s *layerGrads[T]) share(g product[T], gs []Gradient[T]) {
	b, ok := s.besides.Get().(*beside[T])
	if !ok {
		b = &beside[T]{layerGrads: s}
	}
	if g.ldc < g.n && g.apartC == 0 {
		b.product = g.cutRows()
		s.wide(&b.product)
	}
	b.product, b.list = g, append(b.list[:0], gs...)
	b.product.beside = b
	s.wide(&b.product)
	clear(b.list)
	b.product = product[T]{}
	s.besides.Put(b)
}

// beside is gradients that are computed beside a product, as further pieces of it. It is kept, so that nothing is allocated
// for the next ones.
type beside[T mat.Float] struct {
	*layerGrads[T]
	product product[T]
	list    []Gradient[T]
	pieces  int // of the product
	whole   crew.Task
}

func (b *beside[T]) parallel(pieces int, t crew.Task) {
	b.pieces, b.whole = pieces, t
	crew.Parallel(pieces+len(b.list), b)
	b.whole = nil
}

// Piece implements crew.Task.
func (b *beside[T]) Piece(i int) {
	if i < b.pieces {
		b.whole.Piece(i)
	} else {
		b.each(b.list[i-b.pieces:][:1])
	}
}

// size counts a multiplication of a small product half as much again, since it takes as much longer.
func (b *beside[T]) size() int {
	n := 0
	for _, g := range b.list {
		n += g.M * g.N * g.K
	}
	return n * 3 / 2
}
