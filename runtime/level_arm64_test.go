//go:build !purego

package nn

import "testing"

// atLevels runs a test with each set of kernels.
func atLevels(t *testing.T, run func(t *testing.T)) {
	defer func(kept int) { level = kept }(level)
	for ; level >= levelGo; level-- {
		t.Run(Kernels(), run)
	}
}
