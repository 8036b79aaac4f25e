//go:build !purego

package nn

import "testing"

// atLevels runs a test with each set of kernels that this processor has.
func atLevels(t *testing.T, run func(t *testing.T)) {
	defer func(set int, tiles bool) { level, amx = set, tiles }(level, amx)
	if amx {
		t.Run("amx", run)
		amx = false
	}
	for ; level >= levelGo; level-- {
		t.Run([]string{"go", "avx2", "avx512"}[level], run)
	}
}
