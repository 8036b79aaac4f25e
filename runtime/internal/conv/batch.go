package conv

import (
	"sync"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/product"
)

// F32ConvBatch is F32Conv, and shares the examples among cores.
//
//go:noinline
func F32ConvBatch(z, w, x []float32, win Window) {
	forwardBatch(z, w, x, nil, nil, win, false, multiplySingle())
}

// F64ConvBatch is F32ConvBatch for float64.
//
//go:noinline
func F64ConvBatch(z, w, x []float64, win Window) {
	forwardBatch(z, w, x, nil, nil, win, false, multiplyDouble())
}

// F32ConvBatchBias is F32ConvBias, and shares the examples among cores.
//
//go:noinline
func F32ConvBatchBias(z, w, x, b []float32, win Window) {
	forwardBatch(z, w, x, b, nil, win, false, multiplySingle())
}

// F64ConvBatchBias is F32ConvBatchBias for float64.
//
//go:noinline
func F64ConvBatchBias(z, w, x, b []float64, win Window) {
	forwardBatch(z, w, x, b, nil, win, false, multiplyDouble())
}

// F32ConvBatchBiasRelu is F32ConvBiasRelu, and shares the examples among cores.
//
//go:noinline
func F32ConvBatchBiasRelu(z, w, x, b []float32, win Window) {
	forwardBatch(z, w, x, b, nil, win, true, multiplySingle())
}

// F64ConvBatchBiasRelu is F32ConvBatchBiasRelu for float64.
//
//go:noinline
func F64ConvBatchBiasRelu(z, w, x, b []float64, win Window) {
	forwardBatch(z, w, x, b, nil, win, true, multiplyDouble())
}

// F32ConvBatchNorm is F32ConvNorm, and shares the examples among cores.
//
//go:noinline
func F32ConvBatchNorm(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	forwardBatch(z, w, x, b, &norm[float32]{gamma, beta, mean, variance, epsilon}, win, false, multiplySingle())
}

// F64ConvBatchNorm is F32ConvBatchNorm for float64.
//
//go:noinline
func F64ConvBatchNorm(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	forwardBatch(z, w, x, b, &norm[float64]{gamma, beta, mean, variance, epsilon}, win, false, multiplyDouble())
}

// F32ConvBatchNormRelu is F32ConvNormRelu, and shares the examples among cores.
//
//go:noinline
func F32ConvBatchNormRelu(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	forwardBatch(z, w, x, b, &norm[float32]{gamma, beta, mean, variance, epsilon}, win, true, multiplySingle())
}

// F64ConvBatchNormRelu is F32ConvBatchNormRelu for float64.
//
//go:noinline
func F64ConvBatchNormRelu(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	forwardBatch(z, w, x, b, &norm[float64]{gamma, beta, mean, variance, epsilon}, win, true, multiplyDouble())
}

// F32ConvInputGradBatch is F32ConvInputGrad, and shares the examples among cores.
//
//go:noinline
func F32ConvInputGradBatch(dx, w, dz []float32, win Window) {
	inputGradBatch(dx, w, dz, win, product.F32GemmTN)
}

// F64ConvInputGradBatch is F32ConvInputGradBatch for float64.
//
//go:noinline
func F64ConvInputGradBatch(dx, w, dz []float64, win Window) {
	inputGradBatch(dx, w, dz, win, product.F64GemmTN)
}

// F32ConvWeightGrad computes the gradient dw by the weights of F32Conv, given that of its result: the sum over all examples and
// windows of dz[…]·x[…].
//
//go:noinline
func F32ConvWeightGrad(dw, dz, x []float32, win Window) {
	weightGrad(dw, dz, x, win, product.F32GemmNT)
}

// F64ConvWeightGrad is F32ConvWeightGrad for float64.
//
//go:noinline
func F64ConvWeightGrad(dw, dz, x []float64, win Window) {
	weightGrad(dw, dz, x, win, product.F64GemmNT)
}

// job is a batch in pieces of examples, which cores share. It is kept, so that nothing is allocated for the next one.
type job[T mat.Float] struct {
	a, w, b, c []T
	win        Window
	norm       norm[T]
	relu       bool
	mul        multiply[T]
	way        way
	examples   int
	pieces     int
	partial    []T // results of the pieces that are added
}

// way is what a job computes: a function would be allocated for each job.
type way int

const (
	convolving way = iota // a = w∗b + c
	spreading             // the gradient a by the map, of w and b
	weighing              // the gradient by the weights, of a and b
)

var singleJobs, doubleJobs sync.Pool

func newJob[T mat.Float](way way, win Window, examples int) *job[T] {
	pool := &singleJobs
	if kept[T]() == &doubles {
		pool = &doubleJobs
	}
	j, ok := pool.Get().(*job[T])
	if !ok {
		j = new(job[T])
	}
	j.way, j.win, j.examples, j.pieces = way, win, examples, 1
	if j.work() >= crew.JoinedSize {
		j.pieces = min(examples, mostPieces)
	}
	return j
}

// mostPieces is how many pieces there are of a large batch. It does not depend on the cores, so that the bits do not.
const mostPieces = 8

// work is the number of multiplications.
func (j *job[T]) work() int {
	return crew.AtMost(int64(j.examples) * int64(j.win.outSize()) * int64(j.win.taps()))
}

