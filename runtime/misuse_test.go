package nn

import (
	"strings"
	"testing"
)

// TestLengths holds that a kernel never computes with lengths that do not fit: it panics and says what to do.
func TestLengths(t *testing.T) {
	v := func(n int) []float32 { return make([]float32, n) }
	shaped := []Tensor[float32]{{Name: "layer1.weight", Shape: []int{2, 2}, Data: v(3)}}
	for name, call := range map[string]func(){
		"gemvN":          func() { F32GemvN(v(2), v(5), v(2), v(3)) },
		"gemvN, bias":    func() { F32GemvN(v(2), v(6), v(3), v(3)) },
		"gemvT":          func() { F32GemvT(v(2), v(5), v(2), v(3), 2) },
		"gemvT, bias":    func() { F32GemvT(v(2), v(6), v(1), v(3), 2) },
		"gemvT, part":    func() { F32GemvT(v(22), v(66), v(22), v(3), 20) }, // a tail stands behind whole vectors
		"gemvT, small":   func() { F32GemvT(v(11), v(33), v(11), v(3), 8) },
		"gemvT, large":   func() { F32GemvT(v(21), v(63), v(21), v(3), 16) },
		"gemvT, tail":    func() { F32GemvT(v(17), v(52), v(17), v(3), 16) },
		"gemmNN":         func() { F32GemmNN(v(6), v(8), v(11), 2, 3, 4, 3) },
		"gemmNN, bias":   func() { F32GemmNNBias(v(6), v(8), v(12), v(2), 2, 3, 4, 3) },
		"gemmNN, rows":   func() { F32GemmNN(v(6), v(8), v(12), 2, 3, 4, 2) },
		"gemmNT":         func() { F32GemmNT(v(6), v(9), v(12), 2, 3, 4, 4) },
		"gemmTN":         func() { F32GemmTN(v(5), v(8), v(12), 2, 3, 4, 3) },
		"gemmTN, sums":   func() { F32GemmTNSum(v(6), v(2), v(8), v(12), 2, 3, 4, 3) },
		"gemmNT, bias":   func() { F32GemmNTBias(v(6), v(8), v(12), v(2), 2, 3, 4, 4) },
		"gemmNT, slope":  func() { F32GemmNTSlope(v(6), v(8), v(12), v(5), 2, 3, 4, 4, 0) },
		"unitGrad":       func() { F32UnitGrad(v(4), v(1), v(8), v(2), v(8), v(3), 2, 4, 0) },
		"unitGrad, bias": func() { F32UnitGrad(v(4), v(2), v(8), v(2), v(8), v(4), 2, 4, 0) },
		"gemmTN, several": func() {
			F32GemmTNSums(Gradient[float32]{C: v(6), Sums: v(3), A: v(8), B: v(12), M: 2, N: 3, K: 4, Ld: 3}, Gradient[float32]{C: v(6), Sums: v(2), A: v(8), B: v(12), M: 2, N: 3, K: 4, Ld: 3})
		},
		"addBias":                      func() { F32AddBias(v(5), v(2)) },
		"addBias, empty":               func() { F32AddBias(v(5), nil) },
		"sumRows":                      func() { F32SumRows(v(2), v(5)) },
		"transpose":                    func() { F32Transpose(v(6), v(6), 2, 2) },
		"transposePad":                 func() { F32TransposePad(v(8), v(6), 3, 2, 3) },
		"transposePad, ld":             func() { F32TransposePad(v(4), v(6), 3, 2, 2) },
		"transposeUnpad":               func() { F32TransposeUnpad(v(6), v(6), 3, 2, 4) },
		"normalizeRows":                func() { F32NormalizeRows(v(5), v(5), v(2), v(2)) },
		"rescaleRows":                  func() { F32RescaleRows(v(6), v(6), v(2), v(3)) },
		"fillT":                        func() { F32FillNormalT(NewRand(1), v(6), 2, 4, 3, 1) },
		"dropout":                      func() { F32Dropout(v(5), v(5), 2, Mask{}) },
		"sgd":                          func() { F32Sgd(v(2), v(3), SGDStep[float32]{}) },
		"momentum":                     func() { F32Momentum(v(2), v(2), v(1), SGDStep[float32]{}) },
		"nesterov":                     func() { F32Nesterov(v(2), v(2), v(1), SGDStep[float32]{}) },
		"adam":                         func() { F32Adam(v(2), v(2), v(2), v(1), AdamStep[float32]{}) },
		"rmsprop":                      func() { F32Rmsprop(v(2), v(2), v(1), RMSPropStep[float32]{}) },
		"adagrad":                      func() { F32Adagrad(v(2), v(2), v(1), AdagradStep[float32]{}) },
		"softmax":                      func() { F32Softmax(v(3), v(2)) },
		"softmaxRows":                  func() { F32SoftmaxRows(v(5), v(5), 2) },
		"crossEntropyRows":             func() { F32CrossEntropyRows(v(3), []int{0}, 2) },
		"crossEntropyGradRows":         func() { F32CrossEntropyGradRows(v(3), v(2), []int{0}, 2, 1) },
		"crossEntropyGradRows, smooth": func() { F32SmoothCrossEntropyGradRows(v(3), v(2), []int{0}, 2, 0.1, 1) },
		"WriteTensors":                 func() { WriteTensors(nil, "", shaped) },
		"ReadTensors":                  func() { ReadTensors(nil, "", shaped) },
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
