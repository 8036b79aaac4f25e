package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

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
func F32GemmNN(c, a, b []float32, m, n, k, ld int) {
	mat.MustFit(fitNN(len(c), len(a), len(b), n, m, n, k, ld), "gemmNN")
	at := laid(len(b), n, k, ld)
	if !f32GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, at, mat.Unbounded[float32]()) {
		f32GemmNN(c, a, b, nil, m, n, k, ld, mat.Unbounded[float32]())
	}
}

// F64GemmNN is F32GemmNN for float64.
func F64GemmNN(c, a, b []float64, m, n, k, ld int) {
	mat.MustFit(fitNN(len(c), len(a), len(b), n, m, n, k, ld), "gemmNN")
	if !f64GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, straight, mat.Unbounded[float64]()) {
		f64GemmNN(c, a, b, nil, m, n, k, ld, mat.Unbounded[float64]())
	}
}

// F32GemmNNBias is F32GemmNN, and adds bias, which has n entries, to each row of C.
func F32GemmNNBias(c, a, b, bias []float32, m, n, k, ld int) {
	mat.MustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	at := laid(len(b), n, k, ld)
	if !f32GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, at, mat.Unbounded[float32]()) {
		f32GemmNN(c, a, b, bias, m, n, k, ld, mat.Unbounded[float32]())
	}
}

// F64GemmNNBias is F32GemmNNBias for float64.
func F64GemmNNBias(c, a, b, bias []float64, m, n, k, ld int) {
	mat.MustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	if !f64GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, straight, mat.Unbounded[float64]()) {
		f64GemmNN(c, a, b, bias, m, n, k, ld, mat.Unbounded[float64]())
	}
}

// F32GemmNNBiasRelu is F32GemmNNBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNNBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	mat.MustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	at := laid(len(b), n, k, ld)
	if !f32GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, at, 0) {
		f32GemmNN(c, a, b, bias, m, n, k, ld, 0)
	}
}

// F64GemmNNBiasRelu is F32GemmNNBiasRelu for float64.
func F64GemmNNBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	mat.MustFit(fitNN(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNN")
	if !f64GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, straight, 0) {
		f64GemmNN(c, a, b, bias, m, n, k, ld, 0)
	}
}

// fitNN reports whether the lengths of gemmNN's arguments fit together.
func fitNN(c, a, b, bias, m, n, k, ld int) bool {
	return (c^m*n)|(a^m*k)|(bias^n)|mat.LackUnits(b, k, n, ld) == 0
}

// How B lies, for products that are no more than pointers and sizes.
const (
	straight = 0
	turned   = 1 // as its transpose
	whole    = 2 // straight, and so that a vector which holds the last columns of a row does not end behind B
)

// laid returns how a B that is straight lies.
func laid(length, n, k, ld int) int {
	const vector = 16
	if length-(k-1)*ld >= (n+vector-1)&^(vector-1) {
		return whole
	}
	return straight
}

// f32GemmNN is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func f32GemmNN(c, a, b, bias []float32, m, n, k, ld int, floor float32) {
	g := gemmNN(c, a, b, bias, m, n, k, ld, floor)
	if ld >= n || g.apartB > 0 {
		f32Gemm(&g)
		return
	}
	tail, rows := g.cutColumns(), g.rowsTogether()
	for i := 0; i < m; i += rows {
		most, few := g.part(i, min(i+rows, m), 0, ld), tail.part(i, min(i+rows, m), 0, n-ld)
		f32Gemm(&most)
		f32Gemm(&few)
	}
}

// f64GemmNN is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func f64GemmNN(c, a, b, bias []float64, m, n, k, ld int, floor float64) {
	g := gemmNN(c, a, b, bias, m, n, k, ld, floor)
	if ld >= n || g.apartB > 0 {
		f64Gemm(&g)
		return
	}
	tail, rows := g.cutColumns(), g.rowsTogether()
	for i := 0; i < m; i += rows {
		most, few := g.part(i, min(i+rows, m), 0, ld), tail.part(i, min(i+rows, m), 0, n-ld)
		f64Gemm(&most)
		f64Gemm(&few)
	}
}

func gemmNN[T mat.Float](c, a, b, bias []T, m, n, k, ld int, floor T) product[T] {
	mat.MustFit(fitNN(len(c), len(a), len(b), n, m, n, k, ld), "gemmNN")
	g := product[T]{c: c, a: a, b: b, bias: bias, m: m, n: n, k: k, ldc: n, rowA: k, stepA: 1, ldb: ld, floor: floor}
	if mat.HasPanels(len(b), k, n, ld) {
		g.apartB = k * ld
	}
	return g
}
