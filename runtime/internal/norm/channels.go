package norm

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// In what follows a row of x has a channel for every entry of mean, each with inner entries next to each other.

// F32BatchMoments computes the mean and the biased variance of every channel over all rows (batch_norm, Ioffe & Szegedy
// 2015): moments holds the means and then the variances. Sums are taken in float64, of those of up to 1,024 entries. A variance that is
// too large, or nearly, is NaN.
//
//go:noinline
func F32BatchMoments(moments, x []float32, inner int) { batchMoments(moments, x, inner) }

// F64BatchMoments is F32BatchMoments for float64.
//
//go:noinline
func F64BatchMoments(moments, x []float64, inner int) { batchMoments(moments, x, inner) }

// F32StandardizeChannels computes y = (x - mean) / sqrt(variance + epsilon), channel by channel. y may be x.
//
//go:noinline
func F32StandardizeChannels(y, x, mean, variance []float32, inner int, epsilon float64) {
	standardizeChannels(y, x, mean, variance, inner, epsilon)
}

// F64StandardizeChannels is F32StandardizeChannels for float64.
//
//go:noinline
func F64StandardizeChannels(y, x, mean, variance []float64, inner int, epsilon float64) {
	standardizeChannels(y, x, mean, variance, inner, epsilon)
}

// F32BatchStandardizeGrad computes the gradient dx by the x of a batch that was standardized with its own moments, given dy
// and y:
//
//	dx[i] = (dy[i] - mean(dy) - y[i]*mean(dy*y)) / sqrt(variance + epsilon)
//
// with means over the channel of all rows. dx may be dy.
//
//go:noinline
func F32BatchStandardizeGrad(dx, dy, y, moments []float32, inner int, epsilon float64) {
	batchStandardizeGrad(dx, dy, y, moments, inner, epsilon)
}

// F64BatchStandardizeGrad is F32BatchStandardizeGrad for float64.
//
//go:noinline
func F64BatchStandardizeGrad(dx, dy, y, moments []float64, inner int, epsilon float64) {
	batchStandardizeGrad(dx, dy, y, moments, inner, epsilon)
}

// F32AffineChannels computes y = scale*x + shift, channel by channel. y may be x.
//
//go:noinline
func F32AffineChannels(y, x, scale, shift []float32, inner int) {
	affineChannels(y, x, scale, shift, inner)
}

// F64AffineChannels is F32AffineChannels for float64.
//
//go:noinline
func F64AffineChannels(y, x, scale, shift []float64, inner int) {
	affineChannels(y, x, scale, shift, inner)
}

// F32Moving moves running statistics towards those of a batch: r = (1 - momentum)*r + momentum*factor*moment. Of a variance
// the factor n/(n-1) makes the unbiased one of n values.
//
//go:noinline
func F32Moving(r, moment []float32, momentum, factor float64) { moving(r, moment, momentum, factor) }

// F64Moving is F32Moving for float64.
//
//go:noinline
func F64Moving(r, moment []float64, momentum, factor float64) { moving(r, moment, momentum, factor) }

// Unbiased is the factor that makes the unbiased variance of n values of the biased one.
func Unbiased(n int) float64 { return float64(n) / float64(n-1) }

func batchMoments[T mat.Float](moments, x []T, inner int) {
	channels := len(moments) / 2
	mat.MustFit(channels > 0 && mat.WholeRows(len(x), channels*inner), "batchMoments")
	for p := firstPiece(channels, inner, len(x)); p.from < channels; p = p.next() {
		momentsOf(moments, x, p)
	}
}

func standardizeChannels[T mat.Float](y, x, mean, variance []T, inner int, epsilon float64) {
	channels := len(mean)
	mat.MustFit(len(y) == len(x) && len(variance) == channels && mat.WholeRows(len(x), channels*inner), "standardizeChannels")
	if inner == 1 {
		standardizeColumns(y, x, mean, variance, epsilon)
		return
	}
	for c := range channels {
		inverse := T(1 / math.Sqrt(float64(variance[c])+epsilon))
		for at := c * inner; at < len(x); at += channels * inner {
			line(y[at:at+inner], x[at:at+inner], mean[c], inverse, 0)
		}
	}
}

// standardizeColumns is standardizeChannels of those with one entry each.
func standardizeColumns[T mat.Float](y, x, mean, variance []T, epsilon float64) {
	var inverse, plus perChannel[T]
	for p := firstPiece(len(mean), 1, len(x)); p.from < p.channels; p = p.next() {
		for c, v := range variance[p.from:p.to] {
			inverse[c] = T(1 / math.Sqrt(float64(v)+epsilon))
		}
		columnLine(y, x, mean[p.from:p.to], inverse[:], plus[:], p)
	}
}

func batchStandardizeGrad[T mat.Float](dx, dy, y, moments []T, inner int, epsilon float64) {
	channels := len(moments) / 2
	mat.MustFit(len(dx) == len(dy) && len(y) == len(dy) && mat.WholeRows(len(dy), channels*inner), "batchStandardizeGrad")
	count := float64(len(dy) / channels)
	for p := firstPiece(channels, inner, len(dy)); p.from < channels; p = p.next() {
		sums, along := sumsOf(dy, y, nil, p)
		var scale perChannel[float64]
		for c := p.from; c < p.to; c++ {
			scale[c-p.from] = 1 / math.Sqrt(float64(moments[channels+c])+epsilon)
		}
		withoutSums(dx, dy, y, &scale, &sums, &along, count, p)
	}
}

func affineChannels[T mat.Float](y, x, scale, shift []T, inner int) {
	channels := len(scale)
	mat.MustFit(len(y) == len(x) && len(shift) == channels && mat.WholeRows(len(x), channels*inner), "affineChannels")
	if inner == 1 {
		affineColumns(y, x, scale, shift)
		return
	}
	for at := 0; at < len(x); {
		for c, by := range scale {
			line(y[at:at+inner], x[at:at+inner], 0, by, shift[c])
			at += inner
		}
	}
}

// affineColumns is affineChannels of those with one entry each.
func affineColumns[T mat.Float](y, x, scale, shift []T) {
	var less perChannel[T]
	for p := firstPiece(len(scale), 1, len(x)); p.from < p.channels; p = p.next() {
		columnLine(y, x, less[:], scale[p.from:p.to], shift[p.from:p.to], p)
	}
}

func moving[T mat.Float](r, moment []T, momentum, factor float64) {
	moment = moment[:len(r)]
	for c := range r {
		r[c] = T((1-momentum)*float64(r[c]) + momentum*factor*float64(moment[c]))
	}
}
