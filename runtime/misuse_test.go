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
