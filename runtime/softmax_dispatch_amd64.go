//go:build !purego

package nn

import "math"

// rowsAtOnce is the number of short rows for which the product of the sums of their exponentials cannot overflow: none is
// above 16.
const rowsAtOnce = 240

// vectorBytes are those of a register of each level: a row is short if it fits.
var vectorBytes = [...]int{levelGo: 0, levelAVX2: 32, levelAVX512: 64}

func ssoftmaxRows(y, z []float32, n int) {
	switch {
	case n > vectorBytes[level]/4:
		ssoftmaxLong(y, z, n)
	case level == levelAVX512:
		ssoftmaxShortAVX512(y, z, n)
	default:
		ssoftmaxShortAVX2(y, z, n)
	}
}

func scrossEntropyRows(z []float32, ts []int, n int) (loss float64) {
	if n > vectorBytes[level]/4 {
		return scrossEntropyLong(z, ts, n)
	}
	for len(ts) > 0 {
		m := min(len(ts), rowsAtOnce)
		product, targets := scrossEntropyShort(z[:m*n], ts[:m], n)
		loss += logOfSingle(product) - targets
		z, ts = z[m*n:], ts[m:]
	}
	return loss
}

func scrossEntropyShort(z []float32, ts []int, n int) (product, targets float64) {
	if level == levelAVX512 {
		return scrossEntropyShortAVX512(z, ts, n)
	}
	return scrossEntropyShortAVX2(z, ts, n)
}

func scrossEntropyGradRows(dz, z []float32, ts []int, n int, factor float32) (loss float64) {
	if n > vectorBytes[level]/4 {
		return scrossEntropyGradLong(dz, z, ts, n, factor)
	}
	for len(ts) > 0 {
		m := min(len(ts), rowsAtOnce)
		product, targets := scrossEntropyGradShort(dz[:m*n], z[:m*n], ts[:m], n, factor)
		loss += logOfSingle(product) - targets
		dz, z, ts = dz[m*n:], z[m*n:], ts[m:]
	}
	return loss
}

func scrossEntropyGradShort(dz, z []float32, ts []int, n int, factor float32) (product, targets float64) {
	if level == levelAVX512 {
		return scrossEntropyGradShortAVX512(dz, z, ts, n, factor)
	}
	return scrossEntropyGradShortAVX2(dz, z, ts, n, factor)
}

func dsoftmaxRows(y, z []float64, n int) {
	switch {
	case n > vectorBytes[level]/8:
		dsoftmaxLong(y, z, n)
	case level == levelAVX512:
		dsoftmaxShortAVX512(y, z, n)
	default:
		dsoftmaxShortAVX2(y, z, n)
	}
}

func dcrossEntropyRows(z []float64, ts []int, n int) (loss float64) {
	if n > vectorBytes[level]/8 {
		return dcrossEntropyLong(z, ts, n)
	}
	for len(ts) > 0 {
		m := min(len(ts), rowsAtOnce)
		product, targets := dcrossEntropyShort(z[:m*n], ts[:m], n)
		loss += math.Log(product) - targets
		z, ts = z[m*n:], ts[m:]
	}
	return loss
}

func dcrossEntropyShort(z []float64, ts []int, n int) (product, targets float64) {
	if level == levelAVX512 {
		return dcrossEntropyShortAVX512(z, ts, n)
	}
	return dcrossEntropyShortAVX2(z, ts, n)
}

func dcrossEntropyGradRows(dz, z []float64, ts []int, n int, factor float64) (loss float64) {
	if n > vectorBytes[level]/8 {
		return dcrossEntropyGradLong(dz, z, ts, n, factor)
	}
	for len(ts) > 0 {
		m := min(len(ts), rowsAtOnce)
		product, targets := dcrossEntropyGradShort(dz[:m*n], z[:m*n], ts[:m], n, factor)
		loss += math.Log(product) - targets
		dz, z, ts = dz[m*n:], z[m*n:], ts[m:]
	}
	return loss
}

func dcrossEntropyGradShort(dz, z []float64, ts []int, n int, factor float64) (product, targets float64) {
	if level == levelAVX512 {
		return dcrossEntropyGradShortAVX512(dz, z, ts, n, factor)
	}
	return dcrossEntropyGradShortAVX2(dz, z, ts, n, factor)
}

func classesFit(ts []int, n int) bool {
	switch level {
	case levelAVX512:
		return classesFitAVX512(ts, n)
	case levelAVX2:
		return classesFitAVX2(ts, n)
	}
	return areClasses(ts, n)
}
