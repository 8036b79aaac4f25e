package norm

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32BatchNorm is batch_norm by the moments of the batch, which it computes, as F32BatchMoments does: n = (x - mean)/sqrt(variance +
// epsilon) and y = gamma*n + beta, some channels at a time, so that these are read from a near cache the second time. y may be x.
//
//go:noinline
func F32BatchNorm(y, n, moments, x, gamma, beta []float32, inner int, epsilon float64) {
	batchNorm(y, n, moments, x, gamma, beta, inner, epsilon, mat.Unbounded[float32]())
}

// F64BatchNorm is F32BatchNorm for float64.
//
//go:noinline
func F64BatchNorm(y, n, moments, x, gamma, beta []float64, inner int, epsilon float64) {
	batchNorm(y, n, moments, x, gamma, beta, inner, epsilon, mat.Unbounded[float64]())
}

// F32BatchNormRelu is F32BatchNorm, and then sets the entries below 0 to 0. NaN stays NaN.
//
//go:noinline
func F32BatchNormRelu(y, n, moments, x, gamma, beta []float32, inner int, epsilon float64) {
	batchNorm(y, n, moments, x, gamma, beta, inner, epsilon, 0)
}

// F64BatchNormRelu is F32BatchNormRelu for float64.
//
//go:noinline
func F64BatchNormRelu(y, n, moments, x, gamma, beta []float64, inner int, epsilon float64) {
	batchNorm(y, n, moments, x, gamma, beta, inner, epsilon, 0)
}

// F32BatchNormGrad is F32BatchStandardizeGrad of dy = dz*gamma, and computes the gradients of z = gamma*n + beta: dgamma = Σ dz*n and
// dbeta = Σ dz over the channel of all rows. dx may be dz.
//
//go:noinline
func F32BatchNormGrad(dx, dgamma, dbeta, dz, n, gamma, moments []float32, inner int, epsilon float64) {
	batchNormGrad(dx, dgamma, dbeta, dz, n, nil, gamma, moments, inner, epsilon)
}

// F64BatchNormGrad is F32BatchNormGrad for float64.
//
//go:noinline
func F64BatchNormGrad(dx, dgamma, dbeta, dz, n, gamma, moments []float64, inner int, epsilon float64) {
	batchNormGrad(dx, dgamma, dbeta, dz, n, nil, gamma, moments, inner, epsilon)
}

// F32BatchNormReluGrad is F32BatchNormGrad behind a relu, whose result is a: it sets dz, the gradient of that, to 0 where a <= 0.
//
//go:noinline
func F32BatchNormReluGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments []float32, inner int, epsilon float64) {
	mat.MustFit(len(a) == len(dz), "batchNormReluGrad")
	batchNormGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments, inner, epsilon)
}

// F64BatchNormReluGrad is F32BatchNormReluGrad for float64.
//
//go:noinline
func F64BatchNormReluGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments []float64, inner int, epsilon float64) {
	mat.MustFit(len(a) == len(dz), "batchNormReluGrad")
	batchNormGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments, inner, epsilon)
}

// Some channels are gone through together, row by row, so many that a near cache has them the second time: what lies in one piece in memory
// is long then, and is fetched ahead.
const mostTogether, entriesTogether = 32, 1 << 18

// piece are the channels from one on and before another, at most so many, of rows of channels with so many entries each.
type piece struct{ from, to, most, channels, inner int }

// firstPiece begins with the first channel of maps with so many entries together.
func firstPiece(channels, inner, entries int) piece {
	most := max(1, min(mostTogether, entriesTogether/max(1, entries/max(1, channels))))
	if inner == 1 {
		most = mostTogether // of which each row has but a few lines of a cache
	}
	return piece{0, min(channels, most), most, channels, inner}
}

// next is the piece behind one.
func (p piece) next() piece {
	p.from, p.to = p.to, min(p.channels, p.to+p.most)
	return p
}

// perChannel has a number for each channel of a piece.
type perChannel[T mat.Float] [mostTogether]T

func batchNorm[T mat.Float](y, n, moments, x, gamma, beta []T, inner int, epsilon float64, floor T) {
	channels := len(gamma)
	mat.MustFit(channels > 0 && len(beta) == channels && len(moments) == 2*channels, "batchNorm")
	mat.MustFit(len(y) == len(x) && len(n) == len(x) && mat.WholeRows(len(x), channels*inner), "batchNorm")
	for p := firstPiece(channels, inner, len(x)); p.from < channels; p = p.next() {
		momentsOf(moments, x, p)
		var inverse perChannel[T]
		for c := p.from; c < p.to; c++ {
			inverse[c-p.from] = T(1 / math.Sqrt(float64(moments[channels+c])+epsilon))
		}
		if p.alone() {
			columnNormed(n, y, x, moments[p.from:p.to], inverse[:], gamma[p.from:p.to], beta[p.from:p.to], floor, p)
			continue
		}
		for row := 0; row < len(x); row += channels * inner {
			for c := p.from; c < p.to; c++ {
				at, end := row+c*inner, row+(c+1)*inner
				normed(n[at:end], y[at:end], x[at:end], moments[c], inverse[c-p.from], gamma[c], beta[c], floor)
			}
		}
	}
}

