package mat

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// TestEmbedded holds that numbers come out as they were put in, wherever the file lies in memory.
func TestEmbedded(t *testing.T) {
	want := []float64{1.5, -2, 0, math.Copysign(0, -1), math.Inf(1), 0x1p-126, 1e30}
	single, double := []byte("header"), []byte("header")
	for _, x := range want {
		single = binary.LittleEndian.AppendUint32(single, math.Float32bits(float32(x)))
		double = binary.LittleEndian.AppendUint64(double, math.Float64bits(x))
	}
	for shift := range 8 {
		file32, file64 := (strings.Repeat(" ", shift) + string(single))[shift:], (strings.Repeat(" ", shift) + string(double))[shift:]
		for i, x := range Embedded32(file32, len("header"), Digest(file32), "p") {
			if math.Float32bits(x) != math.Float32bits(float32(want[i])) {
				t.Errorf("shift %d: number %d is %v, want %v", shift, i, x, want[i])
			}
		}
		got := Embedded64(file64, len("header"), Digest(file64), "p")
		if len(got) != len(want) {
			t.Fatalf("%d numbers, want %d", len(got), len(want))
		}
		for i, x := range got {
			if math.Float64bits(x) != math.Float64bits(want[i]) {
				t.Errorf("shift %d: number %d is %v, want %v", shift, i, x, want[i])
			}
		}
	}
}

// TestEmbeddedPanics holds that another file than the one that was compiled for is not used.
func TestEmbeddedPanics(t *testing.T) {
	defer func() {
		if v, _ := recover().(string); !strings.HasPrefix(v, "iris: the embedded weights are not those") {
			t.Errorf("the panic is %q", v)
		}
	}()
	Embedded32("12345678", 0, Digest("12345678")+1, "iris")
}

// TestDigest holds that every bit counts, and the order.
func TestDigest(t *testing.T) {
	file := []byte("a file of some bytes, which are no multiple of 8")[:45]
	seen := map[uint64]string{Digest(string(file)): "itself", Digest(""): "nothing"}
	check := func(what string) {
		d := Digest(string(file))
		if other, found := seen[d]; found {
			t.Errorf("%s has the digest of %s", what, other)
		}
		seen[d] = what
	}
	for i := range 8 * len(file) {
		file[i/8] ^= 1 << (i % 8)
		check("bit " + string(rune('0'+i)))
		file[i/8] ^= 1 << (i % 8)
	}
	for i := 8; i < 40; i += 8 {
		copy(file, string(file[i:i+8])+string(file[:8]))
		check("words changed")
	}
	// Signs of two numbers at once.
	file = make([]byte, 64)
	for i := range 16 {
		for j := range i {
			file[4*i+3], file[4*j+3] = 0x80, 0x80
			check("two signs")
			file[4*i+3], file[4*j+3] = 0, 0
		}
	}
}
