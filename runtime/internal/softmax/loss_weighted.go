package softmax

import "github.com/nngen/nngen/runtime/internal/mat"

// F32WeightedCrossEntropyGradRows is F32SmoothCrossEntropyGradRows where row i counts ws[i] times: so does its loss in the sum
// that is returned, and the factor of its gradient is factor·ws[i], rounded once. The gradient of a row of weight 0 is 0, whatever
// its target is, also where that is no class.
//
//go:noinline
func F32WeightedCrossEntropyGradRows(dz, z []float32, ts []int, ws []float32, n int, smoothing float32, factor float64) float64 {
	mat.MustFit(len(z) == len(ts)*n && len(dz) == len(z) && len(ws) == len(ts), "crossEntropyGradRows")
	loss := 0.0
	for i, w := range ws {
		dz, z := dz[i*n:][:n], z[i*n:][:n]
		if w == 0 {
			clear(dz)
			continue
		}
		MustBeClasses(ts[i:i+1], n)
		loss += float64(w) * f32SmoothGrad(dz, z, ts[i:i+1], n, smoothing, float32(factor*float64(w)))
	}
	return loss
}

// F64WeightedCrossEntropyGradRows is F32WeightedCrossEntropyGradRows for float64.
//
//go:noinline
func F64WeightedCrossEntropyGradRows(dz, z []float64, ts []int, ws []float64, n int, smoothing, factor float64) float64 {
	mat.MustFit(len(z) == len(ts)*n && len(dz) == len(z) && len(ws) == len(ts), "crossEntropyGradRows")
	loss := 0.0
	for i, w := range ws {
		dz, z := dz[i*n:][:n], z[i*n:][:n]
		if w == 0 {
			clear(dz)
			continue
		}
		MustBeClasses(ts[i:i+1], n)
		loss += w * f64SmoothGrad(dz, z, ts[i:i+1], n, smoothing, factor*w)
	}
	return loss
}
