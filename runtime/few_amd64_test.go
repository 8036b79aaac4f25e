//go:build !purego

package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/internal/cpu"
)

// TestFew: more examples go one by one where AVX2 multiplies as many numbers at a time as there can be, and most of all where there is no AVX-512.
func TestFew(t *testing.T) {
	defer func(level int, halves bool) { cpu.Level, cpu.Halves = level, halves }(cpu.Level, cpu.Halves)
	for _, c := range []struct {
		level  int
		halves bool
		want   int
	}{{cpu.Go, false, 2}, {cpu.AVX2, false, 36}, {cpu.AVX2, true, 36}, {cpu.AVX512, false, 2}, {cpu.AVX512, true, 12}} {
		cpu.Level, cpu.Halves = c.level, c.halves
		if got := nn.Few(2, 12); got != c.want {
			t.Errorf("level %d, halves %t: %d, want %d", c.level, c.halves, got, c.want)
		}
	}
}
