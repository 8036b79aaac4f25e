package nn

import "github.com/nngen/nngen/runtime/internal/product"

// F32GemmNN computes C = A·B, where A is (m, k), B is (k, n), C is (m, n), and the rows of B begin ld entries apart:
//
//	for i := range m {
//		for j := range n {
//			c[i*n+j] = 0
//			for p := range k {
//				c[i*n+j] += a[i*k+p] * b[p*ld+j]
//			}
//		}
//	}
//
// but adds in another order, which may depend on m, n and k. A row of C has the same bits whatever the other rows of A are,
// as long as all numbers are 0 or of moderate size, such as 2⁻⁵⁰ to 2⁵⁰: no product overflows or vanishes.
func F32GemmNN(c, a, b []float32, m, n, k, ld int) { product.F32GemmNN(c, a, b, m, n, k, ld) }

// F64GemmNN is F32GemmNN for float64.
func F64GemmNN(c, a, b []float64, m, n, k, ld int) { product.F64GemmNN(c, a, b, m, n, k, ld) }

// F32GemmNNBias is F32GemmNN, and adds bias, which has n entries, to each row of C.
func F32GemmNNBias(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNNBias(c, a, b, bias, m, n, k, ld)
}

// F64GemmNNBias is F32GemmNNBias for float64.
func F64GemmNNBias(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNNBias(c, a, b, bias, m, n, k, ld)
}

// F32GemmNNBiasRelu is F32GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNNBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}

// F64GemmNNBiasRelu is F32GemmNNBiasRelu for float64.
func F64GemmNNBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNNBiasRelu(c, a, b, bias, m, n, k, ld)
}

// Gradient holds the arguments of F32GemmTNSum: what the gradient of a layer's weights and biases takes.
type Gradient[T Float] = product.Gradient[T]

// F32GemmTNSums computes gradients, each as F32GemmTNSum does. If the last is large enough to be shared between cores, the
// others, which are too small for that, are computed beside it. There is at least one. The call is not inlined, so that the
// list stays on the stack.
func F32GemmTNSums(gs ...Gradient[float32]) { product.F32GemmTNSums(gs...) }

// F64GemmTNSums is F32GemmTNSums for float64.
func F64GemmTNSums(gs ...Gradient[float64]) { product.F64GemmTNSums(gs...) }

// F32GemmNT computes C = A·Bᵀ, where A is (m, k), B is (n, k), C is (m, n), and the rows of B begin ld entries apart:
// F32GemmNN with b[j*ld+p].
func F32GemmNT(c, a, b []float32, m, n, k, ld int) { product.F32GemmNT(c, a, b, m, n, k, ld) }

// F64GemmNT is F32GemmNT for float64.
func F64GemmNT(c, a, b []float64, m, n, k, ld int) { product.F64GemmNT(c, a, b, m, n, k, ld) }

// F32GemmNTBias is F32GemmNT, and adds bias, which has n entries, to each row of C.
func F32GemmNTBias(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNTBias(c, a, b, bias, m, n, k, ld)
}

// F64GemmNTBias is F32GemmNTBias for float64.
func F64GemmNTBias(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNTBias(c, a, b, bias, m, n, k, ld)
}

// F32GemmNTBiasRelu is F32GemmNTBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNTBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	product.F32GemmNTBiasRelu(c, a, b, bias, m, n, k, ld)
}

// F64GemmNTBiasRelu is F32GemmNTBiasRelu for float64.
func F64GemmNTBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	product.F64GemmNTBiasRelu(c, a, b, bias, m, n, k, ld)
}

// F32GemmTN computes C = Aᵀ·B, where A is (k, m), B is (k, n), C is (m, n), and the rows of C begin ld entries apart:
//
//	for i := range m {
//		for j := range n {
//			c[i*ld+j] = 0
//			for p := range k {
//				c[i*ld+j] += a[p*m+i] * b[p*n+j]
//			}
//		}
//	}
//
// but adds in another order. The entries between the rows of C keep what they hold.
func F32GemmTN(c, a, b []float32, m, n, k, ld int) { product.F32GemmTN(c, a, b, m, n, k, ld) }

// F64GemmTN is F32GemmTN for float64.
func F64GemmTN(c, a, b []float64, m, n, k, ld int) { product.F64GemmTN(c, a, b, m, n, k, ld) }

// F32GemmTNSum is F32GemmTN, and sets sums, which has n entries, to the sum of the rows of B: the gradient of a layer's
// weights and biases.
func F32GemmTNSum(c, sums, a, b []float32, m, n, k, ld int) {
	product.F32GemmTNSum(c, sums, a, b, m, n, k, ld)
}

// F64GemmTNSum is F32GemmTNSum for float64.
func F64GemmTNSum(c, sums, a, b []float64, m, n, k, ld int) {
	product.F64GemmTNSum(c, sums, a, b, m, n, k, ld)
}
