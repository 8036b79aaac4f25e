//go:build !purego

package kerneltest

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// AtLevels runs a test with each set of kernels.
func AtLevels(t *testing.T, run func(t *testing.T)) {
	defer func(kept int) { cpu.Level = kept }(cpu.Level)
	for ; cpu.Level >= cpu.Go; cpu.Level-- {
		t.Run(cpu.Kernels(), run)
	}
}
