//go:build !purego

package nn

// Kernels names the set of kernels that runs on this processor: avx512, avx2 or go.
func Kernels() string { return [...]string{"go", "avx2", "avx512"}[level] }
