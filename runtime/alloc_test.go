//go:build !race

package nn

import "testing"

// TestAllocs holds that no kernel allocates. The race detector lets pools forget what they keep.
func TestAllocs(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testAllocs(t, single) })
	t.Run("float64", func(t *testing.T) { testAllocs(t, double) })
}

func testAllocs[T Float](t *testing.T, k kernels[T]) {
	const m, n, p = 5, 9, 7
	a, b, c, row := ramp[T](m*p), ramp[T](p*n), ramp[T](m*n), ramp[T](n)
	r, classes := NewRand(1), []int{3}
	for name, call := range map[string]func(){
		"gemvN":        func() { k.gemvN(c[:m], b[:m*n], a[:m], row) },
		"gemvT":        func() { k.gemvT(c[:m], b[:m*n], a[:m], row, m) },
		"gemmNN":       func() { k.gemmNN(c, a, b, m, n, p, n) },
		"gemmNT":       func() { k.gemmNT(c, a, b, m, n, p, p) },
		"gemmTN":       func() { k.gemmTN(c, a, b, m, n, p, n) },
		"addBias":      func() { k.addBias(c, row) },
		"sumRows":      func() { k.sumRows(row, c) },
		"transpose":    func() { k.transpose(a, b[:m*p], m, p) },
		"softmax":      func() { k.softmax(row, row) },
		"softmaxRows":  func() { k.softmaxRows(c, c, n) },
		"crossEntropy": func() { k.crossEntropy(row, classes, n); k.crossEntropyGrad(row, row, classes, n, 1) },
		"argmax, fill": func() { k.argmax(row); k.fill(row, 1) },
		"fillNormal":   func() { k.fillNormal(r, row, 1); k.fillUniform(r, row, 1) },
	} {
		if n := testing.AllocsPerRun(10, call); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
