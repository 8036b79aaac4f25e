package nn

import "unsafe"

// SgemmNT computes C = A·Bᵀ, where A is (m, k), B is (n, k), C is (m, n), and the rows of B begin ld entries apart:
// SgemmNN with b[j*ld+p].
func SgemmNT(c, a, b []float32, m, n, k, ld int) {
	mustFit(fitNT(len(c), len(a), len(b), n, m, n, k, ld), "gemmNT")
	if !sgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, 1, unbounded[float32]()) {
		sgemmNT(c, a, b, nil, m, n, k, ld, unbounded[float32]())
	}
}

// DgemmNT is SgemmNT for float64.
func DgemmNT(c, a, b []float64, m, n, k, ld int) {
	mustFit(fitNT(len(c), len(a), len(b), n, m, n, k, ld), "gemmNT")
	if !dgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, 1, unbounded[float64]()) {
		dgemmNT(c, a, b, nil, m, n, k, ld, unbounded[float64]())
	}
}

// SgemmNTBias is SgemmNT, and adds bias, which has n entries, to each row of C.
func SgemmNTBias(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !sgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 1, unbounded[float32]()) {
		sgemmNT(c, a, b, bias, m, n, k, ld, unbounded[float32]())
	}
}

// DgemmNTBias is SgemmNTBias for float64.
func DgemmNTBias(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !dgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 1, unbounded[float64]()) {
		dgemmNT(c, a, b, bias, m, n, k, ld, unbounded[float64]())
	}
}

// SgemmNTBiasRelu is SgemmNTBias, and then sets the entries below 0 to 0. NaN stays NaN.
func SgemmNTBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	mustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !sgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 1, 0) {
		sgemmNT(c, a, b, bias, m, n, k, ld, 0)
	}
}

// DgemmNTBiasRelu is SgemmNTBiasRelu for float64.
func DgemmNTBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	mustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !dgemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, 1, 0) {
		dgemmNT(c, a, b, bias, m, n, k, ld, 0)
	}
}

// fitNT reports whether the lengths of gemmNT's arguments fit together.
func fitNT(c, a, b, bias, m, n, k, ld int) bool {
	return (c^m*n)|(a^m*k)|(bias^n)|lackUnits(b, n, k, ld) == 0
}

// sgemmNT is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func sgemmNT(c, a, b, bias []float32, m, n, k, ld int, floor float32) {
	g := gemmNT(c, a, b, bias, m, n, k, ld, floor)
	if ld < k {
		s := singleBodies.borrow()
		defer singleBodies.giveBack(s)
		g.turnTail(s, stranspose)
	}
	sgemm(&g)
}

// dgemmNT is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func dgemmNT(c, a, b, bias []float64, m, n, k, ld int, floor float64) {
	g := gemmNT(c, a, b, bias, m, n, k, ld, floor)
	if ld < k {
		s := doubleBodies.borrow()
		defer doubleBodies.giveBack(s)
		g.turnTail(s, dtranspose)
	}
	dgemm(&g)
}

func gemmNT[T Float](c, a, b, bias []T, m, n, k, ld int, floor T) product[T] {
	g := product[T]{c: c, a: a, b: b, bias: bias, m: m, n: n, k: k, ldc: n, rowA: k, stepA: 1, ldb: ld, floor: floor}
	g.transposed = true
	return g
}
