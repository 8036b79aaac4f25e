//go:build !purego

package cpu

// Assembly reports whether the build has kernels in assembly.
const Assembly = true

// The sets of kernels, in the order of preference.
const (
	Go = iota
	NEON
)

// Level says which kernels run. Every arm64 processor has NEON; NNGEN_KERNELS=go forces the kernels in Go, for tests.
var Level = wanted(forced)

func wanted(name string) int {
	if name == "go" {
		return Go
	}
	return NEON
}

// Kernels names the set of kernels that runs on this processor: neon or go.
func Kernels() string { return [...]string{"go", "neon"}[Level] }
