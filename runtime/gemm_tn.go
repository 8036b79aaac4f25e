package nn

import "unsafe"

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
	mustFit(fitTN(len(c), n, len(a), len(b), m, n, k, ld), "gemmTN")
	if !sgemmTNNarrow(unsafe.SliceData(c), nil, unsafe.SliceData(a), unsafe.SliceData(b), m, n, k, ld) {
		sgemmTN(c, a, b, m, n, k, ld)
	}
}

// DgemmTN is SgemmTN for float64.
func DgemmTN(c, a, b []float64, m, n, k, ld int) {
	mustFit(fitTN(len(c), n, len(a), len(b), m, n, k, ld), "gemmTN")
	if !dgemmTNNarrow(unsafe.SliceData(c), nil, unsafe.SliceData(a), unsafe.SliceData(b), m, n, k, ld) {
		dgemmTN(c, a, b, m, n, k, ld)
	}
}

// SgemmTNSum is SgemmTN, and sets sums, which has n entries, to the sum of the rows of B: the gradient of a layer's
// weights and biases.
func SgemmTNSum(c, sums, a, b []float32, m, n, k, ld int) {
	mustFit(fitTN(len(c), len(sums), len(a), len(b), m, n, k, ld), "gemmTN")
	if !sgemmTNNarrow(unsafe.SliceData(c), unsafe.SliceData(sums), unsafe.SliceData(a), unsafe.SliceData(b), m, n, k, ld) {
		sgemmTN(c, a, b, m, n, k, ld)
		ssumRows(sums, b)
	}
}

// DgemmTNSum is SgemmTNSum for float64.
func DgemmTNSum(c, sums, a, b []float64, m, n, k, ld int) {
	mustFit(fitTN(len(c), len(sums), len(a), len(b), m, n, k, ld), "gemmTN")
	if !dgemmTNNarrow(unsafe.SliceData(c), unsafe.SliceData(sums), unsafe.SliceData(a), unsafe.SliceData(b), m, n, k, ld) {
		dgemmTN(c, a, b, m, n, k, ld)
		dsumRows(sums, b)
	}
}

// fitTN reports whether the lengths of gemmTN's arguments fit together.
func fitTN(c, sums, a, b, m, n, k, ld int) bool {
	return (sums^n)|(a^k*m)|(b^k*n)|lackUnits(c, m, n, ld) == 0
}

// sgemmTN is the product that is not narrow.
//
//go:noinline
func sgemmTN(c, a, b []float32, m, n, k, ld int) {
	g := gemmTN(c, a, b, m, n, k, ld)
	if ld < n {
		t := g.cutRows()
		sgemm(&t)
	}
	sgemm(&g)
}

// dgemmTN is the product that is not narrow.
//
//go:noinline
func dgemmTN(c, a, b []float64, m, n, k, ld int) {
	g := gemmTN(c, a, b, m, n, k, ld)
	if ld < n {
		t := g.cutRows()
		dgemm(&t)
	}
	dgemm(&g)
}

func gemmTN[T Float](c, a, b []T, m, n, k, ld int) product[T] {
	return product[T]{c: c, a: a, b: b, m: m, n: n, k: k, ldc: ld, rowA: 1, stepA: m, ldb: n, floor: unbounded[T]()}
}
