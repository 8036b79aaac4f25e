package nn

import "github.com/nngen/nngen/runtime/internal/conv"

// Window says how a window slides over a map of channels, rows and columns; a signal is a map of one row. Zeros stand for strides and
// dilations of 1, and for one group.
type Window = conv.Window

// F32Conv computes the convolution z = w∗x of every example:
//
//	for o := range w.Out[0] {
//		for i, j := range the rows and columns of Out {
//			z[o][i][j] = Σ w[o][c][k][l] * x[g*C+c][i*Stride[0]+k*Dilation[0]-Before[0]][j*Stride[1]+l*Dilation[1]-Before[1]]
//		}
//	}
//
// with the sum over the C channels of group g, to which o belongs, and the taps k, l within the map; but it adds in another order.
func F32Conv(z, w, x []float32, win Window) { conv.F32Conv(z, w, x, win) }

// F64Conv is F32Conv for float64.
func F64Conv(z, w, x []float64, win Window) { conv.F64Conv(z, w, x, win) }

// F32ConvBias is F32Conv, and adds b, which has an entry for each channel.
func F32ConvBias(z, w, x, b []float32, win Window) { conv.F32ConvBias(z, w, x, b, win) }

// F64ConvBias is F32ConvBias for float64.
func F64ConvBias(z, w, x, b []float64, win Window) { conv.F64ConvBias(z, w, x, b, win) }

// F32ConvBiasRelu is F32ConvBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32ConvBiasRelu(z, w, x, b []float32, win Window) { conv.F32ConvBiasRelu(z, w, x, b, win) }

// F64ConvBiasRelu is F32ConvBiasRelu for float64.
func F64ConvBiasRelu(z, w, x, b []float64, win Window) { conv.F64ConvBiasRelu(z, w, x, b, win) }

