//go:build !purego

package kerneltest

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// AtLevels runs a test with each set of kernels that this processor has.
func AtLevels(t *testing.T, run func(t *testing.T)) {
	defer func(set int, tiles bool) { cpu.Level, cpu.AMX = set, tiles }(cpu.Level, cpu.AMX)
	if cpu.AMX {
		t.Run("amx", run)
		cpu.AMX = false
	}
	for ; cpu.Level >= cpu.Go; cpu.Level-- {
		t.Run([]string{"go", "avx2", "avx512"}[cpu.Level], run)
	}
}
