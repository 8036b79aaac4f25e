package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

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
// but adds in another order: of each 1024 rows first, so that the error does not grow with the length of a batch. The
// entries between the rows of C keep what they hold.
func F32GemmTN(c, a, b []float32, m, n, k, ld int) {
	mat.MustFit(fitTN(len(c), n, len(a), len(b), m, n, k, ld), "gemmTN")
	f32Gradient(c, nil, a, b, m, n, k, ld)
}

// F64GemmTN is F32GemmTN for float64.
func F64GemmTN(c, a, b []float64, m, n, k, ld int) {
	mat.MustFit(fitTN(len(c), n, len(a), len(b), m, n, k, ld), "gemmTN")
	f64Gradient(c, nil, a, b, m, n, k, ld)
}

// F32GemmTNSum is F32GemmTN, and sets sums, which has n entries, to the sum of the rows of B: the gradient of a layer's
// weights and biases.
func F32GemmTNSum(c, sums, a, b []float32, m, n, k, ld int) {
	mat.MustFit(fitTN(len(c), len(sums), len(a), len(b), m, n, k, ld), "gemmTN")
	f32Gradient(c, sums, a, b, m, n, k, ld)
}

// F64GemmTNSum is F32GemmTNSum for float64.
func F64GemmTNSum(c, sums, a, b []float64, m, n, k, ld int) {
	mat.MustFit(fitTN(len(c), len(sums), len(a), len(b), m, n, k, ld), "gemmTN")
	f64Gradient(c, sums, a, b, m, n, k, ld)
}

// f32GemmTNSum is F32GemmTNSum of a short batch. Sums that are empty are not wanted.
func f32GemmTNSum(c, sums, a, b []float32, m, n, k, ld int) {
	if !f32GemmTNNarrow(unsafe.SliceData(c), unsafe.SliceData(sums), unsafe.SliceData(a), unsafe.SliceData(b), m, n, k, ld) {
		f32GemmTN(c, a, b, m, n, k, ld)
		if len(sums) > 0 {
			rows.F32SumRows(sums, b)
		}
	}
}

// f64GemmTNSum is f32GemmTNSum for float64.
func f64GemmTNSum(c, sums, a, b []float64, m, n, k, ld int) {
	if !f64GemmTNNarrow(unsafe.SliceData(c), unsafe.SliceData(sums), unsafe.SliceData(a), unsafe.SliceData(b), m, n, k, ld) {
		f64GemmTN(c, a, b, m, n, k, ld)
		if len(sums) > 0 {
			rows.F64SumRows(sums, b)
		}
	}
}

// fitTN reports whether the lengths of gemmTN's arguments fit together.
func fitTN(c, sums, a, b, m, n, k, ld int) bool {
	return (sums^n)|(a^k*m)|(b^k*n)|mat.LackUnits(c, m, n, ld) == 0
}

// f32GemmTN is the product that is not narrow.
//
//go:noinline
func f32GemmTN(c, a, b []float32, m, n, k, ld int) {
	if f32GemmTNNear(c, a, b, m, n, k, ld) {
		return
	}
	g := gemmTN(c, a, b, m, n, k, ld)
	if ld < n && g.apartC == 0 {
		t := g.cutRows()
		f32Gemm(&t)
	}
	f32Gemm(&g)
}

// f64GemmTN is the product that is not narrow.
//
//go:noinline
func f64GemmTN(c, a, b []float64, m, n, k, ld int) {
	g := gemmTN(c, a, b, m, n, k, ld)
	if ld < n && g.apartC == 0 {
		t := g.cutRows()
		f64Gemm(&t)
	}
	f64Gemm(&g)
}

func gemmTN[T mat.Float](c, a, b []T, m, n, k, ld int) product[T] {
	g := product[T]{c: c, a: a, b: b, m: m, n: n, k: k, ldc: ld, rowA: 1, stepA: m, ldb: n, floor: mat.Unbounded[T]()}
	if mat.HasPanels(len(c), m, n, ld) {
		g.apartC = m * ld
	}
	return g
}
