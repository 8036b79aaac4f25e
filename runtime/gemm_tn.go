package nn

// SgemmTN computes C = Aᵀ·B, where A is (k, m), B is (k, n), C is (m, n), and the rows of C begin ld entries apart:
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
func SgemmTN(c, a, b []float32, m, n, k, ld int) {
	g := gemmTN(c, a, b, m, n, k, ld)
	sgemm(&g)
}

// DgemmTN is SgemmTN for float64.
func DgemmTN(c, a, b []float64, m, n, k, ld int) {
	g := gemmTN(c, a, b, m, n, k, ld)
	dgemm(&g)
}

func gemmTN[T Float](c, a, b []T, m, n, k, ld int) product[T] {
	mustFit(hasRoom(len(c), m, n, ld) && len(a) == k*m && len(b) == k*n, "gemmTN")
	return product[T]{c: c, a: a, b: b, m: m, n: n, k: k, ldc: ld, rowA: 1, stepA: m, ldb: n, floor: unbounded[T]()}
}

// SgemmTNSum is SgemmTN, and sets sums to the sum of the rows of B: the gradient of a layer's weights and biases.
func SgemmTNSum(c, sums, a, b []float32, m, n, k, ld int) {
	SgemmTN(c, a, b, m, n, k, ld)
	SsumRows(sums, b)
}

// DgemmTNSum is SgemmTNSum for float64.
func DgemmTNSum(c, sums, a, b []float64, m, n, k, ld int) {
	DgemmTN(c, a, b, m, n, k, ld)
	DsumRows(sums, b)
}
