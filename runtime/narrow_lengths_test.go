package nn_test

import (
	"strings"
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestPairLengths holds that two layers whose lengths do not fit together panic, and those panic not whose lengths do.
func TestPairLengths(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	for _, c := range []struct {
		name                 string
		y, w1, b1, w2, b2, x int
		ld1, ld2             int
		fits                 bool
	}{
		{name: "all", y: 3, w1: 32, b1: 5, w2: 20, b2: 3, x: 4, ld1: 8, ld2: 4, fits: true},
		{name: "most", y: 16, w1: 127 * 16, b1: 16, w2: 16 * 127, b2: 16, x: 127, ld1: 16, ld2: 127, fits: true},
		{name: "W1", y: 3, w1: 31, b1: 5, w2: 20, b2: 3, x: 4, ld1: 8, ld2: 4},
		{name: "W2", y: 3, w1: 32, b1: 5, w2: 19, b2: 3, x: 4, ld1: 8, ld2: 4},
		{name: "b2", y: 3, w1: 32, b1: 5, w2: 20, b2: 2, x: 4, ld1: 8, ld2: 4},
		{name: "units", y: 3, w1: 99, b1: 17, w2: 99, b2: 3, x: 4, ld1: 17, ld2: 4},
		{name: "outputs", y: 17, w1: 99, b1: 3, w2: 99, b2: 17, x: 4, ld1: 4, ld2: 17},
		{name: "rows of W1", y: 3, w1: 99, b1: 5, w2: 99, b2: 3, x: 4, ld1: 4, ld2: 4},
		{name: "rows of W2", y: 3, w1: 99, b1: 5, w2: 99, b2: 3, x: 4, ld1: 8, ld2: 2},
		{name: "inputs", y: 3, w1: 9999, b1: 5, w2: 99, b2: 3, x: 128, ld1: 8, ld2: 4},
		{name: "long rows", y: 3, w1: 9999, b1: 5, w2: 9999, b2: 3, x: 4, ld1: 8, ld2: 256 + 4},
		{name: "a negative stride", y: 3, w1: 99, b1: 5, w2: 99, b2: 3, x: 4, ld1: -8, ld2: 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			y, w1, b1, w2, b2, x := v(c.y), v(c.w1), v(c.b1), v(c.w2), v(c.b2), v(c.x)
			mustPanic(t, "narrowPair", !c.fits, func() { nn.F32NarrowPair(nn.F32Pair(y, w1, b1, w2, b2, x, c.ld1, c.ld2)) })
			mustPanic(t, "narrowPairSoftmax", !c.fits, func() { nn.F32NarrowPairSoftmax(nn.F32Pair(y, w1, b1, w2, b2, x, c.ld1, c.ld2)) })
		})
	}
}

// TestPairRowsLengths holds the same of several rows.
func TestPairRowsLengths(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	for _, c := range []struct {
		name                 string
		y, w1, b1, w2, b2, x int
		n, inputs, ld1, ld2  int
		fits                 bool
	}{
		{name: "all", y: 6, w1: 32, b1: 5, w2: 20, b2: 3, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 4, fits: true},
		{name: "no kernel", y: 9, w1: 36, b1: 9, w2: 27, b2: 3, x: 12, n: 3, inputs: 4, ld1: 9, ld2: 3, fits: true},
		{name: "no inputs", y: 6, w1: 32, b1: 5, w2: 20, b2: 3, n: 2, ld1: 8, ld2: 4, fits: true},
		{name: "y", y: 5, w1: 32, b1: 5, w2: 20, b2: 3, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 4},
		{name: "x", y: 6, w1: 32, b1: 5, w2: 20, b2: 3, x: 7, n: 2, inputs: 4, ld1: 8, ld2: 4},
		{name: "W1", y: 6, w1: 31, b1: 5, w2: 20, b2: 3, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 4},
		{name: "W2", y: 6, w1: 32, b1: 5, w2: 19, b2: 3, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 4},
		{name: "rows of W1", y: 6, w1: 32, b1: 5, w2: 20, b2: 3, x: 8, n: 2, inputs: 4, ld1: 4, ld2: 4},
		{name: "rows of W2", y: 6, w1: 32, b1: 5, w2: 20, b2: 3, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 2},
		{name: "a negative stride", y: 6, w1: 32, b1: 5, w2: 20, b2: 3, x: 8, n: 2, inputs: 4, ld1: -8, ld2: 4},
		{name: "long rows", y: 6, w1: 9999, b1: 5, w2: 9999, b2: 3, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 256 + 4},
		{name: "many units", y: 4, w1: 9999, b1: 256 + 5, w2: 9999, b2: 2, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 4},
		{name: "many outputs", y: 2 * (256 + 2), w1: 9999, b1: 5, w2: 9999, b2: 256 + 2, x: 8, n: 2, inputs: 4, ld1: 8, ld2: 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			y, w1, b1, w2, b2, x := v(c.y), v(c.w1), v(c.b1), v(c.w2), v(c.b2), v(c.x)
			mustPanic(t, "narrowPairRows", !c.fits, func() { nn.F32NarrowPairRows(nn.F32PairRows(y, w1, b1, w2, b2, x, c.n, c.inputs, c.ld1, c.ld2)) })
			mustPanic(t, "narrowPairRows", !c.fits, func() { nn.F32NarrowPairSoftmaxRows(nn.F32PairRows(y, w1, b1, w2, b2, x, c.n, c.inputs, c.ld1, c.ld2)) })
		})
	}
}

// mustPanic holds that the call of a kernel panics with its name, or that it does not.
func mustPanic(t *testing.T, kernel string, want bool, call func()) {
	t.Helper()
	defer func() {
		err := recover()
		if text, _ := err.(string); want != strings.Contains(text, kernel+" was called with lengths") || !want && err != nil {
			t.Errorf("%s panics with %v", kernel, err)
		}
	}()
	call()
}
