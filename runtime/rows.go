package nn

import (
	"github.com/nngen/nngen/runtime/internal/rows"
	"github.com/nngen/nngen/runtime/internal/softmax"
)

// Mask is the part of a dropout mask that does not change within a training step.
type Mask = rows.Mask

// NewMask prepares the mask of one dropout for one step: a function of the seed, of which dropout of the network it is,
// and of the number of updates so far. The rate is the share of units that is silenced, in [0, 1).
func NewMask(rate float64, seed, stream, updates uint64) Mask {
	return rows.NewMask(rate, seed, stream, updates)
}

// F32Dropout computes dst = src ∘ mask / (1 − rate), where both have n units a row. A unit is kept where a hash of the
// mask, the row and the unit, as a number in [0, 1), is at least the rate; so the gradient is masked as the signal was.
// dst and src may be the same slice.
func F32Dropout(dst, src []float32, n int, mask Mask) { rows.F32Dropout(dst, src, n, mask) }

// F64Dropout is F32Dropout for float64.
func F64Dropout(dst, src []float64, n int, mask Mask) { rows.F64Dropout(dst, src, n, mask) }

// F32NormalizeRows brings each row of x to the scale that a network was trained on; dst may be x:
//
//	n := len(offset)
//	for i := range x {
//		dst[i] = (x[i] - offset[i%n]) / scale[i%n]
//	}
func F32NormalizeRows(dst, x, offset, scale []float32) { rows.F32NormalizeRows(dst, x, offset, scale) }

// F64NormalizeRows is F32NormalizeRows for float64.
func F64NormalizeRows(dst, x, offset, scale []float64) { rows.F64NormalizeRows(dst, x, offset, scale) }

// F32RescaleRows undoes F32NormalizeRows; dst may be a:
//
//	n := len(offset)
//	for i := range a {
//		dst[i] = a[i]*scale[i%n] + offset[i%n]
//	}
func F32RescaleRows(dst, a, offset, scale []float32) { rows.F32RescaleRows(dst, a, offset, scale) }

// F64RescaleRows is F32RescaleRows for float64.
func F64RescaleRows(dst, a, offset, scale []float64) { rows.F64RescaleRows(dst, a, offset, scale) }

// F32AddBias adds b to each row of z, whose length is a multiple of len(b):
//
//	for i := range z {
//		z[i] += b[i%len(b)]
//	}
func F32AddBias(z, b []float32) { rows.F32AddBias(z, b) }

// F64AddBias is F32AddBias for float64.
func F64AddBias(z, b []float64) { rows.F64AddBias(z, b) }

// F32SumRows sets db to the sum of the rows of dz, whose length is a multiple of len(db):
//
//	clear(db)
//	for i := range dz {
//		db[i%len(db)] += dz[i]
//	}
//
// but adds in another order.
func F32SumRows(db, dz []float32) { rows.F32SumRows(db, dz) }

// F64SumRows is F32SumRows for float64.
func F64SumRows(db, dz []float64) { rows.F64SumRows(db, dz) }

// F32SumSquares returns Σ x[i]², added up in float64, in no particular order.
func F32SumSquares(x []float32) float64 { return rows.F32SumSquares(x) }

// F64SumSquares is F32SumSquares for float64.
func F64SumSquares(x []float64) float64 { return rows.F64SumSquares(x) }

// F32CrossEntropyRows returns the loss of rows of n logits, Σ log(Σ exp(z[i])) - z[t] with the class t of each row.
func F32CrossEntropyRows[C ~int](z []float32, ts []C, n int) float64 {
	return softmax.F32CrossEntropyRows(z, softmax.Ints(ts), n)
}

// F32DropoutChannels is F32Dropout of rows of n channels, each of inner entries next to each other, which are kept or silenced
// together.
func F32DropoutChannels(dst, src []float32, n, inner int, mask Mask) {
	rows.F32DropoutChannels(dst, src, n, inner, mask)
}

// F64DropoutChannels is F32DropoutChannels for float64.
func F64DropoutChannels(dst, src []float64, n, inner int, mask Mask) {
	rows.F64DropoutChannels(dst, src, n, inner, mask)
}

// F64CrossEntropyRows is F32CrossEntropyRows for float64.
func F64CrossEntropyRows[C ~int](z []float64, ts []C, n int) float64 {
	return softmax.F64CrossEntropyRows(z, softmax.Ints(ts), n)
}

// F32CrossEntropyGradRows computes the gradient of the loss by the logits, dz = (softmax(z) - onehot(t))·factor for each
// row of n, and returns the loss itself, the same bits as F32CrossEntropyRows. Where z is less than the largest of its row
// by more than 64 (float64: 640), softmax counts as 0. dz and z may be the same slice.
func F32CrossEntropyGradRows[C ~int](dz, z []float32, ts []C, n int, factor float32) float64 {
	return softmax.F32CrossEntropyGradRows(dz, z, softmax.Ints(ts), n, factor)
}

// F64CrossEntropyGradRows is F32CrossEntropyGradRows for float64.
func F64CrossEntropyGradRows[C ~int](dz, z []float64, ts []C, n int, factor float64) float64 {
	return softmax.F64CrossEntropyGradRows(dz, z, softmax.Ints(ts), n, factor)
}

