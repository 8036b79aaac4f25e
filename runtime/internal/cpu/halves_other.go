//go:build purego || !amd64

package cpu

// Narrow reports whether AVX2 multiplies as many numbers at a time as the widest kernels: there are none.
func Narrow() bool { return false }
