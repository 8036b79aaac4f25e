package conv

import "github.com/nngen/nngen/runtime/internal/mat"

// These are convolutions of one example for windows that kernels with masks see, where there are such: the others compute the same, and are
// right for any window, but a program that calls only these is not linked with what other windows need.

// F32ConvFlat is F32Conv.
//
//go:noinline
func F32ConvFlat(z, w, x []float32, win Window) { masked(z, w, x, nil, win, false) }

// F32ConvFlatBias is F32ConvBias.
//
//go:noinline
func F32ConvFlatBias(z, w, x, b []float32, win Window) { masked(z, w, x, b, win, false) }

// F32ConvFlatBiasRelu is F32ConvBiasRelu.
//
//go:noinline
func F32ConvFlatBiasRelu(z, w, x, b []float32, win Window) { masked(z, w, x, b, win, true) }

// F32ConvFlatNorm is F32ConvNorm.
//
//go:noinline
func F32ConvFlatNorm(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	maskedNorm(z, w, x, b, &norm[float32]{gamma, beta, mean, variance, epsilon}, win, false)
}

// F32ConvFlatNormRelu is F32ConvNormRelu.
//
//go:noinline
func F32ConvFlatNormRelu(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	maskedNorm(z, w, x, b, &norm[float32]{gamma, beta, mean, variance, epsilon}, win, true)
}

func masked(z, w, x, b []float32, win Window, relu bool) {
	if !hasTaps() {
		forward(z, w, x, b, nil, win, relu, multiplySingle())
		return
	}
	win = win.whole()
	n := win.checked(len(z), len(w), len(x), len(b))
	s := borrow[float32]()
	convolveMasked(z, w, x, s.biases(b, win.Out[0], relu), &win, n, s)
	giveBack(s)
}

func maskedNorm(z, w, x, b []float32, norm *norm[float32], win Window, relu bool) {
	if !hasTaps() {
		forward(z, w, x, b, norm, win, relu, multiplySingle())
		return
	}
	win = win.whole()
	n := win.checked(len(z), len(w), len(x), len(b))
	s := borrow[float32]()
	convolveMasked(z, w, x, s.affine(b, norm, win.Out[0], relu), &win, n, s)
	giveBack(s)
}

// checked is how many examples there are; it panics where the lengths do not fit, the maps lie channels last or the
// weights tap by tap.
func (w *Window) checked(result, weights, in, biases int) int {
	n := w.examples("conv", result, in)
	mat.MustFit(weights == w.Out[0]*w.taps() && (biases == 0 || biases == w.Out[0]) && !w.last() && !w.ByTap, "conv")
	return n
}

// convolveMasked computes the convolutions of n examples.
func convolveMasked(z, w, x []float32, a affine[float32], win *Window, n int, s *scratch[float32]) {
	switch {
	case !win.visible():
		shiftAlone(z, a, win, 0, n)
	case hasFlat[float32]():
		convolveFlat(z, w, x, a, win, 0, n, s)
	default:
		l := win.lay()
		convolveLaid[float32, lesserKernels](z, w, x, a, win, &l, 0, n, s)
	}
}
