package norm

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32StandardizeRows brings each row of x, which has n entries, to mean 0 and variance 1 (layer_norm, Ba et al. 2016):
//
//	y[i] = (x[i] - mean) / sqrt(variance + epsilon)
//
// Sums are taken in float64, of those of up to 1,024 entries. y may be x.
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
		less := T(mean)
		line(y[at:at+n], row, less, T(inverse), T((float64(less)-mean)*inverse))
	}
}

func standardizeGradRows[T mat.Float](dx, dy, y, x []T, n int, epsilon float64) {
	for at := 0; at < len(x); at += n {
		_, variance := rowMoments(x[at : at+n])
		dx, dy, y := dx[at:at+n], dy[at:at+n], y[at:at+n]
		sum, along := totals(dy, y, 0)
		inverse := 1 / math.Sqrt(variance+epsilon)
		plane(dx, dy, y, T(inverse), T(-along/float64(n)*inverse), T(-sum/float64(n)*inverse))
	}
}

// rowMoments returns the mean and the biased variance of a row: about what the mean is, and then both around that.
func rowMoments[T mat.Float](row []T) (mean, variance float64) {
	n := float64(len(row))
	sum, _ := totals(row, row, 0)
	about := T(sum / n)
	sum, squares := totals(row, row, about)
	return float64(about) + sum/n, max(0, squares/n-sum/n*(sum/n))
}
