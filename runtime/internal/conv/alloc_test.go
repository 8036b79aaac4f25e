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
}
