package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestBeforeUnitLengths holds that a layer and a unit behind it whose lengths do not fit together panic, and those panic not whose lengths do.
func TestBeforeUnitLengths(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	for _, c := range []struct {
		name                 string
		y, w1, b1, w2, b2, x int
		ld                   int
		fits                 bool
	}{
		{name: "all", y: 1, w1: 32, b1: 5, w2: 5, b2: 1, x: 4, ld: 8, fits: true},
		{name: "most", y: 1, w1: 4095 * 64, b1: 64, w2: 64, b2: 1, x: 4095, ld: 64, fits: true},
		{name: "no inputs", y: 1, b1: 5, w2: 5, b2: 1, ld: 5, fits: true},
		{name: "W1", y: 1, w1: 31, b1: 5, w2: 5, b2: 1, x: 4, ld: 8},
		{name: "w2", y: 1, w1: 32, b1: 5, w2: 4, b2: 1, x: 4, ld: 8},
		{name: "no b2", y: 1, w1: 32, b1: 5, w2: 5, x: 4, ld: 8},
		{name: "no y", w1: 32, b1: 5, w2: 5, b2: 1, x: 4, ld: 8},
		{name: "outputs", y: 2, w1: 32, b1: 5, w2: 5, b2: 1, x: 4, ld: 8},
		{name: "no units", y: 1, w1: 32, b2: 1, x: 4, ld: 8},
		{name: "units", y: 1, w1: 999, b1: 65, w2: 65, b2: 1, x: 4, ld: 65},
		{name: "many units", y: 1, w1: 9999, b1: 2048, w2: 2048, b2: 1, x: 1, ld: 2048},
		{name: "rows of W1", y: 1, w1: 99, b1: 5, w2: 5, b2: 1, x: 4, ld: 4},
		{name: "inputs", y: 1, w1: 99999, b1: 5, w2: 5, b2: 1, x: 4096, ld: 8},
		{name: "long rows", y: 1, w1: 99999, b1: 5, w2: 5, b2: 1, x: 4, ld: 4096},
		{name: "a negative stride", y: 1, w1: 99, b1: 5, w2: 5, b2: 1, x: 4, ld: -8},
	} {
		t.Run(c.name, func(t *testing.T) {
			y, w1, b1, w2, b2, x := v(c.y), v(c.w1), v(c.b1), v(c.w2), v(c.b2), v(c.x)
			mustPanic(t, "gemvTLeakyUnit", !c.fits, func() { nn.F32GemvTLeakyReluUnit(nn.F32BeforeUnit(y, w1, b1, w2, b2, x, c.ld, 0.01)) })
		})
	}
}
