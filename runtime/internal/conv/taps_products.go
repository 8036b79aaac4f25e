//go:build purego || !(amd64 || arm64)

package conv

import "github.com/nngen/nngen/runtime/internal/product"

func hasTaps() bool { return false }

// multiplySingle and multiplyDouble multiply the weights by what the taps see.
func multiplySingle() multiply[float32] { return product.F32GemmNN }
func multiplyDouble() multiply[float64] { return product.F64GemmNN }
