package nn

import (
	"strings"
	"testing"
)

// TestLengths holds that a kernel never computes with lengths that do not fit: it panics and says what to do.
func TestLengths(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	shaped := []Tensor[float32]{{"layer1.weight", []int{2, 2}, v(3)}}
	for name, call := range map[string]func(){
		"gemvN":            func() { SgemvN(v(2), v(5), v(2), v(3)) },
		"gemvN, bias":      func() { SgemvN(v(2), v(6), v(3), v(3)) },
		"gemvT":            func() { SgemvT(v(2), v(5), v(2), v(3)) },
		"gemvT, bias":      func() { SgemvT(v(2), v(6), v(1), v(3)) },
		"gemmNN":           func() { SgemmNN(v(6), v(8), v(11), 2, 3, 4) },
		"gemmNT":           func() { SgemmNT(v(6), v(9), v(12), 2, 3, 4) },
		"gemmTN":           func() { SgemmTN(v(5), v(8), v(12), 2, 3, 4) },
		"addBias":          func() { SaddBias(v(5), v(2)) },
		"addBias, empty":   func() { SaddBias(v(5), nil) },
		"sumRows":          func() { SsumRows(v(2), v(5)) },
		"transpose":        func() { Stranspose(v(6), v(6), 2, 2) },
		"softmax":          func() { Ssoftmax(v(3), v(2)) },
		"softmaxRows":      func() { SsoftmaxRows(v(5), v(5), 2) },
		"crossEntropyGrad": func() { ScrossEntropyGrad(v(3), v(2), 0, 1) },
		"WriteTensors":     func() { WriteTensors(nil, "", shaped) },
		"ReadTensors":      func() { ReadTensors(nil, "", shaped) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				kernel, _, _ := strings.Cut(name, ",")
				want := "nn: internal error: " + kernel + " was called with lengths that do not fit; " +
					"generate the package again with nngen build"
				if got := recover(); got != want {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			call()
		})
	}
}

// TestAllocs holds that no kernel allocates.
func TestAllocs(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testAllocs(t, single) })
	t.Run("float64", func(t *testing.T) { testAllocs(t, double) })
}

func testAllocs[T Float](t *testing.T, k kernels[T]) {
	const m, n, p = 5, 9, 7
	a, b, c, row := ramp[T](m*p), ramp[T](p*n), ramp[T](m*n), ramp[T](n)
	r := NewRand(1)
	for name, call := range map[string]func(){
		"gemvN":        func() { k.gemvN(c[:m], b[:m*n], a[:m], row) },
		"gemvT":        func() { k.gemvT(c[:m], b[:m*n], a[:m], row) },
		"gemmNN":       func() { k.gemmNN(c, a, b, m, n, p) },
		"gemmNT":       func() { k.gemmNT(c, a, b, m, n, p) },
		"gemmTN":       func() { k.gemmTN(c, a, b, m, n, p) },
		"addBias":      func() { k.addBias(c, row) },
		"sumRows":      func() { k.sumRows(row, c) },
		"transpose":    func() { k.transpose(a, b[:m*p], m, p) },
		"softmax":      func() { k.softmax(row, row) },
		"softmaxRows":  func() { k.softmaxRows(c, c, n) },
		"crossEntropy": func() { k.crossEntropy(row, 3); k.crossEntropyGrad(row, row, 3, 1) },
		"argmax, fill": func() { k.argmax(row); k.fill(row, 1) },
		"fillNormal":   func() { k.fillNormal(r, row, 1); k.fillUniform(r, row, 1) },
	} {
		if n := testing.AllocsPerRun(10, call); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
