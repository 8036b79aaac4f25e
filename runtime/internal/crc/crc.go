package crc

import (
	"encoding/binary"
	"sync"
)

// polynomial has the coefficient of x³¹ in its lowest bit.
const polynomial = 0xedb88320

// word is how many bytes are read at a time, each with a table of its own.
const word = 8

// tables has in entry k what becomes of the lowest byte of a checksum when it is read, and k bytes of 0 after it.
type tables [word][256]uint32

var (
	made   sync.Once
	kept   tables
	folded bool // there is a kernel
)

// Update continues the checksum of what came before, 0 where nothing did.
func Update(sum uint32, b []byte) uint32 {
	made.Do(func() {
		kept.fill()
		folded = folds()
	})
	sum = ^sum
	if n := len(b) &^ (block - 1); folded && n > 0 {
		var rest [16]byte
		fold(&rest, b[:n], sum)
		sum, b = kept.read(0, rest[:]), b[n:]
	}
	return ^kept.read(sum, b)
}

// block is how many bytes kernels read at a time.
const block = 64

// fill makes the tables.
func (t *tables) fill() {
	for i := range t[0] {
		sum := uint32(i)
		for range 8 {
			sum = sum>>1 ^ polynomial&-(sum&1)
		}
		t[0][i] = sum
	}
	for k := 1; k < word; k++ {
		for i, sum := range t[k-1] {
			t[k][i] = sum>>8 ^ t[0][byte(sum)]
		}
	}
}

// read goes over bytes, without the inversions before and after.
func (t *tables) read(sum uint32, b []byte) uint32 {
	for ; len(b) >= word; b = b[word:] {
		v := binary.LittleEndian.Uint64(b) ^ uint64(sum)
		sum = t[7][byte(v)] ^ t[6][byte(v>>8)] ^ t[5][byte(v>>16)] ^ t[4][byte(v>>24)] ^
			t[3][byte(v>>32)] ^ t[2][byte(v>>40)] ^ t[1][byte(v>>48)] ^ t[0][byte(v>>56)]
	}
	for _, v := range b {
		sum = sum>>8 ^ t[0][byte(sum)^v]
	}
	return sum
}