// F32SmoothCrossEntropyRows is F32CrossEntropyRows for targets that are smoothed: (1-s)·onehot(t) + s/n in the place of
// onehot(t), as PyTorch's label_smoothing has it. That adds s/n · Σ (z[t] - z[i]) to the loss of a row.
func F32SmoothCrossEntropyRows[C ~int](z []float32, ts []C, n int, smoothing float32) float64 {
	return softmax.F32SmoothCrossEntropyRows(z, softmax.Ints(ts), n, smoothing)
}

// F64SmoothCrossEntropyRows is F32SmoothCrossEntropyRows for float64.
func F64SmoothCrossEntropyRows[C ~int](z []float64, ts []C, n int, smoothing float64) float64 {
	return softmax.F64SmoothCrossEntropyRows(z, softmax.Ints(ts), n, smoothing)
}

// F32SmoothCrossEntropyGradRows is F32CrossEntropyGradRows for targets that are smoothed, and returns the same bits as
// F32SmoothCrossEntropyRows. dz and z may be the same slice.
func F32SmoothCrossEntropyGradRows[C ~int](dz, z []float32, ts []C, n int, smoothing, factor float32) float64 {
	return softmax.F32SmoothCrossEntropyGradRows(dz, z, softmax.Ints(ts), n, smoothing, factor)
}

// F64SmoothCrossEntropyGradRows is F32SmoothCrossEntropyGradRows for float64.
func F64SmoothCrossEntropyGradRows[C ~int](dz, z []float64, ts []C, n int, smoothing, factor float64) float64 {
	return softmax.F64SmoothCrossEntropyGradRows(dz, z, softmax.Ints(ts), n, smoothing, factor)
}

// F32WeightedCrossEntropyGradRows is F32SmoothCrossEntropyGradRows where row i counts ws[i] times: so does its loss in the sum
// that is returned, and the factor of its gradient is factor·ws[i], rounded once. The gradient of a row of weight 0 is 0.
func F32WeightedCrossEntropyGradRows[C ~int](dz, z []float32, ts []C, ws []float32, n int, smoothing float32, factor float64) float64 {
	return softmax.F32WeightedCrossEntropyGradRows(dz, z, softmax.Ints(ts), ws, n, smoothing, factor)
}

// F64WeightedCrossEntropyGradRows is F32WeightedCrossEntropyGradRows for float64.
func F64WeightedCrossEntropyGradRows[C ~int](dz, z []float64, ts []C, ws []float64, n int, smoothing, factor float64) float64 {
	return softmax.F64WeightedCrossEntropyGradRows(dz, z, softmax.Ints(ts), ws, n, smoothing, factor)
}

// F32SoftCrossEntropyGradRows is F32SmoothCrossEntropyGradRows for targets that are probabilities p of each class, n for a row.
// With q = (1-s)·p + s/n the loss of a row is Σ q[i]·(log(Σ exp(z)) - z[i]), and dz = (Σq·softmax(z) - q)·factor. dz and z may be
// the same slice.
func F32SoftCrossEntropyGradRows(dz, z, ps []float32, n int, smoothing, factor float32) float64 {
	return softmax.F32SoftCrossEntropyGradRows(dz, z, ps, n, smoothing, factor)
}

// F64SoftCrossEntropyGradRows is F32SoftCrossEntropyGradRows for float64.
func F64SoftCrossEntropyGradRows(dz, z, ps []float64, n int, smoothing, factor float64) float64 {
	return softmax.F64SoftCrossEntropyGradRows(dz, z, ps, n, smoothing, factor)
}

// F32Softmax computes y[i] = exp(z[i]) / Σ exp(z[j]), from z minus its maximum so that nothing overflows. y and z have
// the same length and may be the same slice.
func F32Softmax(y, z []float32) { softmax.F32Softmax(y, z) }

// F64Softmax is F32Softmax for float64.
func F64Softmax(y, z []float64) { softmax.F64Softmax(y, z) }

// F32SoftmaxRows applies F32Softmax to each row of n entries. y and z may be the same slice.
func F32SoftmaxRows(y, z []float32, n int) { softmax.F32SoftmaxRows(y, z, n) }

// F64SoftmaxRows is F32SoftmaxRows for float64.
func F64SoftmaxRows(y, z []float64, n int) { softmax.F64SoftmaxRows(y, z, n) }

// F32SoftmaxGradRows computes the gradient dz by the z of a = softmax(z), row by row of n entries, given da:
//
//	dz[i] = a[i] * (da[i] - Σ da*a)
//
// dz may be da.
func F32SoftmaxGradRows(dz, da, a []float32, n int) { softmax.F32SoftmaxGradRows(dz, da, a, n) }

// F64SoftmaxGradRows is F32SoftmaxGradRows for float64.
func F64SoftmaxGradRows(dz, da, a []float64, n int) { softmax.F64SoftmaxGradRows(dz, da, a, n) }

// F32Finite reports whether no entry of x is NaN or infinite.
func F32Finite(x []float32) bool { return rows.F32Finite(x) }

// F64Finite is F32Finite for float64.
func F64Finite(x []float64) bool { return rows.F64Finite(x) }
