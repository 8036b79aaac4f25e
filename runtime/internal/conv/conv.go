package conv

import (
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/product"
)

// F32Conv computes the convolution z = w∗x of every example:
//
//	for o := range w.Out[0] {
//		for i, j := range the rows and columns of Out {
//			z[o][i][j] = Σ w[o][c][k][l] * x[g*C+c][i*Stride[0]+k*Dilation[0]-Before[0]][j*Stride[1]+l*Dilation[1]-Before[1]]
//		}
//	}
//
// with the sum over the C channels of group g, to which o belongs, and the taps k, l within the map; but it adds in another order.
//
//go:noinline
func F32Conv(z, w, x []float32, win Window) {
	forward(z, w, x, nil, nil, win, false, multiplySingle())
}

// F64Conv is F32Conv for float64.
//
//go:noinline
func F64Conv(z, w, x []float64, win Window) {
	forward(z, w, x, nil, nil, win, false, multiplyDouble())
}

// F32ConvBias is F32Conv, and adds b, which has an entry for each channel.
//
//go:noinline
func F32ConvBias(z, w, x, b []float32, win Window) {
	forward(z, w, x, b, nil, win, false, multiplySingle())
}

// F64ConvBias is F32ConvBias for float64.
//
//go:noinline
func F64ConvBias(z, w, x, b []float64, win Window) {
	forward(z, w, x, b, nil, win, false, multiplyDouble())
}

// F32ConvBiasRelu is F32ConvBias, and then sets the entries below 0 to 0. NaN stays NaN.
//
//go:noinline
func F32ConvBiasRelu(z, w, x, b []float32, win Window) {
	forward(z, w, x, b, nil, win, true, multiplySingle())
}

// F64ConvBiasRelu is F32ConvBiasRelu for float64.
//
//go:noinline
func F64ConvBiasRelu(z, w, x, b []float64, win Window) {
	forward(z, w, x, b, nil, win, true, multiplyDouble())
}

// F32ConvNorm is F32ConvBias with b, or F32Conv where that is empty, and then (z - mean)/sqrt(variance + epsilon)*gamma + beta,
// channel by channel, which is folded into the weights.
//
//go:noinline
func F32ConvNorm(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	forward(z, w, x, b, &norm[float32]{gamma, beta, mean, variance, epsilon}, win, false, multiplySingle())
}

// F64ConvNorm is F32ConvNorm for float64.
//
//go:noinline
func F64ConvNorm(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	forward(z, w, x, b, &norm[float64]{gamma, beta, mean, variance, epsilon}, win, false, multiplyDouble())
}

// F32ConvNormRelu is F32ConvNorm, and then sets the entries below 0 to 0. NaN stays NaN.
//
//go:noinline
func F32ConvNormRelu(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	forward(z, w, x, b, &norm[float32]{gamma, beta, mean, variance, epsilon}, win, true, multiplySingle())
}

// F64ConvNormRelu is F32ConvNormRelu for float64.
//
//go:noinline
func F64ConvNormRelu(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	forward(z, w, x, b, &norm[float64]{gamma, beta, mean, variance, epsilon}, win, true, multiplyDouble())
}

// F32ConvInputGrad computes the gradient dx by the map of F32Conv, given that of its result: what F32Conv multiplies with w[…] and
// adds to z[…] gets w[…]·dz[…]. It is the transposed convolution of dz, too.
//
//go:noinline
func F32ConvInputGrad(dx, w, dz []float32, win Window) {
	inputGrad(dx, w, dz, win, product.F32GemmTN)
}

// F64ConvInputGrad is F32ConvInputGrad for float64.
//
//go:noinline
func F64ConvInputGrad(dx, w, dz []float64, win Window) {
	inputGrad(dx, w, dz, win, product.F64GemmTN)
}

// multiply is a product of matrices: gemmNN, gemmNT or gemmTN.
type multiply[T mat.Float] func(c, a, b []T, m, n, k, ld int)

