package mat

import (
	"math"
	"runtime"
	"unsafe"
)

// Embedded32 returns the numbers of a weights file that a package embeds: those that begin at a byte of it. It panics unless the file has
// the digest given. The result is not to be written to.
func Embedded32(file string, from int, digest uint64, pkg string) []float32 {
	mustBe(file, digest, pkg)
	return numbers[float32](file[from:])
}

// Embedded64 is Embedded32 for numbers of float64.
func Embedded64(file string, from int, digest uint64, pkg string) []float64 {
	mustBe(file, digest, pkg)
	return numbers[float64](file[from:])
}

func mustBe(file string, digest uint64, pkg string) {
	if Digest(file) != digest {
		panic(pkg + `: the embedded weights are not those that the package was built for: run "nngen build" again`)
	}
}

// Digest is a number that other files have another of: always of two of one length that differ in 8 bytes which begin at a multiple of 8.
// It is made of the file as numbers of 8 bytes, in the order of little endian and with zeros for what is missing of the last, and of its
// length.
func Digest(file string) (d uint64) {
	length := uint64(len(file))
	for ; len(file) >= 8; file = file[8:] {
		d = Digested(d, word(file))
	}
	if file != "" {
		d = Digested(d, word(file+"\x00\x00\x00\x00\x00\x00\x00"))
	}
	return Digested(d, length)
}

// Digested continues a digest with the next number. What is above reaches what is below, so that changes of signs do not cancel each other.
func Digested(d, next uint64) uint64 {
	const golden = 0x9e3779b97f4a7c15 // 2⁶⁴ divided by the golden ratio
	d = (d ^ next) * golden
	return d ^ d>>29
}

// word is the first 8 bytes.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// readsAnywhere says that numbers of little endian may be read where they lie, whatever their address.
const readsAnywhere = runtime.GOARCH == "amd64" || runtime.GOARCH == "arm64" || runtime.GOARCH == "386" || runtime.GOARCH == "wasm"

// numbers are the bytes as numbers of little endian.
func numbers[T Float](bytes string) []T {
	var x T
	size := int(unsafe.Sizeof(x))
	if readsAnywhere {
		return unsafe.Slice((*T)(unsafe.Pointer(unsafe.StringData(bytes))), len(bytes)/size)
	}
	xs := make([]T, len(bytes)/size)
	for i := range xs {
		part := bytes[i*size:][:size]
		if size == 4 {
			xs[i] = T(math.Float32frombits(uint32(word(part + "\x00\x00\x00\x00"))))
		} else {
			xs[i] = T(math.Float64frombits(word(part)))
		}
	}
	return xs
}
