//go:build !purego

package kerneltest

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// AtLevels runs a test with each set of kernels that this processor has, and with those of AVX-512 as if it took no vector in halves.
func AtLevels(t *testing.T, run func(t *testing.T)) {
	defer func(set int, tiles, halves bool) { cpu.Level, cpu.AMX, cpu.Halves = set, tiles, halves }(cpu.Level, cpu.AMX, cpu.Halves)
	if cpu.Halves {
		t.Run("halves", run)
		cpu.Halves = false
	}
	if cpu.AMX {
		t.Run("amx", run)
		cpu.AMX = false
	}
	for ; cpu.Level >= cpu.Go; cpu.Level-- {
		t.Run([]string{"go", "avx2", "avx512"}[cpu.Level], run)
	}
}
