package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestUpdatesKeepStack holds that updates leave the caller's arrays on its stack.
func TestUpdatesKeepStack(t *testing.T) {
	noAllocs(t, "float32", func() {
		var w, dw, m, v [9]float32
		nn.Ssgd(w[:], dw[:], nn.SGDStep[float32]{})
		nn.Smomentum(w[:], dw[:], v[:], nn.SGDStep[float32]{})
		nn.Snesterov(w[:], dw[:], v[:], nn.SGDStep[float32]{})
		nn.Sadam(w[:], dw[:], m[:], v[:], nn.AdamStep[float32]{})
		nn.Srmsprop(w[:], dw[:], v[:], nn.RMSPropStep[float32]{})
		nn.Sadagrad(w[:], dw[:], v[:], nn.AdagradStep[float32]{})
	})
	noAllocs(t, "float64", func() {
		var w, dw, m, v [9]float64
		nn.Dsgd(w[:], dw[:], nn.SGDStep[float64]{})
		nn.Dmomentum(w[:], dw[:], v[:], nn.SGDStep[float64]{})
		nn.Dnesterov(w[:], dw[:], v[:], nn.SGDStep[float64]{})
		nn.Dadam(w[:], dw[:], m[:], v[:], nn.AdamStep[float64]{})
		nn.Drmsprop(w[:], dw[:], v[:], nn.RMSPropStep[float64]{})
		nn.Dadagrad(w[:], dw[:], v[:], nn.AdagradStep[float64]{})
	})
}

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
