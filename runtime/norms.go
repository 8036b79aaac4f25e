package nn

import "github.com/nngen/nngen/runtime/internal/norm"

// F32StandardizeRows brings each row of x, which has n entries, to mean 0 and variance 1 (layer_norm, Ba et al. 2016):
//
//	y[i] = (x[i] - mean) / sqrt(variance + epsilon)
//
// Sums are taken in float64, of those of up to 1,024 entries. y may be x.
func F32StandardizeRows(y, x []float32, n int, epsilon float64) {
	norm.F32StandardizeRows(y, x, n, epsilon)
}

// F64StandardizeRows is F32StandardizeRows for float64.
func F64StandardizeRows(y, x []float64, n int, epsilon float64) {
	norm.F64StandardizeRows(y, x, n, epsilon)
}

// F32StandardizeGradRows computes the gradient dx by the x of F32StandardizeRows, given dy and y:
//
//	dx[i] = (dy[i] - mean(dy) - y[i]*mean(dy*y)) / sqrt(variance + epsilon)
//
// dx may be dy.
func F32StandardizeGradRows(dx, dy, y, x []float32, n int, epsilon float64) {
	norm.F32StandardizeGradRows(dx, dy, y, x, n, epsilon)
}

// F64StandardizeGradRows is F32StandardizeGradRows for float64.
func F64StandardizeGradRows(dx, dy, y, x []float64, n int, epsilon float64) {
	norm.F64StandardizeGradRows(dx, dy, y, x, n, epsilon)
}

// F32BatchMoments computes the mean and the biased variance of every channel over all rows (batch_norm, Ioffe & Szegedy
// 2015): moments holds the means and then the variances. Sums are taken in float64, of those of up to 1,024 entries.
func F32BatchMoments(moments, x []float32, inner int) { norm.F32BatchMoments(moments, x, inner) }

// F64BatchMoments is F32BatchMoments for float64.
func F64BatchMoments(moments, x []float64, inner int) { norm.F64BatchMoments(moments, x, inner) }

// F32StandardizeChannels computes y = (x - mean) / sqrt(variance + epsilon), channel by channel. y may be x.
func F32StandardizeChannels(y, x, mean, variance []float32, inner int, epsilon float64) {
	norm.F32StandardizeChannels(y, x, mean, variance, inner, epsilon)
}

// F64StandardizeChannels is F32StandardizeChannels for float64.
func F64StandardizeChannels(y, x, mean, variance []float64, inner int, epsilon float64) {
	norm.F64StandardizeChannels(y, x, mean, variance, inner, epsilon)
}

// F32BatchStandardizeGrad computes the gradient dx by the x of a batch that was standardized with its own moments, given dy
// and y:
//
//	dx[i] = (dy[i] - mean(dy) - y[i]*mean(dy*y)) / sqrt(variance + epsilon)
//
// with means over the channel of all rows. dx may be dy.
func F32BatchStandardizeGrad(dx, dy, y, moments []float32, inner int, epsilon float64) {
	norm.F32BatchStandardizeGrad(dx, dy, y, moments, inner, epsilon)
}

// F64BatchStandardizeGrad is F32BatchStandardizeGrad for float64.
func F64BatchStandardizeGrad(dx, dy, y, moments []float64, inner int, epsilon float64) {
	norm.F64BatchStandardizeGrad(dx, dy, y, moments, inner, epsilon)
}

// F32BatchNorm is batch_norm by the moments of the batch, which it computes, as F32BatchMoments does: n = (x - mean)/sqrt(variance +
// epsilon) and y = gamma*n + beta, channel by channel. y may be x.
func F32BatchNorm(y, n, moments, x, gamma, beta []float32, inner int, epsilon float64) {
	norm.F32BatchNorm(y, n, moments, x, gamma, beta, inner, epsilon)
}

// F64BatchNorm is F32BatchNorm for float64.
func F64BatchNorm(y, n, moments, x, gamma, beta []float64, inner int, epsilon float64) {
	norm.F64BatchNorm(y, n, moments, x, gamma, beta, inner, epsilon)
}

// F32BatchNormRelu is F32BatchNorm, and then sets the entries below 0 to 0. NaN stays NaN.
func F32BatchNormRelu(y, n, moments, x, gamma, beta []float32, inner int, epsilon float64) {
	norm.F32BatchNormRelu(y, n, moments, x, gamma, beta, inner, epsilon)
}

// F64BatchNormRelu is F32BatchNormRelu for float64.
func F64BatchNormRelu(y, n, moments, x, gamma, beta []float64, inner int, epsilon float64) {
	norm.F64BatchNormRelu(y, n, moments, x, gamma, beta, inner, epsilon)
}

// F32BatchNormGrad is F32BatchStandardizeGrad of dy = dz*gamma, and computes the gradients of z = gamma*n + beta: dgamma = Σ dz*n and
// dbeta = Σ dz over the channel of all rows. dx may be dz.
func F32BatchNormGrad(dx, dgamma, dbeta, dz, n, gamma, moments []float32, inner int, epsilon float64) {
	norm.F32BatchNormGrad(dx, dgamma, dbeta, dz, n, gamma, moments, inner, epsilon)
}

// F64BatchNormGrad is F32BatchNormGrad for float64.
func F64BatchNormGrad(dx, dgamma, dbeta, dz, n, gamma, moments []float64, inner int, epsilon float64) {
	norm.F64BatchNormGrad(dx, dgamma, dbeta, dz, n, gamma, moments, inner, epsilon)
}

// F32BatchNormReluGrad is F32BatchNormGrad behind a relu, whose result is a: it sets dz, the gradient of that, to 0 where a <= 0.
func F32BatchNormReluGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments []float32, inner int, epsilon float64) {
	norm.F32BatchNormReluGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments, inner, epsilon)
}

// F64BatchNormReluGrad is F32BatchNormReluGrad for float64.
func F64BatchNormReluGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments []float64, inner int, epsilon float64) {
	norm.F64BatchNormReluGrad(dx, dgamma, dbeta, dz, n, a, gamma, moments, inner, epsilon)
}

// F32AffineChannels computes y = scale*x + shift, channel by channel. y may be x.
func F32AffineChannels(y, x, scale, shift []float32, inner int) {
	norm.F32AffineChannels(y, x, scale, shift, inner)
}

// F64AffineChannels is F32AffineChannels for float64.
func F64AffineChannels(y, x, scale, shift []float64, inner int) {
	norm.F64AffineChannels(y, x, scale, shift, inner)
}

// F32Moving moves running statistics towards those of a batch: r = (1 - momentum)*r + momentum*factor*moment. Of a variance
// the factor n/(n-1) makes the unbiased one of n values.
func F32Moving(r, moment []float32, momentum, factor float64) {
	norm.F32Moving(r, moment, momentum, factor)
}

// F64Moving is F32Moving for float64.
func F64Moving(r, moment []float64, momentum, factor float64) {
	norm.F64Moving(r, moment, momentum, factor)
}

// Unbiased is the factor that makes the unbiased variance of n values of the biased one.
func Unbiased(n int) float64 { return norm.Unbiased(n) }
