package softmax

import "github.com/nngen/nngen/runtime/internal/mat"

// F32SmoothCrossEntropyRows is F32CrossEntropyRows for targets that are smoothed: (1-s)·onehot(t) + s/n in the place of
// onehot(t), as PyTorch's label_smoothing has it. That adds s/n · Σ (z[t] - z[i]) to the loss of a row.
//
//go:noinline
func F32SmoothCrossEntropyRows(z []float32, ts []int, n int, smoothing float32) float64 {
	return F32CrossEntropyRows(z, ts, n) + smoothLoss(z, ts, n, smoothing)
}

// F64SmoothCrossEntropyRows is F32SmoothCrossEntropyRows for float64.
//
//go:noinline
func F64SmoothCrossEntropyRows(z []float64, ts []int, n int, smoothing float64) float64 {
	return F64CrossEntropyRows(z, ts, n) + smoothLoss(z, ts, n, smoothing)
}

// F32SmoothCrossEntropyGradRows is F32CrossEntropyGradRows for targets that are smoothed, and returns the same bits as
// F32SmoothCrossEntropyRows. dz and z may be the same slice.
//
//go:noinline
func F32SmoothCrossEntropyGradRows(dz, z []float32, ts []int, n int, smoothing, factor float32) float64 {
	mat.MustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	MustBeClasses(ts, n)
	return f32SmoothGrad(dz, z, ts, n, smoothing, factor)
}

// F64SmoothCrossEntropyGradRows is F32SmoothCrossEntropyGradRows for float64.
//
//go:noinline
func F64SmoothCrossEntropyGradRows(dz, z []float64, ts []int, n int, smoothing, factor float64) float64 {
	mat.MustFit(len(z) == len(ts)*n && len(dz) == len(z), "crossEntropyGradRows")
	MustBeClasses(ts, n)
	return f64SmoothGrad(dz, z, ts, n, smoothing, factor)
}

func f32SmoothGrad(dz, z []float32, ts []int, n int, smoothing, factor float32) float64 {
	if smoothing == 0 {
		return f32CrossEntropyGradRows(dz, z, ts, n, factor)
	}
	more := smoothLoss(z, ts, n, smoothing)
	loss := f32CrossEntropyGradRows(dz, z, ts, n, factor)
	smoothGrad(dz, ts, n, smoothing, factor)
	return loss + more
}

func f64SmoothGrad(dz, z []float64, ts []int, n int, smoothing, factor float64) float64 {
	if smoothing == 0 {
		return f64CrossEntropyGradRows(dz, z, ts, n, factor)
	}
	more := smoothLoss(z, ts, n, smoothing)
	loss := f64CrossEntropyGradRows(dz, z, ts, n, factor)
	smoothGrad(dz, ts, n, smoothing, factor)
	return loss + more
}

// smoothLoss is what smoothing adds to the loss of the rows: s/n · Σ (z[t] - z[i]).
func smoothLoss[T mat.Float](z []T, ts []int, n int, smoothing T) float64 {
	sum := 0.0
	for i, class := range ts {
		row := z[i*n:][:n]
		target := float64(row[class])
		for _, v := range row {
			sum += target - float64(v)
		}
	}
	return sum * (float64(smoothing) / float64(n))
}

// smoothGrad is what smoothing changes in the gradient: s·onehot(t) - s/n.
func smoothGrad[T mat.Float](dz []T, ts []int, n int, smoothing, factor T) {
	each := factor * smoothing / T(n)
	for i, class := range ts {
		row := dz[i*n:][:n]
		for k := range row {
			row[k] -= each
		}
		row[class] += factor * smoothing
	}
}
