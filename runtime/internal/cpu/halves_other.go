//go:build purego || !amd64

package cpu

// Narrow reports whether AVX2 multiplies as many numbers at a time as the widest kernels: there are none.
func Narrow() bool { return false }

// Halved reports whether AVX-512 takes its vectors in halves: there is none.
func Halved() bool { return false }
