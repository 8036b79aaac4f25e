//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Gradients of layers whose weights a near cache holds go to the kernel at once: what there is to choose for others would take a tenth of the time.

// isNearGrad reports whether a product of a gradient, of so many columns, is one of whole panels of so few numbers.
func isNearGrad(m, n, k int) bool {
	return cpu.Level == cpu.AVX512 && !cpu.AMX && m > 0 && k > 0 && n > 0 && n%len(zeros32) == 0 && isNear(m, n, k, n)
}

// f32GemmTNNear is gemmTN, panel by panel. It returns false, and does nothing, where the product is another.
func f32GemmTNNear(c, a, b []float32, m, n, k, ld int) bool {
	if !isNearGrad(m, n, k) || n > ld {
		return false
	}
	for j := 0; j < n; j += len(zeros32) {
		f32GemmFullAVX512(&c[j], &a[0], &b[j], &zeros32[0], nil, m, len(zeros32), k, ld, 1, m, n, 0, 0, 0, mat.Unbounded[float32](), 1)
	}
	return true
}

// f32GemmNTNear is gemmNT, panel by panel, and what is not above 0 in from, if there is any, times the slope, which is not 1 then. It returns
// false, and does nothing, where the product is another, or has so few rows that rows are multiplied by rows.
func f32GemmNTNear(c, a, b, from []float32, m, n, k, ld int, slope float32) bool {
	kernels := singleGemm[cpu.Level]
	if g := (product[float32]{transposed: true, m: m, n: n, k: k}); !isNearGrad(m, n, k) || k > ld || g.few(kernels.lanes) {
		return false
	}
	s := kernels.borrow()
	s.copy = mat.Grow(s.copy, k*len(zeros32))
	for j := 0; j < n; j += len(zeros32) {
		mat.F32TransposeStrided(s.copy, b[j*ld:], len(zeros32), k, len(zeros32), ld)
		signs := unsafe.SliceData(from)
		if signs != nil {
			signs = beyond(signs, j)
		}
		f32GemmFullAVX512(&c[j], &a[0], &s.copy[0], &zeros32[0], signs, m, len(zeros32), k, n, k, 1, len(zeros32), 0, 0, 0, mat.Unbounded[float32](), slope)
	}
	kernels.giveBack(s)
	return true
}
