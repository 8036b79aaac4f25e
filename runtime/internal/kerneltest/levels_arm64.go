//go:build !purego

package kerneltest

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// AtLevels runs a test with each set of kernels; a short run, as under qemu, leaves out that of Go, which every processor runs.
func AtLevels(t *testing.T, run func(t *testing.T)) {
	defer func(kept int) { cpu.Level = kept }(cpu.Level)
	least := cpu.Go
	if testing.Short() {
		least = min(cpu.Level, cpu.Go+1)
	}
	for ; cpu.Level >= least; cpu.Level-- {
		t.Run(cpu.Kernels(), run)
	}
}
