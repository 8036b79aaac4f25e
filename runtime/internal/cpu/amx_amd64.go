//go:build !purego

package cpu

// AMX says that products of float32 may use AMX: the processor multiplies tiles of bfloat16. NNGEN_KERNELS turns it off
// with any lesser set.
var AMX = Level == AVX512 && forced != "avx512" && supportsAMX()

// supportsAMX asks the processor for tiles of bfloat16, and the operating system whether it keeps them (Intel's manual,
// volume 1, section 18).
func supportsAMX() bool {
	const (
		bf16, tile   = 1 << 22, 1 << 24 // leaf 7, edx
		config, data = 1 << 17, 1 << 18 // xgetbv
	)
	has := func(word, bits uint32) bool { return word&bits == bits }
	_, _, _, edx := cpuid(7, 0)
	return has(edx, bf16|tile) && has(xgetbv(), config|data)
}
