//go:build !purego

package conv

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// hasTapDots says that the kernels of the gradient by the weights that read what a tap sees where it lies are quicker than a product
// with columns.
func hasTapDots() bool { return cpu.Level > cpu.Go }

// hasFlat says that there are kernels that see a map as it lies, by masks.
func hasFlat[T float32 | float64]() bool { return isSingle[T]() && cpu.Level == cpu.AVX512 }

// tallest is how many channels a kernel computes at a time at most, and dotRows how many of a gradient.
func tallest[T float32 | float64]() int {
	if isSingle[T]() && cpu.Level == cpu.AVX512 {
		return 8
	}
	return 4
}

func dotRows[T float32 | float64]() int {
	if isSingle[T]() && cpu.Level == cpu.AVX512 {
		return 4
	}
	return 2
}

func f32Taps(t *tapping[float32]) {
	if cpu.Level == cpu.AVX512 {
		f32TapsAVX512(&t.z[0], &t.w[0], &t.x[0], &t.scale[0], &t.shift[0], unsafe.SliceData(t.places), t.n, len(t.places), t.ldz, t.m, t.floor)
		return
	}
	f32LesserTaps(t)
}

// f32LesserTaps is f32Taps without AVX-512.
func f32LesserTaps(t *tapping[float32]) {
	if cpu.Level == cpu.Go {
		tapsBody(t)
		return
	}
	f32TapsAVX2(&t.z[0], &t.w[0], &t.x[0], &t.scale[0], &t.shift[0], unsafe.SliceData(t.places), t.n, len(t.places), t.ldz, t.m, t.floor)
}

func f32FlatTaps(t *tapping[float32], f *flat, win *Window) {
	f32FlatTapsAVX512(&t.z[0], &t.w[0], &t.x[0], &t.scale[0], &t.shift[0], &f.places[0], &f.masks[0],
		f.n, len(f.places), win.in(), f.size, 8*f.step, win.Out[1]*win.Out[2], win.out(), win.Groups, t.m, t.floor)
}

// hasWindows says that there are kernels for lists of windows.
func hasWindows() bool { return cpu.Level > cpu.Go }

// windowsWidth is how many channels of those that are left, of which there are some vectors, a kernel computes at a time.
func windowsWidth(left int, each bool) int {
	switch {
	case cpu.Level == cpu.Go:
		return left
	case cpu.Level == cpu.AVX2 && each:
		return max(8, left&^7)
	case each && left >= 32:
		return left &^ 31
	case each:
		return 16
	case cpu.Level == cpu.AVX2 || left < 64:
		return 16
	}
	return 64
}

// f32Windows computes so many channels of the windows of a group.
func f32Windows(z, w, x, scale, shift []float32, g *group, width int, each bool, floor float32) {
	windows, taps, n, k := &g.windows[0].in, &g.taps[0].in, len(g.windows), len(g.taps)
	nine := each && (k == 9 || k == 6 || k == 4)
	switch {
	case cpu.Level == cpu.Go:
		windowsBody(z, w, x, scale, shift, g, width, each, floor)
	case cpu.Level == cpu.AVX2 && nine:
		f32WindowsNineAVX2(&z[0], &w[0], &x[0], &scale[0], &shift[0], windows, taps, g.n, k, width/8, floor)
	case cpu.Level == cpu.AVX2 && each:
		f32WindowsEachAVX2(&z[0], &w[0], &x[0], &scale[0], &shift[0], windows, taps, n, k, width/8, floor)
	case cpu.Level == cpu.AVX2:
		f32Windows2AVX2(&z[0], &w[0], &x[0], &scale[0], &shift[0], windows, taps, n, k, floor)
	case nine && width >= 32:
		f32WindowsNineAVX512(&z[0], &w[0], &x[0], &scale[0], &shift[0], windows, taps, g.n, k, width/32, floor)
	case each:
		f32WindowsEachAVX512(&z[0], &w[0], &x[0], &scale[0], &shift[0], windows, taps, n, k, width/16, floor)
	case width == 16:
		f32Windows1AVX512(&z[0], &w[0], &x[0], &scale[0], &shift[0], windows, taps, n, k, floor)
	default:
		f32Windows4AVX512(&z[0], &w[0], &x[0], &scale[0], &shift[0], windows, taps, n, k, floor)
	}
}

func f32Normalize(scale, shift, gamma, beta, mean, variance []float32, epsilon float64) {
	f32NormalizeAVX512(&scale[0], &shift[0], &gamma[0], &beta[0], &mean[0], &variance[0], len(scale), epsilon)
}

func f64Taps(t *tapping[float64]) {
	if cpu.Level == cpu.Go {
		tapsBody(t)
		return
	}
	f64TapsAVX2(&t.z[0], &t.w[0], &t.x[0], &t.scale[0], &t.shift[0], unsafe.SliceData(t.places), t.n, len(t.places), t.ldz, t.m, t.floor)
}