// forward is the body of convolutions on one core. Its operands may lie on the stack: products only see copies, and other kernels are
// known where they are called.
func forward[T mat.Float](z, w, x, b []T, norm *norm[T], win Window, relu bool, mul multiply[T]) {
	win = win.whole()
	n := win.examples("conv", len(z), len(x))
	mat.MustFit(len(w) == win.Out[0]*win.taps() && (len(b) == 0 || len(b) == win.Out[0]), "conv")
	s := borrow[T]()
	if win.ByTap && !win.readsByTap(isSingle[T]()) {
		s.byRow = byRow(s.byRow, w, &win)
		w, win.ByTap = s.byRow, false
	}
	convolve(z, w, x, b, norm, &win, 0, n, relu, mul, s)
	giveBack(s)
}

// convolve computes the convolutions of the examples from on to before to.
func convolve[T mat.Float](z, w, x, b []T, norm *norm[T], win *Window, from, to int, relu bool, mul multiply[T], s *scratch[T]) {
	if win.last() && !win.lists(isSingle[T]()) {
		convolveTurned(z, w, x, b, norm, win, from, to, relu, mul, s)
		return
	}
	convolveFirst(z, w, x, b, norm, win, from, to, relu, mul, s)
}

// convolveFirst is convolve of maps that lie channels first, or for which there are kernels. A bias is the weight of a tap that sees 1.
func convolveFirst[T mat.Float](z, w, x, b []T, norm *norm[T], win *Window, from, to int, relu bool, mul multiply[T], s *scratch[T]) {
	taps := win.taps()
	if hasTaps() || win.last() || win.tapped() {
		convolveTaps(z, w, x, s.affine(b, norm, win.Out[0], relu), win, from, to, s)
		return
	}
	biased := len(b) > 0 || norm != nil
	if biased {
		taps++
		w = s.biased(w, b, win.Out[0], taps)
		norm.fold(w, taps)
	}
	weights, lines := win.out()*taps, win.tile()
	for at := from * win.Out[1]; at < to*win.Out[1]; at += lines {
		end := min(at+lines, to*win.Out[1])
		width := (end - at) * win.Out[2]
		s.cols, s.part = mat.Grow(s.cols, taps*width), mat.Grow(s.part, win.out()*width)
		if biased {
			mat.Fill(s.cols[(taps-1)*width:], 1)
		}
		for g := range win.Groups {
			columns(s.cols, x, win, g, at, end)
			mul(s.part, w[g*weights:(g+1)*weights], s.cols, win.out(), width, taps, width)
			if relu {
				mat.Raise(s.part, 0)
			}
			put(z, s.part, win, g, at, end)
		}
	}
}

func inputGrad[T mat.Float](dx, w, dz []T, win Window, mul multiply[T]) {
	win = win.whole()
	n := win.examples("convInputGrad", len(dz), len(dx))
	mat.MustFit(len(w) == win.Out[0]*win.taps() && !win.last(), "convInputGrad")
	s := borrow[T]()
	if back, possible := win.back(); possible && back.tapped() {
		s.weights = mat.Grow(s.weights, len(w))
		turned(s.weights, w, &win)
		convolveTaps(dx, s.weights, dz, s.affine(nil, nil, win.In[0], false), &back, 0, n, s)
	} else {
		if win.ByTap {
			s.byRow = byRow(s.byRow, w, &win)
			w = s.byRow
		}
		spread(dx, w, dz, &win, 0, n, mul, s)
	}
	giveBack(s)
}

// spread computes dx of the examples from on to before to, where kernels do not read dz where it lies.
func spread[T mat.Float](dx, w, dz []T, win *Window, from, to int, mul multiply[T], s *scratch[T]) {
	clear(dx[from*win.inSize() : to*win.inSize()])
	weights := win.out() * win.taps()
	lines := win.tile()
	for at := from * win.Out[1]; at < to*win.Out[1]; at += lines {
		end := min(at+lines, to*win.Out[1])
		width := (end - at) * win.Out[2]
		s.cols, s.part = mat.Grow(s.cols, win.taps()*width), mat.Grow(s.part, win.out()*width)
		for g := range win.Groups {
			take(s.part, dz, win, g, at, end)
			mul(s.cols, w[g*weights:(g+1)*weights], s.part, win.taps(), width, win.out(), width)
			scatter(dx, s.cols, win, g, at, end)
		}
	}
}
