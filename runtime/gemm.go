package nn

// SgemmNN computes C = A·B, where A is (m, k), B is (k, n), C is (m, n), and the rows of B begin ld entries apart:
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
// but adds in another order. A row of C has the same bits whatever the other rows of A are, and how many.
func SgemmNN(c, a, b []float32, m, n, k, ld int) {
	g := gemmNN(c, a, b, nil, m, n, k, ld, unbounded[float32]())
	sgemm(&g)
}

// DgemmNN is SgemmNN for float64.
func DgemmNN(c, a, b []float64, m, n, k, ld int) {
	g := gemmNN(c, a, b, nil, m, n, k, ld, unbounded[float64]())
	dgemm(&g)
}

// SgemmNNBias is SgemmNN, and adds bias, which has n entries, to each row of C.
func SgemmNNBias(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNN")
	g := gemmNN(c, a, b, bias, m, n, k, ld, unbounded[float32]())
	sgemm(&g)
}

// DgemmNNBias is SgemmNNBias for float64.
func DgemmNNBias(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNN")
	g := gemmNN(c, a, b, bias, m, n, k, ld, unbounded[float64]())
	dgemm(&g)
}

// SgemmNNBiasRelu is SgemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func SgemmNNBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNN")
	g := gemmNN(c, a, b, bias, m, n, k, ld, 0)
	sgemm(&g)
}

// DgemmNNBiasRelu is SgemmNNBiasRelu for float64.
func DgemmNNBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNN")
	g := gemmNN(c, a, b, bias, m, n, k, ld, 0)
	dgemm(&g)
}

func gemmNN[T Float](c, a, b, bias []T, m, n, k, ld int, floor T) product[T] {
	mustFit(len(c) == m*n && len(a) == m*k && hasRoom(len(b), k, n, ld), "gemmNN")
	return product[T]{c: c, a: a, b: b, bias: bias, m: m, n: n, k: k, ldc: n, rowA: k, stepA: 1, ldb: ld, floor: floor}
}
