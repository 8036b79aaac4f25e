//go:build purego || !(amd64 || arm64)

package cpu

// Assembly reports whether the build has kernels in assembly.
const Assembly = false

// Kernels names the set of kernels that runs on this processor: those in pure Go.
func Kernels() string { return "go" }
