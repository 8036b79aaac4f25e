//go:build purego || !(amd64 || arm64)

package nn

import "testing"

// atLevels runs a test with the only set of kernels there is.
func atLevels(t *testing.T, run func(t *testing.T)) { run(t) }
