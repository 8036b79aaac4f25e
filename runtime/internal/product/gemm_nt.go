package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32GemmNT computes C = A·Bᵀ, where A is (m, k), B is (n, k), C is (m, n), and the rows of B begin ld entries apart:
// F32GemmNN with b[j*ld+p].
func F32GemmNT(c, a, b []float32, m, n, k, ld int) {
	mat.MustFit(fitNT(len(c), len(a), len(b), n, m, n, k, ld), "gemmNT")
	if !f32GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, turned, mat.Unbounded[float32]()) {
		f32GemmNT(c, a, b, nil, m, n, k, ld, mat.Unbounded[float32]())
	}
}

// F64GemmNT is F32GemmNT for float64.
func F64GemmNT(c, a, b []float64, m, n, k, ld int) {
	mat.MustFit(fitNT(len(c), len(a), len(b), n, m, n, k, ld), "gemmNT")
	if !f64GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), nil, m, n, k, ld, turned, mat.Unbounded[float64]()) {
		f64GemmNT(c, a, b, nil, m, n, k, ld, mat.Unbounded[float64]())
	}
}

// F32GemmNTBias is F32GemmNT, and adds bias, which has n entries, to each row of C.
func F32GemmNTBias(c, a, b, bias []float32, m, n, k, ld int) {
	mat.MustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !f32GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, turned, mat.Unbounded[float32]()) {
		f32GemmNT(c, a, b, bias, m, n, k, ld, mat.Unbounded[float32]())
	}
}

// F64GemmNTBias is F32GemmNTBias for float64.
func F64GemmNTBias(c, a, b, bias []float64, m, n, k, ld int) {
	mat.MustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !f64GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, turned, mat.Unbounded[float64]()) {
		f64GemmNT(c, a, b, bias, m, n, k, ld, mat.Unbounded[float64]())
	}
}

// F32GemmNTBiasRelu is F32GemmNTBias, and then sets the entries below 0 to 0. NaN stays NaN.
func F32GemmNTBiasRelu(c, a, b, bias []float32, m, n, k, ld int) {
	mat.MustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !f32GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, turned, 0) {
		f32GemmNT(c, a, b, bias, m, n, k, ld, 0)
	}
}

// F64GemmNTBiasRelu is F32GemmNTBiasRelu for float64.
func F64GemmNTBiasRelu(c, a, b, bias []float64, m, n, k, ld int) {
	mat.MustFit(fitNT(len(c), len(a), len(b), len(bias), m, n, k, ld), "gemmNT")
	if !f64GemmNarrow(unsafe.SliceData(c), unsafe.SliceData(a), unsafe.SliceData(b), unsafe.SliceData(bias), m, n, k, ld, turned, 0) {
		f64GemmNT(c, a, b, bias, m, n, k, ld, 0)
	}
}

// fitNT reports whether the lengths of gemmNT's arguments fit together.
func fitNT(c, a, b, bias, m, n, k, ld int) bool {
	return (c^m*n)|(a^m*k)|(bias^n)|mat.LackUnits(b, n, k, ld) == 0
}

// f32GemmNT is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func f32GemmNT(c, a, b, bias []float32, m, n, k, ld int, floor float32) {
	if len(bias) == 0 && f32GemmNTNear(c, a, b, nil, m, n, k, ld, 1) {
		return
	}
	g := gemmNT(c, a, b, bias, m, n, k, ld, floor)
	if ld < k && g.apartB == 0 {
		s := singleBodies.borrow()
		defer singleBodies.giveBack(s)
		g.turnTail(s, mat.F32TransposeStrided)
	}
	f32Gemm(&g)
}

// f64GemmNT is the product that is not narrow, with the results below floor raised.
//
//go:noinline
func f64GemmNT(c, a, b, bias []float64, m, n, k, ld int, floor float64) {
	g := gemmNT(c, a, b, bias, m, n, k, ld, floor)
	if ld < k && g.apartB == 0 {
		s := doubleBodies.borrow()
		defer doubleBodies.giveBack(s)
		g.turnTail(s, mat.F64TransposeStrided)
	}
	f64Gemm(&g)
}

func gemmNT[T mat.Float](c, a, b, bias []T, m, n, k, ld int, floor T) product[T] {
	g := product[T]{c: c, a: a, b: b, bias: bias, m: m, n: n, k: k, ldc: n, rowA: k, stepA: 1, ldb: ld, floor: floor}
	g.transposed = true
	if mat.HasPanels(len(b), n, k, ld) {
		g.apartB = n * ld
	}
	return g
}
