package crc

import (
	"hash/crc32"
	"math/rand/v2"
	"testing"
)

// TestUpdate holds checksums against those of the standard library: of any length, from any byte on, and continued anywhere, with a kernel
// where there is one and without.
func TestUpdate(t *testing.T) {
	Update(0, nil)
	for _, folded = range []bool{folded, false} {
		r := rand.New(rand.NewPCG(1, 2))
		b := make([]byte, 20*block)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		for n := range len(b) {
			part := b[n%13:][:min(n, len(b)-13)]
			want := crc32.ChecksumIEEE(part)
			if got := Update(0, part); got != want {
				t.Fatalf("%d bytes: %08x, want %08x", len(part), got, want)
			}
			cut := r.IntN(len(part) + 1)
			if got := Update(Update(0, part[:cut]), part[cut:]); got != want {
				t.Fatalf("%d bytes in two parts, the first of %d: %08x, want %08x", len(part), cut, got, want)
			}
		}
	}
}

func BenchmarkUpdate(b *testing.B) {
	data := make([]byte, 1<<15)
	for _, c := range []struct {
		name   string
		update func(uint32, []byte) uint32
	}{
		{"here", Update},
		{"hash/crc32", func(sum uint32, b []byte) uint32 { return crc32.Update(sum, crc32.IEEETable, b) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				c.update(0, data)
			}
		})
	}
}
