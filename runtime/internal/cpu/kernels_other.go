//go:build purego || !(amd64 || arm64)

package cpu

// Kernels names the set of kernels that runs on this processor: those in pure Go.
func Kernels() string { return "go" }
