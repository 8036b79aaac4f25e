package nn

// SgemmNN computes C = A·B, where A is (m, k), B is (k, n) and C is (m, n):
//
//	for i := range m {
//		for j := range n {
//			c[i*n+j] = 0
//			for p := range k {
//				c[i*n+j] += a[i*k+p] * b[p*n+j]
//			}
//		}
//	}
//
// but adds in another order.
func SgemmNN(c, a, b []float32, m, n, k int) { gemmNN(c, a, b, m, n, k) }

// DgemmNN is SgemmNN for float64.
func DgemmNN(c, a, b []float64, m, n, k int) { gemmNN(c, a, b, m, n, k) }

// SgemmNT computes C = A·Bᵀ, where A is (m, k), B is (n, k) and C is (m, n): SgemmNN with b[j*k+p].
func SgemmNT(c, a, b []float32, m, n, k int) { gemmNT(c, a, b, m, n, k) }

// DgemmNT is SgemmNT for float64.
func DgemmNT(c, a, b []float64, m, n, k int) { gemmNT(c, a, b, m, n, k) }

// SgemmTN computes C = Aᵀ·B, where A is (k, m), B is (k, n) and C is (m, n): SgemmNN with a[p*m+i].
func SgemmTN(c, a, b []float32, m, n, k int) { gemmTN(c, a, b, m, n, k) }

// DgemmTN is SgemmTN for float64.
func DgemmTN(c, a, b []float64, m, n, k int) { gemmTN(c, a, b, m, n, k) }

func gemmNN[T Float](c, a, b []T, m, n, k int) {
	mustFit(len(c) == m*n && len(a) == m*k && len(b) == k*n, "gemmNN")
	for i := range m {
		mulT(c[i*n:][:n], b, a[i*k:], k, 1)
	}
}

func gemmNT[T Float](c, a, b []T, m, n, k int) {
	mustFit(len(c) == m*n && len(a) == m*k && len(b) == n*k, "gemmNT")
	for i := range m {
		mulN(c[i*n:][:n], b, a[i*k:][:k])
	}
}

func gemmTN[T Float](c, a, b []T, m, n, k int) {
	mustFit(len(c) == m*n && len(a) == k*m && len(b) == k*n, "gemmTN")
	for i := range m {
		// Where k is 0, a is empty and has no row to begin in.
		mulT(c[i*n:][:n], b, a[min(i, len(a)):], k, m)
	}
}
