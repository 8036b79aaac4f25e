//go:build !purego

package cpu

import _ "unsafe" // for linkname

// Halves says that the processor computes vectors of 512 bits in halves, as Zen 4 does. AVX-512 then multiplies no more numbers in a cycle than
// AVX2, reads a little less, and takes as long for lanes that a mask leaves out. Package product's assembly reads it, as it does Level.
//
//go:linkname Halves github.com/nngen/nngen/runtime/internal/product.halves
var Halves = Level == AVX512 && isZen4()

// Narrow reports whether AVX2 multiplies as many numbers at a time as the widest kernels.
func Narrow() bool { return Level == AVX2 || Halved() }

// Halved is Halves where the kernels of AVX-512 run.
func Halved() bool { return Level == AVX512 && Halves }

// isZen4 asks for AMD's family 19h, of which only Zen 4 has AVX-512.
func isZen4() bool {
	const auth, enti, cAMD = 0x68747541, 0x69746e65, 0x444d4163
	_, ebx, ecx, edx := cpuid(0, 0)
	signature, _, _, _ := cpuid(1, 0)
	return ebx == auth && edx == enti && ecx == cAMD && family(signature) == 0x19
}

// family is that of a processor's signature: of the higher ones in two parts.
func family(signature uint32) uint32 {
	base, extended := signature>>8&0xf, signature>>20&0xff
	if base < 0xf {
		return base
	}
	return base + extended
}
