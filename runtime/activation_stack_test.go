package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

type class int

// TestActivationStack holds that the caller's arrays stay on its stack.
func TestActivationStack(t *testing.T) {
	allocs := testing.AllocsPerRun(10, func() {
		var y, z [10]float32
		var dy, dz [12]float64
		ts := [4]class{0, 1, 2, 1}
		nn.F32Sigmoid(y[:], z[:])
		nn.F32Gelu(y[:], z[:])
		nn.F32Elu(y[:], z[:], 1, 1)
		nn.F32TanhGrad(y[:], z[:])
		nn.F32Where(y[:], z[:], y[:], z[:])
		nn.F32Clamp(y[:], z[:], 0, 1)
		nn.F32Log1p(y[:], z[:])
		nn.F32Sin(y[:], z[:])
		nn.F32Pow(y[:], y[:], z[:])
		nn.F32Total(y[:])
		nn.F64Gelu(dy[:], dz[:])
		nn.F64SiluGrad(dy[:], dz[:])
		nn.F32Softmax(y[:], z[:])
		nn.F64SoftmaxRows(dy[:], dz[:], 3)
		nn.F32CrossEntropyRows(z[:], ts[:2], 5)
		nn.F64CrossEntropyGradRows(dy[:], dz[:], ts[:], 3, 1)
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
