//go:build !purego

package cpu

import _ "unsafe" // for linkname

// The sets of kernels, in the order of preference.
const (
	Go = iota
	AVX2
	AVX512
)

// Level says which kernels run. NNGEN_KERNELS forces a lesser set, for tests: go, avx2 or
// avx512, which leaves out AMX. Package product's assembly reads it as its own: it cannot name another package whose path has a hyphen.
//
//go:linkname Level github.com/nngen/nngen/runtime/internal/product.level
var Level = min(supported(), wanted(forced))

func wanted(name string) int {
	switch name {
	case "go":
		return Go
	case "avx2":
		return AVX2
	}
	return AVX512
}

// supported asks the processor what it can do, and the operating system which registers it keeps (Intel's manual,
// volume 1, sections 14.3 and 15.2).
func supported() int {
	const (
		fma, osxsave, avx, f16c = 1 << 12, 1 << 27, 1 << 28, 1 << 29 // leaf 1, ecx
		bmi1, avx2, bmi2        = 1 << 3, 1 << 5, 1 << 8             // leaf 7, ebx
		f, dq, bw, vl           = 1 << 16, 1 << 17, 1 << 30, 1 << 31
		ymm, zmm                = 1<<1 | 1<<2, 1<<5 | 1<<6 | 1<<7 // xgetbv
	)
	leaves, _, _, _ := cpuid(0, 0)
	if leaves < 7 {
		return Go
	}
	_, _, ecx, _ := cpuid(1, 0)
	_, ebx, _, _ := cpuid(7, 0)
	has := func(word, bits uint32) bool { return word&bits == bits }
	switch {
	case !has(ecx, fma|osxsave|avx|f16c) || !has(ebx, bmi1|avx2|bmi2) || !has(xgetbv(), ymm):
		return Go
	case has(ebx, f|dq|bw|vl) && has(xgetbv(), zmm):
		return AVX512
	}
	return AVX2
}

// VNNI says that AVX-512 multiplies bytes and adds up the products.
var VNNI = Level == AVX512 && supportsVNNI()

func supportsVNNI() bool {
	const vnni = 1 << 11 // leaf 7, ecx
	_, _, ecx, _ := cpuid(7, 0)
	return ecx&vnni != 0
}

// Multiplies reports whether the processor multiplies polynomials. Other than the rest it is asked when somebody wants to know, so that
// programs that never do are not linked with it.
func Multiplies() bool {
	const pclmulqdq = 1 << 1 // leaf 1, ecx
	_, _, ecx, _ := cpuid(1, 0)
	return Level > Go && ecx&pclmulqdq != 0
}
