//go:build !purego

package kerneltest

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// AtLevels runs a test with each set of kernels that this processor has, and with those of AVX-512 both as if it took vectors in halves and as if not.
func AtLevels(t *testing.T, run func(t *testing.T)) {
	defer func(set int, tiles, halves bool) { cpu.Level, cpu.AMX, cpu.Halves = set, tiles, halves }(cpu.Level, cpu.AMX, cpu.Halves)
	if cpu.AMX {
		t.Run("amx", run)
		cpu.AMX = false
	}
	if cpu.Level == cpu.AVX512 {
		cpu.Halves = true
		t.Run("halves", run)
		cpu.Halves = false
	}
	for ; cpu.Level >= cpu.Go; cpu.Level-- {
		t.Run([]string{"go", "avx2", "avx512"}[cpu.Level], run)
	}
}
