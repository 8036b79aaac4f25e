package nn

import "unsafe"

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
// but adds in another order, which may depend on m, n and k. A row of C has the same bits whatever the other rows of A are,
// as long as all numbers are 0 or of moderate size, such as 2⁻⁵⁰ to 2⁵⁰: no product overflows or vanishes.
func SgemmNN(c, a, b []float32, m, n, k, ld int) {
	mustFit(fitNN(len(c), len(a), len(b), n, m, n, k, ld), "gemmNN")
	if !sgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, 0, unbounded[float32]()) {
		sgemmNN(c, a, b, nil, m, n, k, ld, unbounded[float32]())
	}
}

// DgemmNN is SgemmNN for float64.
func DgemmNN(c, a, b []float64, m, n, k, ld int) {
	mustFit(fitNN(len(c), len(a), len(b), n, m, n, k, ld), "gemmNN")
	if !dgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, 0, unbounded[float64]()) {
		dgemmNN(c, a, b, nil, m, n, k, ld, unbounded[float64]())
	}
}

// SgemmNNBias is SgemmNN, and adds bias, which has n entries, to each row of C.
func SgemmNNBias(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	if !sgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 0, unbounded[float32]()) {
		sgemmNN(c, a, b, bias, m, n, k, ld, unbounded[float32]())
	}
}

// DgemmNNBias is SgemmNNBias for float64.
func DgemmNNBias(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	if !dgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 0, unbounded[float64]()) {
		dgemmNN(c, a, b, bias, m, n, k, ld, unbounded[float64]())
	}
}

// SgemmNNBiasRelu is SgemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func SgemmNNBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	if !sgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 0, 0) {
		sgemmNN(c, a, b, bias, m, n, k, ld, 0)
	}
}

// DgemmNNBiasRelu is SgemmNNBiasRelu for float64.
func DgemmNNBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	if !dgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 0, 0) {
		dgemmNN(c, a, b, bias, m, n, k, ld, 0)
	}
}

// fitNN reports whether the lengths of gemmNN's arguments fit together.
func fitNN(c, a, b, bias, m, n, k, ld int) bool {
	return (c^m*n)|(a^m*k)|(bias^n)|lackUnits(b, k, n, ld) == 0
}

// sgemmNN is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func sgemmNN(c, a, b, bias []float32, m, n, k, ld int, floor float32) {
	g := gemmNN(c, a, b, bias, m, n, k, ld, floor)
	if ld < n {
		t := g.cutColumns()
		sgemm(&t)
	}
	sgemm(&g)
}

// dgemmNN is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func dgemmNN(c, a, b, bias []float64, m, n, k, ld int, floor float64) {
	g := gemmNN(c, a, b, bias, m, n, k, ld, floor)
	if ld < n {
		t := g.cutColumns()
		dgemm(&t)
	}
	dgemm(&g)
}

func gemmNN[T Float](c, a, b, bias []T, m, n, k, ld int, floor T) product[T] {
	mustFit(fitNN(len(c), len(a), len(b), n, m, n, k, ld), "gemmNN")
	return product[T]{c: c, a: a, b: b, bias: bias, m: m, n: n, k: k, ldc: n, rowA: k, stepA: 1, ldb: ld, floor: floor}
}
