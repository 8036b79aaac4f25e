//go:build !purego

package cpu

// Assembly reports whether the build has kernels in assembly.
const Assembly = true

// Kernels names the set of kernels that runs on this processor: amx, avx512, avx2 or go. Each has all below it too.
// It may have to ask the operating system for the use of AMX.
func Kernels() string {
	if AMX && AMXAllowed() {
		return "amx"
	}
	return [...]string{"go", "avx2", "avx512"}[Level]
}
