//go:build !purego

package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/internal/cpu"
)

// TestFew: the level and the processor choose between the numbers.
func TestFew(t *testing.T) {
	defer func(level int, halves bool) { cpu.Level, cpu.Halves = level, halves }(cpu.Level, cpu.Halves)
	for _, c := range []struct {
		level  int
		halves bool
		want   int
	}{{cpu.Go, false, 2}, {cpu.AVX2, false, 20}, {cpu.AVX2, true, 20}, {cpu.AVX512, false, 2}, {cpu.AVX512, true, 12}} {
		cpu.Level, cpu.Halves = c.level, c.halves
		if got := nn.Few(2, 12, 20); got != c.want {
			t.Errorf("level %d, halves %t: %d, want %d", c.level, c.halves, got, c.want)
		}
	}
}
