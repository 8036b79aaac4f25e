package norm

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32StandardizeRows brings each row of x, which has n entries, to mean 0 and variance 1 (layer_norm, Ba et al. 2016):
//
//	y[i] = (x[i] - mean) / sqrt(variance + epsilon)
//
// Sums are taken in float64. y may be x.
//
//go:noinline
func F32StandardizeRows(y, x []float32, n int, epsilon float64) {
	mat.MustFit(len(y) == len(x) && mat.WholeRows(len(x), n), "standardizeRows")
	standardizeRows(y, x, n, epsilon)
}

// F64StandardizeRows is F32StandardizeRows for float64.
//
//go:noinline
func F64StandardizeRows(y, x []float64, n int, epsilon float64) {
	mat.MustFit(len(y) == len(x) && mat.WholeRows(len(x), n), "standardizeRows")
	standardizeRows(y, x, n, epsilon)
}

// F32StandardizeGradRows computes the gradient dx by the x of F32StandardizeRows, given dy and y:
//
//	dx[i] = (dy[i] - mean(dy) - y[i]*mean(dy*y)) / sqrt(variance + epsilon)
//
// dx may be dy.
//
//go:noinline
func F32StandardizeGradRows(dx, dy, y, x []float32, n int, epsilon float64) {
	mat.MustFit(len(dx) == len(x) && len(dy) == len(x) && len(y) == len(x) && mat.WholeRows(len(x), n), "standardizeGradRows")
	standardizeGradRows(dx, dy, y, x, n, epsilon)
}

// F64StandardizeGradRows is F32StandardizeGradRows for float64.
//
//go:noinline
func F64StandardizeGradRows(dx, dy, y, x []float64, n int, epsilon float64) {
	mat.MustFit(len(dx) == len(x) && len(dy) == len(x) && len(y) == len(x) && mat.WholeRows(len(x), n), "standardizeGradRows")
	standardizeGradRows(dx, dy, y, x, n, epsilon)
}

func standardizeRows[T mat.Float](y, x []T, n int, epsilon float64) {
	for at := 0; at < len(x); at += n {
		row := x[at : at+n]
		mean, variance := rowMoments(row)
		inverse := 1 / math.Sqrt(variance+epsilon)
		for i, v := range row {
			y[at+i] = T((float64(v) - mean) * inverse)
		}
	}
}

func standardizeGradRows[T mat.Float](dx, dy, y, x []T, n int, epsilon float64) {
	for at := 0; at < len(x); at += n {
		_, variance := rowMoments(x[at : at+n])
		sum, along := 0.0, 0.0
		for i, d := range dy[at : at+n] {
			sum += float64(d)
			along += float64(d) * float64(y[at+i])
		}
		sum, along = sum/float64(n), along/float64(n)
		inverse := 1 / math.Sqrt(variance+epsilon)
		for i, d := range dy[at : at+n] {
			dx[at+i] = T((float64(d) - sum - float64(y[at+i])*along) * inverse)
		}
	}
}

// rowMoments returns the mean and the biased variance of a row.
func rowMoments[T mat.Float](row []T) (mean, variance float64) {
	for _, v := range row {
		mean += float64(v)
	}
	mean /= float64(len(row))
	for _, v := range row {
		variance += (float64(v) - mean) * (float64(v) - mean)
	}
	return mean, variance / float64(len(row))
}
