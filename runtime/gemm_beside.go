package nn

import (
	"sync"
	"unsafe"
)

// Gradient holds the arguments of SgemmTNSum: what the gradient of a layer's weights and biases takes.
type Gradient[T Float] struct {
	C, Sums, A, B []T
	M, N, K, Ld   int
}

// SgemmTNSums computes gradients, each as SgemmTNSum does. If the last is large enough to be shared between cores, the
// others, which are too small for that, are computed beside it. There is at least one.
func SgemmTNSums(gs ...Gradient[float32]) {
	mustFit(len(gs) > 0, "gemmTN")
	for i := range gs {
		g := &gs[i]
		mustFit(fitTN(len(g.C), len(g.Sums), len(g.A), len(g.B), g.M, g.N, g.K, g.Ld), "gemmTN")
	}
	last := &gs[len(gs)-1]
	g := gemmTN(last.C, last.A, last.B, last.M, last.N, last.K, last.Ld)
	if !g.shared() {
		each(gs, SgemmTNSum)
		return
	}
	if sgemmTNNarrow(unsafe.SliceData(last.C), unsafe.SliceData(last.Sums), unsafe.SliceData(last.A), unsafe.SliceData(last.B), last.M, last.N, last.K, last.Ld) {
		each(gs[:len(gs)-1], SgemmTNSum)
		return
	}
	b := singleBesides.begin(gs[:len(gs)-1], SgemmTNSum)
	g.beside = b
	sgemm(&g)
	singleBesides.end(b)
	ssumRows(last.Sums, last.B)
}

// DgemmTNSums is SgemmTNSums for float64.
func DgemmTNSums(gs ...Gradient[float64]) {
	mustFit(len(gs) > 0, "gemmTN")
	for i := range gs {
		g := &gs[i]
		mustFit(fitTN(len(g.C), len(g.Sums), len(g.A), len(g.B), g.M, g.N, g.K, g.Ld), "gemmTN")
	}
	last := &gs[len(gs)-1]
	g := gemmTN(last.C, last.A, last.B, last.M, last.N, last.K, last.Ld)
	if !g.shared() {
		each(gs, DgemmTNSum)
		return
	}
	if dgemmTNNarrow(unsafe.SliceData(last.C), unsafe.SliceData(last.Sums), unsafe.SliceData(last.A), unsafe.SliceData(last.B), last.M, last.N, last.K, last.Ld) {
		each(gs[:len(gs)-1], DgemmTNSum)
		return
	}
	b := doubleBesides.begin(gs[:len(gs)-1], DgemmTNSum)
	g.beside = b
	dgemm(&g)
	doubleBesides.end(b)
	dsumRows(last.Sums, last.B)
}

// tnSum is SgemmTNSum or DgemmTNSum.
type tnSum[T Float] func(c, sums, a, b []T, m, n, k, ld int)

// each computes gradients one after the other.
func each[T Float](gs []Gradient[T], one tnSum[T]) {
	for i := range gs {
		g := &gs[i]
		one(g.C, g.Sums, g.A, g.B, g.M, g.N, g.K, g.Ld)
	}
}

// beside is gradients that are computed beside a product, as further pieces of it.
type beside[T Float] struct {
	list   []Gradient[T]
	one    tnSum[T]
	pieces int // of the product
	whole  task
}

func (b *beside[T]) parallel(pieces int, t task) {
	b.pieces, b.whole = pieces, t
	parallel(pieces+len(b.list), b)
	b.whole = nil
}

func (b *beside[T]) piece(i int) {
	if i < b.pieces {
		b.whole.piece(i)
	} else {
		each(b.list[i-b.pieces:][:1], b.one)
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

// besides keeps what is allocated for one product for the next.
type besides[T Float] struct{ pool sync.Pool }

var (
	singleBesides besides[float32]
	doubleBesides besides[float64]
)

// begin returns gradients that are to be computed beside a product.
func (s *besides[T]) begin(gs []Gradient[T], one tnSum[T]) *beside[T] {
	b, ok := s.pool.Get().(*beside[T])
	if !ok {
		b = new(beside[T])
	}
	b.list, b.one = append(b.list[:0], gs...), one
	return b
}

// end keeps what has been allocated, but not what it points to.
func (s *besides[T]) end(b *beside[T]) {
	clear(b.list)
	s.pool.Put(b)
}
