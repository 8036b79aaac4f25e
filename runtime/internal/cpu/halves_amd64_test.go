//go:build !purego

package cpu

import "testing"

// TestFamily holds the family of known signatures.
func TestFamily(t *testing.T) {
	for signature, want := range map[uint32]uint32{0x00a10f11: 0x19, 0x00b40f40: 0x1a, 0x00800f12: 0x17, 0x000606a6: 6} {
		if got := family(signature); got != want {
			t.Errorf("family of %#x is %#x, want %#x", signature, got, want)
		}
	}
}
