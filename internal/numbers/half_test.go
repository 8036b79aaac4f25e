package numbers

import (
	"math"
	"testing"
)

func TestHalves(t *testing.T) {
	for bits, want := range map[uint16]float64{0: 0, 0x3c00: 1, 0xc000: -2, 0x0001: 0x1p-24, 0x03ff: 1023 * 0x1p-24, 0x7bff: 65504, 0x7c00: math.Inf(1), 0xfc00: math.Inf(-1)} {
		if got := Float16(bits); got != want {
			t.Errorf("Float16(%#x) is %g, want %g", bits, got, want)
		}
	}
	if !math.IsNaN(Float16(0x7e00)) || !math.Signbit(Float16(0x8000)) {
		t.Error("NaN or -0 is another number")
	}
	if BFloat16(0x3f80) != 1 || BFloat16(0xc000) != -2 {
		t.Error("bfloat16 is another number")
	}
}
