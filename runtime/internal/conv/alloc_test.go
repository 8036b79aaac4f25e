//go:build !race

package conv

import "testing"

// TestNoAllocation: convolutions keep their scratch memory.
func TestNoAllocation(t *testing.T) {
	w := Window{In: [3]int{3, 9, 9}, Out: [3]int{5, 9, 9}, Kernel: [2]int{3, 3}, Before: [2]int{1, 1}}
	const n = 40
	z, k, x, b := make([]float32, n*405), make([]float32, 135), make([]float32, n*243), make([]float32, 5)
	if a := testing.AllocsPerRun(100, func() {
		F32ConvBiasRelu(z, k, x, b, w)
		F32ConvBatchBiasRelu(z, k, x, b, w)
		F32ConvInputGradBatch(x, k, z, w)
		F32ConvWeightGrad(k, z, x, w)
	}); a > 0.5 {
		t.Errorf("%g allocations", a)
	}
	many := Window{In: [3]int{3, 9, 9}, Out: [3]int{32, 9, 9}, Kernel: [2]int{3, 3}, Before: [2]int{1, 1}, ByTap: true}
	last := many
	last.Last = [2]bool{true, true}
	z, k, b = make([]float32, n*2592), make([]float32, 864), make([]float32, 32)
	if a := testing.AllocsPerRun(100, func() {
		F32ConvBiasRelu(z, k, x, b, last)
		F32ConvBatchBiasRelu(z, k, x, b, many)
		F32ConvInputGradBatch(x, k, z, many)
		F32ConvWeightGrad(k, z, x, many)
	}); a > 0.5 {
		t.Errorf("%g allocations of many channels", a)
	}
	if a := testing.AllocsPerRun(100, pools); a > 0.5 {
		t.Errorf("%g allocations of pools", a)
	}
}

// pools computes with maps on the stack, as generated packages do.
func pools() {
	w := Window{In: [3]int{2, 8, 8}, Out: [3]int{2, 4, 4}, Kernel: [2]int{2, 2}, Stride: [2]int{2, 2}, Groups: 2}
	var x, dx [128]float32
	var y [32]float32
	F32MaxPool(y[:], x[:], w)
	F32MaxPoolGrad(dx[:], y[:], y[:], x[:], w)
	F32AvgPool(y[:], x[:], w)
	F32AvgPoolGrad(dx[:], y[:], w)
	w.Kernel, w.Out = [2]int{8, 8}, [3]int{2, 1, 1}
	F32AvgPool(y[:2], x[:], w)
	F32SlidingMax(y[:2], x[:], w)
	w.Kernel, w.Out, w.Before = [2]int{3, 3}, [3]int{2, 4, 4}, [2]int{1, 1}
	F32SlidingMax(y[:], x[:], w)
	F32SlidingMeanWithin(y[:], x[:], w)
}