// momentsOf computes the mean and the biased variance of the channels of a piece. The mean of a channel's first row is taken off of all: it
// is at most √rows deviations away from that of all, so that the squares around it tell those around the mean. Sums of float32 tell less of
// them where it is far away; then it is the mean itself that is taken off.
func momentsOf[T mat.Float](moments, x []T, p piece) {
	about := firstMeans(x, p)
	sums, squares := totalsOf(x, x, &about, p)
	count := float64(len(x) / p.channels)
	if _, isSingle := any(x).([]float32); isSingle && hasKernels() && isFar(&sums, &squares, count) {
		for i, s := range sums[:p.width()] {
			about[i] += T(s / count)
		}
		sums, squares = totalsOf(x, x, &about, p)
	}
	for c := p.from; c < p.to; c++ {
		mean := sums[c-p.from] / count
		moments[c] = T(float64(about[c-p.from]) + mean)
		moments[p.channels+c] = kept(T(max(0, squares[c-p.from]/count-mean*mean)))
	}
}

// isFar reports whether what was taken off of any channel is several deviations away from its mean: mean² > several²·(squares/count − mean²).
func isFar(sums, squares *perChannel[float64], count float64) bool {
	const several = 4
	for i, s := range sums {
		if (1+several*several)*s*s > several*several*count*squares[i] {
			return true
		}
	}
	return false
}

// firstMeans are the means of the first row.
func firstMeans[T mat.Float](x []T, p piece) (means perChannel[T]) {
	for c := p.from; c < p.to; c++ {
		first := x[c*p.inner:][:p.inner]
		means[c-p.from] = first[0]
		if !p.alone() {
			sum, _ := totals(first, first, first[0])
			means[c-p.from] += T(sum / float64(p.inner))
		}
	}
	return means
}

// totalsOf adds up x - less, and (x - less)*(y - less), of the channels of a piece.
func totalsOf[T mat.Float](x, y []T, less *perChannel[T], p piece) (sums, along perChannel[float64]) {
	if p.alone() {
		return columnTotals(x, y, less, p)
	}
	for row := 0; row < len(x); row += p.channels * p.inner {
		for c := p.from; c < p.to; c++ {
			at, end, i := row+c*p.inner, row+(c+1)*p.inner, c-p.from
			s, a := totals(x[at:end], y[at:end], less[i])
			sums[i] += s
			along[i] += a
		}
	}
	return sums, along
}

// kept is a variance, or NaN where the unbiased one, at most twice as large, may be infinite: so is a gradient of the batch, then, and no step
// makes a running variance infinite, which it would be ever after.
func kept[T mat.Float](variance T) T {
	if math.IsInf(float64(variance+variance), 1) {
		return T(math.NaN())
	}
	return variance
}

func batchNormGrad[T mat.Float](dx, dgamma, dbeta, dz, n, a, gamma, moments []T, inner int, epsilon float64) {
	channels := len(gamma)
	mat.MustFit(channels > 0 && len(dgamma) == channels && len(dbeta) == channels && len(moments) == 2*channels, "batchNormGrad")
	mat.MustFit(len(dx) == len(dz) && len(n) == len(dz) && mat.WholeRows(len(dz), channels*inner), "batchNormGrad")
	count := float64(len(dz) / channels)
	if inner == 1 && len(a) > 0 {
		reluGrad(dz, a)
		a = nil
	}
	for p := firstPiece(channels, inner, len(dz)); p.from < channels; p = p.next() {
		sums, along := sumsOf(dz, n, a, p)
		var scale perChannel[float64]
		for c := p.from; c < p.to; c++ {
			dgamma[c], dbeta[c] = T(along[c-p.from]), T(sums[c-p.from])
			scale[c-p.from] = float64(gamma[c]) / math.Sqrt(float64(moments[channels+c])+epsilon)
		}
		withoutSums(dx, dz, n, &scale, &sums, &along, count, p)
	}
}

// sumsOf adds up dz, and dz*n, of the channels of a piece. Where there is an a, it sets dz to 0 first where that is not above 0.
func sumsOf[T mat.Float](dz, n, a []T, p piece) (sums, along perChannel[float64]) {
	if len(a) == 0 {
		return totalsOf(dz, n, &perChannel[T]{}, p)
	}
	for row := 0; row < len(dz); row += p.channels * p.inner {
		for c := p.from; c < p.to; c++ {
			at, end := row+c*p.inner, row+(c+1)*p.inner
			reluGrad(dz[at:end], a[at:end])
			s, l := totals(dz[at:end], n[at:end], 0)
			sums[c-p.from] += s
			along[c-p.from] += l
		}
	}
	return sums, along
}

// withoutSums sets dx to (dz - mean(dz) - n*mean(dz*n))*scale, given the sums and of how many entries they are.
func withoutSums[T mat.Float](dx, dz, n []T, scale, sums, along *perChannel[float64], count float64, p piece) {
	var by, byN, plus perChannel[T]
	for i, s := range scale[:p.width()] {
		by[i], byN[i], plus[i] = T(s), T(-along[i]/count*s), T(-sums[i]/count*s)
	}
	if p.alone() {
		columnPlane(dx, dz, n, &by, &byN, &plus, p)
		return
	}
	for row := 0; row < len(dz); row += p.channels * p.inner {
		for c := p.from; c < p.to; c++ {
			at, end, i := row+c*p.inner, row+(c+1)*p.inner, c-p.from
			plane(dx[at:end], dz[at:end], n[at:end], by[i], byN[i], plus[i])
		}
	}
}