// run does all pieces, and forgets the operands.
func (j *job[T]) run() {
	if j.pieces > 1 && crew.SharesNow(j.work()) {
		crew.Parallel(j.pieces, j)
	} else {
		for i := range j.pieces {
			j.Piece(i)
		}
	}
}

// scaled is the batch_norm that is folded into the weights, or nil.
func (j *job[T]) scaled() *norm[T] {
	if len(j.norm.gamma) == 0 {
		return nil
	}
	return &j.norm
}

// done forgets the operands and keeps the job.
func (j *job[T]) done() {
	*j = job[T]{partial: j.partial}
	if kept[T]() == &doubles {
		doubleJobs.Put(j)
	} else {
		singleJobs.Put(j)
	}
}

// Piece does some of the examples.
func (j *job[T]) Piece(i int) {
	s := borrow[T]()
	from, to := i*j.examples/j.pieces, (i+1)*j.examples/j.pieces
	switch j.way {
	case convolving:
		convolve(j.a, j.w, j.b, j.c, j.scaled(), &j.win, from, to, j.relu, j.mul, s)
	case spreading:
		spread(j.a, j.w, j.b, &j.win, from, to, j.mul, s)
	case weighing:
		size := len(j.partial) / (2 * j.pieces)
		sums := j.partial[2*i*size : 2*(i+1)*size]
		weigh(sums[:size], sums[size:], j.a, j.b, &j.win, from, to, j.mul, s)
	}
	giveBack(s)
}

func forwardBatch[T mat.Float](z, w, x, b []T, norm *norm[T], win Window, relu bool, mul multiply[T]) {
	win = win.whole()
	n := win.examples("conv", len(z), len(x))
	mat.MustFit(len(w) == win.Out[0]*win.taps() && (len(b) == 0 || len(b) == win.Out[0]), "conv")
	j := newJob[T](convolving, win, n)
	j.a, j.w, j.b, j.c, j.relu, j.mul = z, w, x, b, relu, mul
	if win.ByTap && !win.readsByTap(isSingle[T]()) {
		j.partial = byRow(j.partial, w, &win)
		j.w, j.win.ByTap = j.partial, false
	}
	if norm != nil {
		j.norm = *norm
	}
	j.run()
	j.done()
}

func inputGradBatch[T mat.Float](dx, w, dz []T, win Window, mul multiply[T]) {
	win = win.whole()
	n := win.examples("convInputGrad", len(dz), len(dx))
	mat.MustFit(len(w) == win.Out[0]*win.taps() && !win.last(), "convInputGrad")
	j := newJob[T](spreading, win, n)
	j.a, j.w, j.b, j.mul = dx, w, dz, mul
	if back, possible := win.back(); possible && back.tapped() {
		j.partial = mat.Grow(j.partial, len(w))
		turned(j.partial, w, &win)
		j.way, j.win, j.w = convolving, back, j.partial
	} else if win.ByTap {
		j.partial = byRow(j.partial, w, &win)
		j.w = j.partial
	}
	j.run()
	j.done()
}

func weightGrad[T mat.Float](dw, dz, x []T, win Window, mul multiply[T]) {
	win = win.whole()
	n := win.examples("convWeightGrad", len(dz), len(x))
	mat.MustFit(len(dw) == win.Out[0]*win.taps() && !win.last(), "convWeightGrad")
	j := newJob[T](weighing, win, n)
	j.a, j.b, j.mul = dz, x, mul
	j.partial = mat.Grow(j.partial, 2*j.pieces*len(dw))
	j.run()
	sums := j.partial[:len(dw)]
	for i := 1; i < j.pieces; i++ {
		addTo(sums, j.partial[2*i*len(dw):][:len(dw)])
	}
	switch byTap := win.weighsByTap(isSingle[T]()); {
	case byTap == win.ByTap:
		copy(dw, sums)
	case byTap:
		transpose(dw, sums, win.taps(), win.Out[0])
	default:
		transpose(dw, sums, win.Out[0], win.taps())
	}
	j.done()
}

// weigh sums dw of the examples from on to before to; tile is of the size of dw.
func weigh[T mat.Float](dw, tile, dz, x []T, win *Window, from, to int, mul multiply[T], s *scratch[T]) {
	if win.weighsByTap(isSingle[T]()) {
		weighByTap(dw, tile, dz, x, win, from, to, s)
		return
	}
	if win.dotted() {
		weighTaps(dw, tile, dz, x, win, from, to, s)
		return
	}
	clear(dw)
	weights := win.out() * win.taps()
	lines := win.tile()
	for at := from * win.Out[1]; at < to*win.Out[1]; at += lines {
		end := min(at+lines, to*win.Out[1])
		width := (end - at) * win.Out[2]
		s.cols, s.part = mat.Grow(s.cols, win.taps()*width), mat.Grow(s.part, win.out()*width)
		for g := range win.Groups {
			take(s.part, dz, win, g, at, end)
			columns(s.cols, x, win, g, at, end)
			mul(tile[g*weights:(g+1)*weights], s.part, s.cols, win.out(), win.taps(), width, width)
		}
		addTo(dw, tile)
	}
}
