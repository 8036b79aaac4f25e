package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestRowsKeepStack holds that kernels over rows leave the caller's arrays on its stack.
func TestRowsKeepStack(t *testing.T) {
	noAllocs(t, "float32", func() {
		var x, y [6]float32
		var p, q [3]float32
		nn.F32AddBias(x[:], p[:])
		nn.F32SumRows(p[:], x[:])
		nn.F32NormalizeRows(y[:], x[:], p[:], q[:])
		nn.F32RescaleRows(y[:], x[:], p[:], q[:])
		nn.F32Transpose(y[:], x[:], 2, 3)
		nn.F32TransposePad(y[:], x[:], 2, 3, 2)
		nn.F32Dropout(y[:], x[:], 3, nn.Mask{})
		nn.F32TransposeUnpad(y[:], x[:], 2, 3, 2)
		p[0] = float32(nn.F32SumSquares(x[:]))
	})
	noAllocs(t, "float64", func() {
		var x, y [6]float64
		var p, q [3]float64
		nn.F64AddBias(x[:], p[:])
		nn.F64SumRows(p[:], x[:])
		nn.F64NormalizeRows(y[:], x[:], p[:], q[:])
		nn.F64RescaleRows(y[:], x[:], p[:], q[:])
		nn.F64Transpose(y[:], x[:], 2, 3)
		nn.F64TransposePad(y[:], x[:], 2, 3, 2)
		nn.F64Dropout(y[:], x[:], 3, nn.Mask{})
		nn.F64TransposeUnpad(y[:], x[:], 2, 3, 2)
		p[0] = nn.F64SumSquares(x[:])
	})
}

func noAllocs(t *testing.T, what string, run func()) {
	t.Helper()
	if n := testing.AllocsPerRun(10, run); n != 0 {
		t.Errorf("%s: %v allocations", what, n)
	}
}
