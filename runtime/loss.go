package nn

import "math"

// ScrossEntropy returns the loss of one row of logits, log(Σ exp(z[i])) - z[class].
func ScrossEntropy(z []float32, class int) float64 {
	mustBeClass(class, len(z))
	shift, sum := maximum(z), 0.0
	for _, v := range z {
		sum += float64(Exp32(v - shift))
	}
	return math.Log(sum) + (float64(shift) - float64(z[class]))
}

// DcrossEntropy is ScrossEntropy for float64.
func DcrossEntropy(z []float64, class int) float64 {
	mustBeClass(class, len(z))
	shift, sum := maximum(z), 0.0
	for _, v := range z {
		sum += math.Exp(v - shift)
	}
	return math.Log(sum) + (shift - z[class])
}

// ScrossEntropyGrad computes the gradient of the loss by the logits, dz = (softmax(z) - onehot(class))·factor, and
// returns the loss itself, the same bits as ScrossEntropy. dz and z have the same length and may be the same slice.
func ScrossEntropyGrad(dz, z []float32, class int, factor float32) float64 {
	mustFit(len(dz) == len(z), "crossEntropyGrad")
	mustBeClass(class, len(z))
	shift, target := maximum(z), z[class]
	sum := sexpShifted(dz, z, shift)
	scale(dz, float32(float64(factor)/sum))
	dz[class] -= factor
	return math.Log(sum) + (float64(shift) - float64(target))
}

// DcrossEntropyGrad is ScrossEntropyGrad for float64.
func DcrossEntropyGrad(dz, z []float64, class int, factor float64) float64 {
	mustFit(len(dz) == len(z), "crossEntropyGrad")
	mustBeClass(class, len(z))
	shift, target := maximum(z), z[class]
	sum := dexpShifted(dz, z, shift)
	scale(dz, factor/sum)
	dz[class] -= factor
	return math.Log(sum) + (shift - target)
}
