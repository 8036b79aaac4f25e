//go:build !purego

package nn

// Kernels names the set of kernels that runs on this processor: amx, avx512, avx2 or go. Each has all below it too.
// It may have to ask the operating system for the use of AMX.
func Kernels() string {
	if amx && amxAllowed() {
		return "amx"
	}
	return [...]string{"go", "avx2", "avx512"}[level]
}
