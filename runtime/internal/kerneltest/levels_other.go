//go:build purego || !(amd64 || arm64)

package kerneltest

import "testing"

// AtLevels runs a test with the only set of kernels there is.
func AtLevels(t *testing.T, run func(t *testing.T)) { run(t) }
