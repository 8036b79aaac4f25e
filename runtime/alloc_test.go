//go:build !race

package nn

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestAllocs holds that no kernel allocates. The race detector lets pools forget what they keep.
func TestAllocs(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testAllocs(t, faceSingle) })
	t.Run("float64", func(t *testing.T) { testAllocs(t, faceDouble) })
}

func testAllocs[T Float](t *testing.T, k faceKernels[T]) {
	const m, n, p = 5, 9, 7
	a, b, c, row := kerneltest.Ramp[T](m*p), kerneltest.Ramp[T](p*n), kerneltest.Ramp[T](m*n), kerneltest.Ramp[T](n)
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

// faceKernels are the kernels of one precision.
type faceKernels[T Float] struct {
	gemvN                  func(y, w, b, x []T)
	gemvT                  func(y, w, b, x []T, ld int)
	gemmNN, gemmNT, gemmTN func(c, a, b []T, m, n, k, ld int)
	addBias, sumRows       func(z, b []T)
	transpose              func(dst, src []T, rows, cols int)
	softmax                func(y, z []T)
	softmaxRows            func(y, z []T, n int)
	crossEntropy           func(z []T, ts []int, n int) float64
	crossEntropyGrad       func(dz, z []T, ts []int, n int, factor T) float64
	argmax                 func(y []T) int
	fill                   func(w []T, v T)
	fillNormal             func(r *Rand, w []T, std float64)
	fillUniform            func(r *Rand, w []T, limit float64)
}

var faceSingle = faceKernels[float32]{
	F32GemvN, F32GemvT, F32GemmNN, F32GemmNT, F32GemmTN, F32AddBias, F32SumRows, F32Transpose, F32Softmax, F32SoftmaxRows,
	F32CrossEntropyRows[int], F32CrossEntropyGradRows[int], F32Argmax, F32Fill, F32FillNormal, F32FillUniform,
}

var faceDouble = faceKernels[float64]{
	F64GemvN, F64GemvT, F64GemmNN, F64GemmNT, F64GemmTN, F64AddBias, F64SumRows, F64Transpose, F64Softmax, F64SoftmaxRows,
	F64CrossEntropyRows[int], F64CrossEntropyGradRows[int], F64Argmax, F64Fill, F64FillNormal, F64FillUniform,
}
