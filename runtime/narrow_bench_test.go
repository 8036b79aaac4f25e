package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// iris is a network of 4, 8 and 3 units, in arrays as a generated package has them.
type iris[T nn.Float] struct {
	w1 [4 * 8]T
	b1 [8]T
	w2 [8 * 4]T
	b2 [3]T
}

// inputs are several examples, so that a call need not wait for the one before it.
func inputs[T nn.Float]() (xs [4][4]T) {
	for i := range xs {
		for j := range xs[i] {
			xs[i][j] = T(i) - T(j)*0.5
		}
	}
	return xs
}

var (
	sink32 [3]float32
	sink64 [3]float64
)

// random returns m with some weights.
func (m *iris[T]) random() *iris[T] {
	for i := range m.w1 {
		m.w1[i], m.w2[i] = T(i%7)*0.3-1, T(i%5)*0.4-1
	}
	return m
}

//go:noinline
func forward32(m *iris[float32], x *[4]float32) (y [3]float32) {
	nn.F32NarrowPairSoftmax(nn.F32Pair(y[:], m.w1[:], m.b1[:], m.w2[:], m.b2[:], x[:], 8, 4))
	return y
}

//go:noinline
func logits32(m *iris[float32], x *[4]float32) (y [3]float32) {
	nn.F32NarrowPair(nn.F32Pair(y[:], m.w1[:], m.b1[:], m.w2[:], m.b2[:], x[:], 8, 4))
	return y
}

//go:noinline
func calls32(m *iris[float32], x *[4]float32) (y [3]float32) {
	var a1 [8]float32
	nn.F32GemvTRelu(a1[:], m.w1[:], m.b1[:], x[:], 8)
	nn.F32GemvT(y[:], m.w2[:], m.b2[:], a1[:], 4)
	nn.F32Softmax(y[:], y[:])
	return y
}

//go:noinline
func forward64(m *iris[float64], x *[4]float64) (y [3]float64) {
	nn.F64NarrowPairSoftmax(nn.F64Pair(y[:], m.w1[:], m.b1[:], m.w2[:], m.b2[:], x[:], 8, 4))
	return y
}

func BenchmarkNarrow(b *testing.B) {
	m, d := new(iris[float32]).random(), new(iris[float64]).random()
	b.Run("float32/softmax", func(b *testing.B) { inTurn(b, m, forward32, &sink32) })
	b.Run("float32/logits", func(b *testing.B) { inTurn(b, m, logits32, &sink32) })
	b.Run("float32/calls", func(b *testing.B) { inTurn(b, m, calls32, &sink32) })
	b.Run("float64/softmax", func(b *testing.B) { inTurn(b, d, forward64, &sink64) })
}

// inTurn measures calls with one input after the other.
func inTurn[T nn.Float](b *testing.B, m *iris[T], f func(*iris[T], *[4]T) [3]T, y *[3]T) {
	xs := inputs[T]()
	for i := 0; b.Loop(); i++ {
		*y = f(m, &xs[i&3])
	}
}
