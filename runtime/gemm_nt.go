package nn

// SgemmNT computes C = A·Bᵀ, where A is (m, k), B is (n, k), C is (m, n), and the rows of B begin ld entries apart:
// SgemmNN with b[j*ld+p].
func SgemmNT(c, a, b []float32, m, n, k, ld int) {
	g := gemmNT(c, a, b, nil, m, n, k, ld, unbounded[float32]())
	sgemm(&g)
}

// DgemmNT is SgemmNT for float64.
func DgemmNT(c, a, b []float64, m, n, k, ld int) {
	g := gemmNT(c, a, b, nil, m, n, k, ld, unbounded[float64]())
	dgemm(&g)
}

// SgemmNTBias is SgemmNT, and adds bias, which has n entries, to each row of C.
func SgemmNTBias(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNT")
	g := gemmNT(c, a, b, bias, m, n, k, ld, unbounded[float32]())
	sgemm(&g)
}

// DgemmNTBias is SgemmNTBias for float64.
func DgemmNTBias(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNT")
	g := gemmNT(c, a, b, bias, m, n, k, ld, unbounded[float64]())
	dgemm(&g)
}

// SgemmNTBiasRelu is SgemmNTBias, and then sets the entries below 0 to 0. NaN stays NaN.
func SgemmNTBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNT")
	g := gemmNT(c, a, b, bias, m, n, k, ld, 0)
	sgemm(&g)
}

// DgemmNTBiasRelu is SgemmNTBiasRelu for float64.
func DgemmNTBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(len(bias) == n, "gemmNT")
	g := gemmNT(c, a, b, bias, m, n, k, ld, 0)
	dgemm(&g)
}

func gemmNT[T Float](c, a, b, bias []T, m, n, k, ld int, floor T) product[T] {
	mustFit(len(c) == m*n && len(a) == m*k && hasRoom(len(b), n, k, ld), "gemmNT")
	g := product[T]{c: c, a: a, b: b, bias: bias, m: m, n: n, k: k, ldc: n, rowA: k, stepA: 1, ldb: ld, floor: floor}
	g.transposed = true
	return g
}
