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
		"gemvN":        func() { SgemvN(v(2), v(5), v(2), v(3)) },
		"gemvN, bias":  func() { SgemvN(v(2), v(6), v(3), v(3)) },
		"gemvT":        func() { SgemvT(v(2), v(5), v(2), v(3), 2) },
		"gemvT, bias":  func() { SgemvT(v(2), v(6), v(1), v(3), 2) },
		"gemvT, part":  func() { SgemvT(v(22), v(66), v(22), v(3), 20) }, // a tail stands behind whole vectors
		"gemvT, small": func() { SgemvT(v(11), v(33), v(11), v(3), 8) },
		"gemvT, large": func() { SgemvT(v(21), v(63), v(21), v(3), 16) },
		"gemvT, tail":  func() { SgemvT(v(17), v(52), v(17), v(3), 16) },
		"gemmNN":       func() { SgemmNN(v(6), v(8), v(11), 2, 3, 4, 3) },
		"gemmNN, bias": func() { SgemmNNBias(v(6), v(8), v(12), v(2), 2, 3, 4, 3) },
		"gemmNN, rows": func() { SgemmNN(v(6), v(8), v(12), 2, 3, 4, 2) },
		"gemmNT":       func() { SgemmNT(v(6), v(9), v(12), 2, 3, 4, 4) },
		"gemmTN":       func() { SgemmTN(v(5), v(8), v(12), 2, 3, 4, 3) },
		"gemmTN, sums": func() { SgemmTNSum(v(6), v(2), v(8), v(12), 2, 3, 4, 3) },
		"gemmNT, bias": func() { SgemmNTBias(v(6), v(8), v(12), v(2), 2, 3, 4, 4) },
		"gemmTN, several": func() {
			SgemmTNSums(Gradient[float32]{v(6), v(3), v(8), v(12), 2, 3, 4, 3}, Gradient[float32]{v(6), v(2), v(8), v(12), 2, 3, 4, 3})
		},
		"addBias":              func() { SaddBias(v(5), v(2)) },
		"addBias, empty":       func() { SaddBias(v(5), nil) },
		"sumRows":              func() { SsumRows(v(2), v(5)) },
		"transpose":            func() { Stranspose(v(6), v(6), 2, 2) },
		"transposePad":         func() { StransposePad(v(8), v(6), 3, 2, 3) },
		"transposePad, ld":     func() { StransposePad(v(4), v(6), 3, 2, 2) },
		"transposeUnpad":       func() { StransposeUnpad(v(6), v(6), 3, 2, 4) },
		"normalizeRows":        func() { SnormalizeRows(v(5), v(5), v(2), v(2)) },
		"rescaleRows":          func() { SrescaleRows(v(6), v(6), v(2), v(3)) },
		"fillT":                func() { SfillNormalT(NewRand(1), v(6), 2, 4, 3, 1) },
		"dropout":              func() { Sdropout(v(5), v(5), 2, Mask{}) },
		"sgd":                  func() { Ssgd(v(2), v(3), SGDStep[float32]{}) },
		"momentum":             func() { Smomentum(v(2), v(2), v(1), SGDStep[float32]{}) },
		"nesterov":             func() { Snesterov(v(2), v(2), v(1), SGDStep[float32]{}) },
		"adam":                 func() { Sadam(v(2), v(2), v(2), v(1), AdamStep[float32]{}) },
		"rmsprop":              func() { Srmsprop(v(2), v(2), v(1), RMSPropStep[float32]{}) },
		"adagrad":              func() { Sadagrad(v(2), v(2), v(1), AdagradStep[float32]{}) },
		"softmax":              func() { Ssoftmax(v(3), v(2)) },
		"softmaxRows":          func() { SsoftmaxRows(v(5), v(5), 2) },
		"crossEntropyRows":     func() { ScrossEntropyRows(v(3), []int{0}, 2) },
		"crossEntropyGradRows": func() { ScrossEntropyGradRows(v(3), v(2), []int{0}, 2, 1) },
		"WriteTensors":         func() { WriteTensors(nil, "", shaped) },
		"ReadTensors":          func() { ReadTensors(nil, "", shaped) },
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
