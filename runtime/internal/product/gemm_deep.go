package product

import (
	"sync"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// A training step on several cores reads weights that it has just written. Where each core multiplies some rows of a batch, it gets half of the
// weights from the cache of another; where it multiplies some inputs, it has these weights in its own. What is exchanged is sums, then.

const (
	// DeepInputs is how many times as many inputs as rows a product in halves has at least, so that sums are few beside weights.
	DeepInputs = 4
	// DeepWeights is how many weights it has at most: of more, a near cache has forgotten the first when the last are written.
	DeepWeights = 1 << 19
	// deepRows is about how many rows a piece has.
	deepRows = 32
)

// F32GemmNNBiasDeep is F32GemmNNBias for training: where it is worth sharing and rows have many inputs, it is the sum of the products of
// either half of the inputs.
func F32GemmNNBiasDeep(c, a, b, bias []float32, m, n, k, ld int) {
	if !f32GemmDeep(c, a, b, bias, m, n, k, ld, mat.Unbounded[float32]()) {
		F32GemmNNBias(c, a, b, bias, m, n, k, ld)
	}
}

// F64GemmNNBiasDeep is F32GemmNNBiasDeep for float64.
func F64GemmNNBiasDeep(c, a, b, bias []float64, m, n, k, ld int) {
	if !f64GemmDeep(c, a, b, bias, m, n, k, ld, mat.Unbounded[float64]()) {
		F64GemmNNBias(c, a, b, bias, m, n, k, ld)
	}
}

// F32GemmNNBiasDeepRelu is F32GemmNNBiasDeep, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNNBiasDeepRelu(c, a, b, bias []float32, m, n, k, ld int) {
	if !f32GemmDeep(c, a, b, bias, m, n, k, ld, 0) {
		F32GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
	}
}

// F64GemmNNBiasDeepRelu is F32GemmNNBiasDeepRelu for float64.
func F64GemmNNBiasDeepRelu(c, a, b, bias []float64, m, n, k, ld int) {
	if !f64GemmDeep(c, a, b, bias, m, n, k, ld, 0) {
		F64GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
	}
}

// isDeep reports whether a product is one of two halves. That depends on its shape alone, so that the bits do not depend on the cores.
func isDeep(m, n, k, ld int) bool {
	return ld >= n && k >= DeepInputs*m && k*ld <= DeepWeights && m*n*k >= crew.JoinedSize
}

// deepJob is a product in two halves. It is kept, so that nothing is allocated for the next one.
type deepJob[T mat.Float] struct {
	kernels *gemmKernels[T]
	whole   product[T]
	first   []T // the sums of the first half; C has those of the second
	rows    int // of a piece
}

var singleDeep, doubleDeep sync.Pool

// deep computes the product, whose floor is 0 or none: helpers begin with the first half, as they do in an update.
func (k *gemmKernels[T]) deep(kept *sync.Pool, g product[T], add, relu func(c, x []T)) {
	j, ok := kept.Get().(*deepJob[T])
	if !ok {
		j = new(deepJob[T])
	}
	floor := g.floor
	g.floor = mat.Unbounded[T]()
	j.kernels, j.whole, j.first = k, g, mat.Grow(j.first, g.m*g.n)
	j.rows = crew.Evenly(g.m, max(1, g.m/deepRows), pieceRows)
	pieces := 2 * crew.Ceil(g.m, j.rows)
	if crew.SharesNow(g.size()) {
		crew.Parallel(pieces, j)
	} else {
		for i := range pieces {
			j.Piece(i)
		}
	}
	add(g.c, j.first)
	if floor == 0 {
		relu(g.c, g.c)
	}
	j.whole = product[T]{}
	kept.Put(j)
}

// Piece implements crew.Task.
func (j *deepJob[T]) Piece(i int) {
	across := crew.Ceil(j.whole.m, j.rows)
	row := i % across * j.rows
	g, half := j.whole.part(row, min(row+j.rows, j.whole.m), 0, j.whole.n), j.whole.k/2
	if i < across {
		g.c, g.k, g.bias = j.first[row*g.n:], half, nil
	} else {
		g.a, g.b, g.k = g.a[half:], g.b[half*g.ldb:], g.k-half
	}
	j.kernels.compute(g)
}
