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

var sink32 [3]float32
var sink64 [3]float64

func (m *iris[T]) random() *iris[T] {
	for i := range m.w1 {
		m.w1[i], m.w2[i] = T(i%7)*0.3-1, T(i%5)*0.4-1
	}
	return m
}

//go:noinline
func forward32(m *iris[float32], x *[4]float32) [3]float32 {
	var y [3]float32
	nn.SnarrowPairSoftmax(y[:], m.w1[:], m.b1[:], m.w2[:], m.b2[:], x[:], 8, 4)
	return y
}

//go:noinline
func logits32(m *iris[float32], x *[4]float32) [3]float32 {
	var y [3]float32
	nn.SnarrowPair(y[:], m.w1[:], m.b1[:], m.w2[:], m.b2[:], x[:], 8, 4)
	return y
}

//go:noinline
func calls32(m *iris[float32], x *[4]float32) [3]float32 {
	var y [3]float32
	var a1 [8]float32
	nn.SgemvTRelu(a1[:], m.w1[:], m.b1[:], x[:], 8)
	nn.SgemvT(y[:], m.w2[:], m.b2[:], a1[:], 4)
	nn.Ssoftmax(y[:], y[:])
	return y
}

//go:noinline
func forward64(m *iris[float64], x *[4]float64) [3]float64 {
	var y [3]float64
	nn.DnarrowPairSoftmax(y[:], m.w1[:], m.b1[:], m.w2[:], m.b2[:], x[:], 8, 4)
	return y
}

func BenchmarkNarrow(b *testing.B) {
	xs, ds := inputs[float32](), inputs[float64]()
	m, d := new(iris[float32]).random(), new(iris[float64]).random()
	b.Run("float32/pair, softmax", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink32 = forward32(m, &xs[i&3])
		}
	})
	b.Run("float32/pair", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink32 = logits32(m, &xs[i&3])
		}
	})
	b.Run("float32/calls", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink32 = calls32(m, &xs[i&3])
		}
	})
	b.Run("float64/pair, softmax", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink64 = forward64(d, &ds[i&3])
		}
	})
}