// F32ConvNorm is F32ConvBias with b, or F32Conv where that is empty, and then (z - mean)/sqrt(variance + epsilon)*gamma + beta,
// channel by channel, which is folded into the weights.
func F32ConvNorm(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	conv.F32ConvNorm(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F64ConvNorm is F32ConvNorm for float64.
func F64ConvNorm(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	conv.F64ConvNorm(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F32ConvNormRelu is F32ConvNorm, and then sets the entries below 0 to 0. NaN stays NaN.
func F32ConvNormRelu(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	conv.F32ConvNormRelu(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F64ConvNormRelu is F32ConvNormRelu for float64.
func F64ConvNormRelu(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	conv.F64ConvNormRelu(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F32ConvFlat is F32Conv for windows that go by rows and columns, as those of images do, over a map that lies channels first: it is right for
// any such window, but quick where channels are not each by itself, and rows of windows do not lie one after the other in the map. A
// program that calls only these functions is linked with fewer kernels.
func F32ConvFlat(z, w, x []float32, win Window) { conv.F32ConvFlat(z, w, x, win) }

// F32ConvFlatBias is F32ConvBias, for windows of F32ConvFlat.
func F32ConvFlatBias(z, w, x, b []float32, win Window) { conv.F32ConvFlatBias(z, w, x, b, win) }

// F32ConvFlatBiasRelu is F32ConvBiasRelu, for windows of F32ConvFlat.
func F32ConvFlatBiasRelu(z, w, x, b []float32, win Window) {
	conv.F32ConvFlatBiasRelu(z, w, x, b, win)
}

// F32ConvFlatNorm is F32ConvNorm, for windows of F32ConvFlat.
func F32ConvFlatNorm(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	conv.F32ConvFlatNorm(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F32ConvFlatNormRelu is F32ConvNormRelu, for windows of F32ConvFlat.
func F32ConvFlatNormRelu(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	conv.F32ConvFlatNormRelu(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F32ConvBatchNorm is F32ConvNorm, and shares the examples among cores.
func F32ConvBatchNorm(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	conv.F32ConvBatchNorm(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F64ConvBatchNorm is F32ConvBatchNorm for float64.
func F64ConvBatchNorm(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	conv.F64ConvBatchNorm(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F32ConvBatchNormRelu is F32ConvNormRelu, and shares the examples among cores.
func F32ConvBatchNormRelu(z, w, x, b, gamma, beta, mean, variance []float32, epsilon float64, win Window) {
	conv.F32ConvBatchNormRelu(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F64ConvBatchNormRelu is F32ConvBatchNormRelu for float64.
func F64ConvBatchNormRelu(z, w, x, b, gamma, beta, mean, variance []float64, epsilon float64, win Window) {
	conv.F64ConvBatchNormRelu(z, w, x, b, gamma, beta, mean, variance, epsilon, win)
}

// F32ConvInputGrad computes the gradient dx by the map of F32Conv, given that of its result: what F32Conv multiplies with w[…] and
// adds to z[…] gets w[…]·dz[…]. It is the transposed convolution of dz, too.
func F32ConvInputGrad(dx, w, dz []float32, win Window) { conv.F32ConvInputGrad(dx, w, dz, win) }

// F64ConvInputGrad is F32ConvInputGrad for float64.
func F64ConvInputGrad(dx, w, dz []float64, win Window) { conv.F64ConvInputGrad(dx, w, dz, win) }

// F32ConvBatch is F32Conv, and shares the examples among cores.
func F32ConvBatch(z, w, x []float32, win Window) { conv.F32ConvBatch(z, w, x, win) }

// F64ConvBatch is F32ConvBatch for float64.
func F64ConvBatch(z, w, x []float64, win Window) { conv.F64ConvBatch(z, w, x, win) }

// F32ConvBatchBias is F32ConvBias, and shares the examples among cores.
func F32ConvBatchBias(z, w, x, b []float32, win Window) { conv.F32ConvBatchBias(z, w, x, b, win) }

// F64ConvBatchBias is F32ConvBatchBias for float64.
func F64ConvBatchBias(z, w, x, b []float64, win Window) { conv.F64ConvBatchBias(z, w, x, b, win) }

// F32ConvBatchBiasRelu is F32ConvBiasRelu, and shares the examples among cores.
func F32ConvBatchBiasRelu(z, w, x, b []float32, win Window) {
	conv.F32ConvBatchBiasRelu(z, w, x, b, win)
}

// F64ConvBatchBiasRelu is F32ConvBatchBiasRelu for float64.
func F64ConvBatchBiasRelu(z, w, x, b []float64, win Window) {
	conv.F64ConvBatchBiasRelu(z, w, x, b, win)
}

// F32ConvInputGradBatch is F32ConvInputGrad, and shares the examples among cores.
func F32ConvInputGradBatch(dx, w, dz []float32, win Window) {
	conv.F32ConvInputGradBatch(dx, w, dz, win)
}

// F64ConvInputGradBatch is F32ConvInputGradBatch for float64.
func F64ConvInputGradBatch(dx, w, dz []float64, win Window) {
	conv.F64ConvInputGradBatch(dx, w, dz, win)
}

// F32ConvWeightGrad computes the gradient dw by the weights of F32Conv, given that of its result: the sum over all examples and
// windows of dz[…]·x[…].
func F32ConvWeightGrad(dw, dz, x []float32, win Window) { conv.F32ConvWeightGrad(dw, dz, x, win) }

// F64ConvWeightGrad is F32ConvWeightGrad for float64.
func F64ConvWeightGrad(dw, dz, x []float64, win Window) { conv.F64ConvWeightGrad(dw, dz, x, win) }

// F32MaxPool takes the largest entry that each window sees of its channel; NaN where there is one.
func F32MaxPool(y, x []float32, win Window) { conv.F32MaxPool(y, x, win) }

// F64MaxPool is F32MaxPool for float64.
func F64MaxPool(y, x []float64, win Window) { conv.F64MaxPool(y, x, win) }

// F32SlidingMax is F32MaxPool, quicker where windows overlap, leave out entries, or see beyond the map or all of it.
func F32SlidingMax(y, x []float32, win Window) { conv.F32SlidingMax(y, x, win) }

// F64SlidingMax is F32SlidingMax for float64.
func F64SlidingMax(y, x []float64, win Window) { conv.F64SlidingMax(y, x, win) }

// F32MaxPoolGrad computes the gradient dx by the map of F32MaxPool, given that of its result and both: the first entry of each
// window that is the largest gets dy, as in PyTorch.
func F32MaxPoolGrad(dx, dy, y, x []float32, win Window) { conv.F32MaxPoolGrad(dx, dy, y, x, win) }

// F64MaxPoolGrad is F32MaxPoolGrad for float64.
func F64MaxPoolGrad(dx, dy, y, x []float64, win Window) { conv.F64MaxPoolGrad(dx, dy, y, x, win) }

// F32MaxPoolReluGrad is F32MaxPoolGrad of a map that a relu made, and then sets dx to 0 where x <= 0.
func F32MaxPoolReluGrad(dx, dy, y, x []float32, win Window) {
	conv.F32MaxPoolReluGrad(dx, dy, y, x, win)
}

// F64MaxPoolReluGrad is F32MaxPoolReluGrad for float64.
func F64MaxPoolReluGrad(dx, dy, y, x []float64, win Window) {
	conv.F64MaxPoolReluGrad(dx, dy, y, x, win)
}

// F32AvgPool takes the mean of each window of a channel, with zeros beyond the map.
func F32AvgPool(y, x []float32, win Window) { conv.F32AvgPool(y, x, win) }

// F64AvgPool is F32AvgPool for float64.
func F64AvgPool(y, x []float64, win Window) { conv.F64AvgPool(y, x, win) }

// F32AvgPoolWithin takes the mean of what each window sees within the map.
func F32AvgPoolWithin(y, x []float32, win Window) { conv.F32AvgPoolWithin(y, x, win) }

// F64AvgPoolWithin is F32AvgPoolWithin for float64.
func F64AvgPoolWithin(y, x []float64, win Window) { conv.F64AvgPoolWithin(y, x, win) }

// F32SlidingMean is F32AvgPool, quicker where windows overlap, leave out entries, or see beyond the map.
func F32SlidingMean(y, x []float32, win Window) { conv.F32SlidingMean(y, x, win) }

// F64SlidingMean is F32SlidingMean for float64.
func F64SlidingMean(y, x []float64, win Window) { conv.F64SlidingMean(y, x, win) }

// F32SlidingMeanWithin is F32AvgPoolWithin as F32SlidingMean is F32AvgPool.
func F32SlidingMeanWithin(y, x []float32, win Window) { conv.F32SlidingMeanWithin(y, x, win) }

// F64SlidingMeanWithin is F32SlidingMeanWithin for float64.
func F64SlidingMeanWithin(y, x []float64, win Window) { conv.F64SlidingMeanWithin(y, x, win) }

// F32AvgPoolGrad computes the gradient dx by the map of F32AvgPool: every entry gets its share of dy.
func F32AvgPoolGrad(dx, dy []float32, win Window) { conv.F32AvgPoolGrad(dx, dy, win) }

// F64AvgPoolGrad is F32AvgPoolGrad for float64.
func F64AvgPoolGrad(dx, dy []float64, win Window) { conv.F64AvgPoolGrad(dx, dy, win) }

// F32AvgPoolGradWithin is F32AvgPoolGrad of F32AvgPoolWithin.
func F32AvgPoolGradWithin(dx, dy []float32, win Window) { conv.F32AvgPoolGradWithin(dx, dy, win) }

// F64AvgPoolGradWithin is F32AvgPoolGradWithin for float64.
func F64AvgPoolGradWithin(dx, dy []float64, win Window) { conv.F64AvgPoolGradWithin(dx, dy, win) }

// F32Resample interpolates linearly along an axis of in entries, inner apart, of which it makes out:
//
//	y[o] = (1 - f)*x[i] + f*x[i+1]
//
// where i + f is (o + ½)·in/out − ½, but not below 0, or, with corners, o·(in − 1)/(out − 1); behind the last entry comes itself.
func F32Resample(y, x []float32, in, out, inner int, corners bool) {
	conv.F32Resample(y, x, in, out, inner, corners)
}

// F64Resample is F32Resample for float64.
func F64Resample(y, x []float64, in, out, inner int, corners bool) {
	conv.F64Resample(y, x, in, out, inner, corners)
}

// F32ResampleGrad computes the gradient dx by the x of F32Resample, given that of y.
func F32ResampleGrad(dx, dy []float32, in, out, inner int, corners bool) {
	conv.F32ResampleGrad(dx, dy, in, out, inner, corners)
}

// F64ResampleGrad is F32ResampleGrad for float64.
func F64ResampleGrad(dx, dy []float64, in, out, inner int, corners bool) {
	conv.F64ResampleGrad(dx, dy, in, out, inner, corners)
}

// F32SumChannels sums x channel by channel over all rows: sums[c] = Σ x.
func F32SumChannels(sums, x []float32, inner int) { conv.F32SumChannels(sums, x, inner) }

// F64SumChannels is F32SumChannels for float64.
func F64SumChannels(sums, x []float64, inner int) { conv.F64SumChannels(sums, x, inner) }
