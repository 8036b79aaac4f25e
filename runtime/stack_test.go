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
		nn.SaddBias(x[:], p[:])
		nn.SsumRows(p[:], x[:])
		nn.SnormalizeRows(y[:], x[:], p[:], q[:])
		nn.SrescaleRows(y[:], x[:], p[:], q[:])
		nn.Stranspose(y[:], x[:], 2, 3)
		nn.StransposePad(y[:], x[:], 2, 3, 2)
		nn.Sdropout(y[:], x[:], 3, nn.Mask{})
		nn.StransposeUnpad(y[:], x[:], 2, 3, 2)
		p[0] = float32(nn.SsumSquares(x[:]))
	})
	noAllocs(t, "float64", func() {
		var x, y [6]float64
		var p, q [3]float64
		nn.DaddBias(x[:], p[:])
		nn.DsumRows(p[:], x[:])
		nn.DnormalizeRows(y[:], x[:], p[:], q[:])
		nn.DrescaleRows(y[:], x[:], p[:], q[:])
		nn.Dtranspose(y[:], x[:], 2, 3)
		nn.DtransposePad(y[:], x[:], 2, 3, 2)
		nn.Ddropout(y[:], x[:], 3, nn.Mask{})
		nn.DtransposeUnpad(y[:], x[:], 2, 3, 2)
		p[0] = nn.DsumSquares(x[:])
	})
}

func noAllocs(t *testing.T, what string, run func()) {
	t.Helper()
	if n := testing.AllocsPerRun(10, run); n != 0 {
		t.Errorf("%s: %v allocations", what, n)
	}
}
