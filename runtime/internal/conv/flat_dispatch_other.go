//go:build purego || !amd64

package conv

func hasTapDots() bool { return false }

func hasFlat[T float32 | float64]() bool { return false }
func dotRows[T float32 | float64]() int  { return 4 }

func f32FlatTaps(t *tapping[float32], f *flat, win *Window) { flatTapsBody(t, f, win) }

func f32LesserTaps(t *tapping[float32]) { f32Taps(t) }

func hasWindows() bool { return false }

func windowsWidth(left int, _ bool) int { return left }

func f32Windows(z, w, x, scale, shift []float32, g *group, width int, each bool, floor float32) {
	windowsBody(z, w, x, scale, shift, g, width, each, floor)
}

func f32Normalize(scale, shift, gamma, beta, mean, variance []float32, epsilon float64) {
	normalizeBody(scale, shift, &norm[float32]{gamma, beta, mean, variance, epsilon})
}

func f32TapDots(y, z, x []float32, places []int32, m, n, ldz, stepZ, stepX, examples int) {
	tapDotsBody(y, z, x, places, m, n, ldz, stepZ, stepX, examples)
}

func f64TapDots(y, z, x []float64, places []int32, m, n, ldz, stepZ, stepX, examples int) {
	tapDotsBody(y, z, x, places, m, n, ldz, stepZ, stepX, examples)
}

func f32CopyRows(dst, src []float32, rows, n, stepDst, stepSrc int) {
	copyRowsBody(dst, src, rows, n, stepDst, stepSrc)
}

func f64CopyRows(dst, src []float64, rows, n, stepDst, stepSrc int) {
	copyRowsBody(dst, src, rows, n, stepDst, stepSrc)
}

func halveMaxGrad[T float32 | float64](dx, x, dy, y []T, rows, n, low, next int, floor T) {
	halveMaxGradBody(dx, x, dy, y, rows, n, low, next, floor)
}

func halveMax[T float32 | float64](dst, a, b []T, rows, n, stepDst, stepSrc int) {
	halveMaxBody(dst, a, b, rows, n, stepDst, stepSrc)
}

func halveMean[T float32 | float64](dst, a, b []T, rows, n, stepDst, stepSrc int) {
	halveMeanBody(dst, a, b, rows, n, stepDst, stepSrc)
}
