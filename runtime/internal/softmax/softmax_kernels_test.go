package softmax

import "github.com/nngen/nngen/runtime/internal/mat"

// classKernels are the kernels of one precision, so that a test is written once for both.
type classKernels[T mat.Float] struct {
	softmax          func(y, z []T)
	softmaxRows      func(y, z []T, n int)
	crossEntropy     func(z []T, ts []int, n int) float64
	crossEntropyGrad func(dz, z []T, ts []int, n int, factor T) float64
}

var singleClasses = classKernels[float32]{F32Softmax, F32SoftmaxRows, F32CrossEntropyRows, F32CrossEntropyGradRows}

var doubleClasses = classKernels[float64]{F64Softmax, F64SoftmaxRows, F64CrossEntropyRows, F64CrossEntropyGradRows}
