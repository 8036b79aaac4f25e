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
		nn.Ssigmoid(y[:], z[:])
		nn.Sgelu(y[:], z[:])
		nn.Selu(y[:], z[:], 1, 1)
		nn.StanhGrad(y[:], z[:])
		nn.Dgelu(dy[:], dz[:])
		nn.DsiluGrad(dy[:], dz[:])
		nn.Ssoftmax(y[:], z[:])
		nn.DsoftmaxRows(dy[:], dz[:], 3)
		nn.ScrossEntropyRows(z[:], ts[:2], 5)
		nn.DcrossEntropyGradRows(dy[:], dz[:], ts[:], 3, 1)
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
