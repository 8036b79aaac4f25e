//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// f32GemmDeep computes the product in two halves, or returns false: tiles share large products in another way.
//
//go:noinline
func f32GemmDeep(c, a, b, bias []float32, m, n, k, ld int, floor float32) bool {
	if cpu.AMX || cpu.Level == cpu.Go || !isDeep(m, n, k, ld) {
		return false
	}
	mat.MustFit(len(bias) == n, "gemmNN")
	singleGemm[cpu.Level].deep(&singleDeep, gemmNN(c, a, b, bias, m, n, k, ld, floor), rows.F32AddBias, elem.F32Relu)
	return true
}

// f64GemmDeep is f32GemmDeep for float64.
//
//go:noinline
func f64GemmDeep(c, a, b, bias []float64, m, n, k, ld int, floor float64) bool {
	if cpu.AMX || cpu.Level == cpu.Go || !isDeep(m, n, k, ld) {
		return false
	}
	mat.MustFit(len(bias) == n, "gemmNN")
	doubleGemm[cpu.Level].deep(&doubleDeep, gemmNN(c, a, b, bias, m, n, k, ld, floor), rows.F64AddBias, elem.F64Relu)
	return true
}