func f32TapDots(y, z, x []float32, places []int32, m, n, ldz, stepZ, stepX, examples int) {
	at, k := unsafe.SliceData(places), len(places)
	switch {
	case cpu.Level == cpu.Go:
		tapDotsBody(y, z, x, places, m, n, ldz, stepZ, stepX, examples)
	case cpu.Level == cpu.AVX2 && m == 1:
		f32TapDots1AVX2(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	case cpu.Level == cpu.AVX2:
		f32TapDots2AVX2(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	case m == 1:
		f32TapDots1AVX512(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	case m == 2:
		f32TapDots2AVX512(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	case m == 3:
		f32TapDots3AVX512(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	case m == 4:
		f32TapDots4AVX512(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	}
}

func f64TapDots(y, z, x []float64, places []int32, m, n, ldz, stepZ, stepX, examples int) {
	at, k := unsafe.SliceData(places), len(places)
	switch {
	case cpu.Level == cpu.Go:
		tapDotsBody(y, z, x, places, m, n, ldz, stepZ, stepX, examples)
	case m == 1:
		f64TapDots1AVX2(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	case m == 2:
		f64TapDots2AVX2(&y[0], &z[0], &x[0], at, n, k, ldz, stepZ, stepX, examples)
	}
}

func f32CopyRows(dst, src []float32, rows, n, stepDst, stepSrc int) {
	switch {
	case cpu.Level == cpu.AVX512:
		f32CopyRowsAVX512(&dst[0], &src[0], rows, n, stepDst, stepSrc)
	case cpu.Level == cpu.AVX2:
		f32CopyRowsAVX2(&dst[0], &src[0], rows, n, stepDst, stepSrc)
	default:
		copyRowsBody(dst, src, rows, n, stepDst, stepSrc)
	}
}

func f64CopyRows(dst, src []float64, rows, n, stepDst, stepSrc int) {
	if cpu.Level == cpu.Go {
		copyRowsBody(dst, src, rows, n, stepDst, stepSrc)
		return
	}
	f64CopyRowsAVX2(&dst[0], &src[0], rows, n, stepDst, stepSrc)
}

func halveMax[T float32 | float64](dst, a, b []T, rows, n, stepDst, stepSrc int) {
	if cpu.Level == cpu.Go {
		halveMaxBody(dst, a, b, rows, n, stepDst, stepSrc)
		return
	}
	to, up, low := unsafe.Pointer(&dst[0]), unsafe.Pointer(&a[0]), unsafe.Pointer(&b[0])
	switch {
	case !isSingle[T]():
		f64HalveMaxAVX2((*float64)(to), (*float64)(up), (*float64)(low), rows, n, stepDst, stepSrc)
	case cpu.Level == cpu.AVX2:
		f32HalveMaxAVX2((*float32)(to), (*float32)(up), (*float32)(low), rows, n, stepDst, stepSrc)
	default:
		f32HalveMaxAVX512((*float32)(to), (*float32)(up), (*float32)(low), rows, n, stepDst, stepSrc)
	}
}

func halveMaxGrad[T float32 | float64](dx, x, dy, y []T, rows, n, low, next int, floor T) {
	switch {
	case rows*n == 0:
	case cpu.Level == cpu.Go || !isSingle[T]() || cpu.Level == cpu.AVX2 && n < leastHalved:
		halveMaxGradBody(dx, x, dy, y, rows, n, low, next, floor)
	case cpu.Level == cpu.AVX2:
		f32HalveMaxGradAVX2(&single(dx)[0], &single(x)[0], &single(dy)[0], &single(y)[0], rows, n, low, next, float32(floor))
	default:
		f32HalveMaxGradAVX512(&single(dx)[0], &single(x)[0], &single(dy)[0], &single(y)[0], rows, n, low, next, float32(floor))
	}
}

// leastHalved is how many windows a vector of AVX2 holds.
const leastHalved = 8

func halveMean[T float32 | float64](dst, a, b []T, rows, n, stepDst, stepSrc int) {
	const share = 0.25
	if cpu.Level == cpu.Go {
		halveMeanBody(dst, a, b, rows, n, stepDst, stepSrc)
		return
	}
	to, up, low := unsafe.Pointer(&dst[0]), unsafe.Pointer(&a[0]), unsafe.Pointer(&b[0])
	switch {
	case !isSingle[T]():
		f64HalveMeanAVX2((*float64)(to), (*float64)(up), (*float64)(low), rows, n, stepDst, stepSrc, share)
	case cpu.Level == cpu.AVX2:
		f32HalveMeanAVX2((*float32)(to), (*float32)(up), (*float32)(low), rows, n, stepDst, stepSrc, share)
	default:
		f32HalveMeanAVX512((*float32)(to), (*float32)(up), (*float32)(low), rows, n, stepDst, stepSrc, share)
	}
}
