//go:build !purego

package product

import "github.com/nngen/nngen/runtime/internal/cpu"

// inHalves reports whether AVX2 computes fewer than so many outputs quicker, since the processor takes vectors of AVX-512 in halves.
func inHalves(outputs, most int) bool { return cpu.Halves && outputs < most }
