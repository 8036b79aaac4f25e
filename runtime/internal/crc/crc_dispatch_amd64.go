//go:build !purego

package crc

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// folds says that the processor multiplies polynomials.
func folds() bool { return cpu.Multiplies() }

// fold sets to to 16 bytes behind which a checksum of 0 becomes what sum becomes behind whole blocks.
func fold(to *[16]byte, blocks []byte, sum uint32) {
	foldBlocks(&to[0], unsafe.SliceData(blocks), len(blocks)/block, sum)
}
