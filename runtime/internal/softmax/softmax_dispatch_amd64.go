//go:build !purego

package softmax

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
)

// rowsAtOnce is the number of short rows for which the product of the sums of their exponentials cannot overflow: none is
// above 16.
const rowsAtOnce = 240

// vectorBytes are those of a register of each level: a row is short if it fits.
var vectorBytes = [...]int{cpu.Go: 0, cpu.AVX2: 32, cpu.AVX512: 64}

// isLong64 reports whether a row of n float64 does not fit a register of AVX2, or there is none.
func isLong64(n int) bool { return n > 4 || cpu.Level == cpu.Go }

func f32SoftmaxRows(y, z []float32, n int) {
	switch {
	case n > vectorBytes[cpu.Level]/4:
		F32SoftmaxLong(y, z, n)
	case cpu.Level == cpu.AVX512:
		f32SoftmaxShortAVX512(y, z, n)
	default:
		f32SoftmaxShortAVX2(y, z, n)
	}
}

// f32SoftmaxRow is f32SoftmaxRows of one row. The kernels for many are apart, so that a program that predicts row by row is not linked with
// them.
func f32SoftmaxRow(y, z []float32) {
	switch n := len(z); {
	case n > vectorBytes[cpu.Level]/4:
		F32SoftmaxLong(y, z, n)
	case cpu.Level == cpu.AVX512:
		f32SoftmaxRowAVX512(y, z, n)
	default:
		f32SoftmaxRowAVX2(y, z, n)
	}
}

func f32CrossEntropyRows(z []float32, ts []int, n int) float64 {
	if n > vectorBytes[cpu.Level]/4 {
		return f32CrossEntropyLong(z, ts, n)
	}
	return f32CrossEntropyShort(nil, z, ts, n, 0)
}

func f32CrossEntropyGradRows(dz, z []float32, ts []int, n int, factor float32) float64 {
	if n > vectorBytes[cpu.Level]/4 {
		return f32CrossEntropyGradLong(dz, z, ts, n, factor)
	}
	return f32CrossEntropyShort(dz, z, ts, n, factor)
}

// f32CrossEntropyShort returns the loss of short rows, and computes its gradient if there is a dz.
func f32CrossEntropyShort(dz, z []float32, ts []int, n int, factor float32) (loss float64) {
	for len(ts) > 0 {
		m := min(len(ts), rowsAtOnce)
		part := dz[:min(len(dz), m*n)]
		product, targets := f32CrossEntropyFew(part, z[:m*n], ts[:m], n, factor)
		loss += elem.LogOfSingle(product) - targets
		dz, z, ts = dz[len(part):], z[m*n:], ts[m:]
	}
	return loss
}

func f32CrossEntropyFew(dz, z []float32, ts []int, n int, factor float32) (product, targets float64) {
	if cpu.Level == cpu.AVX512 {
		return f32CrossEntropyShortAVX512(dz, z, ts, n, factor)
	}
	return f32CrossEntropyShortAVX2(dz, z, ts, n, factor)
}

func f64SoftmaxRows(y, z []float64, n int) {
	if isLong64(n) {
		F64SoftmaxLong(y, z, n)
		return
	}
	f64SoftmaxShortAVX2(y, z, n)
}

func f64CrossEntropyRows(z []float64, ts []int, n int) float64 {
	if isLong64(n) {
		return f64CrossEntropyLong(z, ts, n)
	}
	return f64CrossEntropyShort(nil, z, ts, n, 0)
}

func f64CrossEntropyGradRows(dz, z []float64, ts []int, n int, factor float64) float64 {
	if isLong64(n) {
		return f64CrossEntropyGradLong(dz, z, ts, n, factor)
	}
	return f64CrossEntropyShort(dz, z, ts, n, factor)
}

// f64CrossEntropyShort is f32CrossEntropyShort for float64.
func f64CrossEntropyShort(dz, z []float64, ts []int, n int, factor float64) (loss float64) {
	for len(ts) > 0 {
		m := min(len(ts), rowsAtOnce)
		part := dz[:min(len(dz), m*n)]
		product, targets := f64CrossEntropyShortAVX2(part, z[:m*n], ts[:m], n, factor)
		loss += math.Log(product) - targets
		dz, z, ts = dz[len(part):], z[m*n:], ts[m:]
	}
	return loss
}

func classesFit(ts []int, n int) bool {
	switch cpu.Level {
	case cpu.AVX512:
		return classesFitAVX512(ts, n)
	case cpu.AVX2:
		return classesFitAVX2(ts, n)
	}
	return areClasses(ts, n)
}
